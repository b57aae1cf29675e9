//! The routines of a folder, as others may start them.

use std::path::{Path, PathBuf};

use routine_model::graph::interface::{Field, RoutineInterface};
use serde_json::{Map, Value, json};

use crate::library::{read_routine, scan};
use crate::reading::read;

/// A process that can be started.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedRoutine {
    /// Its id.
    pub process: String,
    /// Its name; that of its file, where it has none.
    pub name: String,
    /// What it does.
    pub documentation: Option<String>,
    /// Its file.
    pub file: PathBuf,
    /// The JSON Schema of its declared inputs; none where it declares none, so that everything may go in.
    pub input_schema: Option<Value>,
}

/// The processes of a folder and its folders that can be started, by id. What cannot be read is passed over, and so are
/// those of an id that several files have: which is meant is nobody's to guess.
#[must_use]
pub fn routines_in(folder: &Path) -> Vec<OfferedRoutine> {
    let mut found: Vec<OfferedRoutine> = scan(folder).into_keys().flat_map(|file| processes(&file)).collect();
    found.sort_by(|one, other| one.process.cmp(&other.process));
    let ids: Vec<String> = found.iter().map(|routine| routine.process.clone()).collect();
    found.retain(|routine| ids.iter().filter(|id| **id == routine.process).count() == 1);
    found
}

fn processes(file: &Path) -> Vec<OfferedRoutine> {
    let Ok(text) = read_routine(file) else { return Vec::new() };
    let reading = read(&text.bytes);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let executable = reading.processes().into_iter().filter(|process| process.executable);
    executable
        .filter_map(|process| {
            let id = process.id.as_str().into();
            let definition = reading.graph.container(&id)?.process.as_ref()?;
            Some(OfferedRoutine {
                name: process.name.unwrap_or_else(|| stem.clone()),
                documentation: definition.documentation.clone(),
                file: file.to_owned(),
                input_schema: schema(&definition.interface),
                process: process.id,
            })
        })
        .collect()
}

fn schema(interface: &RoutineInterface) -> Option<Value> {
    if interface.inputs.is_empty() {
        return None;
    }
    let property = |field: &Field| {
        let mut schema = match field.schema.as_ref().map(routine_model::Schema::source) {
            Some(Value::Object(schema)) => schema.clone(),
            Some(_) | None => Map::new(),
        };
        if let Some(description) = &field.description {
            schema.entry("description").or_insert_with(|| json!(description));
        }
        (field.name.clone(), Value::Object(schema))
    };
    let required: Vec<&String> =
        interface.inputs.iter().filter(|field| field.required).map(|field| &field.name).collect();
    Some(json!({
        "type": "object",
        "properties": interface.inputs.iter().map(property).collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false
    }))
}
