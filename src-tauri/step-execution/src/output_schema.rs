//! `routine:outputSchema`: what the outputs of a step must look like.

use routine_model::Schema;
use routine_model::graph::activity::Activity;
use run_engine::{StepFailure, VariableMap};
use serde_json::Value;

use crate::strategy::failure;

/// Checks outputs against the activity's schema, if it has one.
///
/// # Errors
/// `output-schema` with every fault and its place.
pub(crate) fn check(activity: &Activity, outputs: &VariableMap) -> Result<(), StepFailure> {
    let Some(schema) = &activity.settings.output_schema else { return Ok(()) };
    let schema = Schema::read(schema).map_err(|reason| failure("output-schema", told(&reason)))?;
    let faults = schema.faults(&Value::Object(outputs.clone().into_iter().collect()));
    if faults.is_empty() {
        return Ok(());
    }
    Err(failure("output-schema", format!("the outputs do not fit routine:outputSchema: {}", faults.join("; "))))
}

/// What is wrong with a schema itself, if anything.
pub(crate) fn fault(schema: &Value) -> Option<String> {
    Schema::read(schema).err().map(|reason| told(&reason))
}

fn told(reason: &str) -> String {
    format!("routine:outputSchema cannot be used: {reason}")
}
