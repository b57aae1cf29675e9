//! Strict reading: what is not understood is not passed over.

use routine_model::Schema;
use serde_json::Value;

use super::{FORMAT, SWARM_FILE_SCHEMA, SwarmFileError, VERSION};
use crate::settings::SwarmSettings;

/// Reads a swarm's file.
///
/// # Errors
/// It is no JSON, no swarm, of a newer program, has keys or values that mean nothing, or does not fit together: two members
/// of one id, a dependency on a subtask that is not there, subtasks that wait for each other.
pub fn read_swarm(text: &str) -> Result<SwarmSettings, SwarmFileError> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        // The place stands apart.
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        SwarmFileError::NoJson { line: error.line(), column: error.column(), message }
    })?;
    check_format(&value)?;
    let faults = faults(&value);
    if !faults.is_empty() {
        return Err(SwarmFileError::Wrong(faults));
    }
    let settings: SwarmSettings =
        serde_json::from_value(value).map_err(|error| SwarmFileError::Wrong(vec![error.to_string()]))?;
    let faults = settings.faults();
    if faults.is_empty() { Ok(settings) } else { Err(SwarmFileError::Wrong(faults)) }
}

/// The format comes first: what a newer one holds need not make sense here.
fn check_format(value: &Value) -> Result<(), SwarmFileError> {
    let said = value.get("format");
    let number = said.and_then(Value::as_str).and_then(|format| format.strip_prefix(FORMAT));
    match number.and_then(|number| number.parse::<u32>().ok()) {
        Some(VERSION) => Ok(()),
        Some(newer) if newer > VERSION => Err(SwarmFileError::Newer(newer)),
        Some(_) | None => Err(SwarmFileError::NoSwarm(said.map(ToString::to_string))),
    }
}

fn faults(value: &Value) -> Vec<String> {
    let schema = serde_json::from_str(SWARM_FILE_SCHEMA).map_err(|error| error.to_string());
    match schema.and_then(|schema| Schema::read(&schema)) {
        Ok(schema) => schema.faults(value),
        Err(reason) => vec![reason],
    }
}
