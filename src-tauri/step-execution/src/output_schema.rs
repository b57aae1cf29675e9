//! `routine:outputSchema`: what the outputs of a step must look like.
//!
//! References to other documents are never followed: a schema stands in its routine, whole.

use jsonschema::Validator;
use routine_model::graph::activity::Activity;
use run_engine::{StepFailure, VariableMap};
use serde_json::Value;

use crate::strategy::failure;

/// Faults that are told at most.
const MOST_FAULTS: usize = 10;

/// Checks outputs against the activity's schema, if it has one.
///
/// # Errors
/// `output-schema` with every fault and its place.
pub(crate) fn check(activity: &Activity, outputs: &VariableMap) -> Result<(), StepFailure> {
    let Some(schema) = &activity.settings.output_schema else { return Ok(()) };
    let validator = prepare(schema).map_err(|reason| failure("output-schema", reason))?;
    let outputs = Value::Object(outputs.clone().into_iter().collect());
    let mut faults: Vec<String> = validator.iter_errors(&outputs).take(MOST_FAULTS).map(|fault| told(&fault)).collect();
    faults.sort();
    if faults.is_empty() {
        return Ok(());
    }
    Err(failure("output-schema", format!("the outputs do not fit routine:outputSchema: {}", faults.join("; "))))
}

/// What is wrong with a schema itself, if anything.
pub(crate) fn fault(schema: &Value) -> Option<String> {
    prepare(schema).err()
}

fn prepare(schema: &Value) -> Result<Validator, String> {
    jsonschema::validator_for(schema).map_err(|error| format!("routine:outputSchema is no JSON Schema: {error}"))
}

fn told(fault: &jsonschema::ValidationError<'_>) -> String {
    let place = fault.instance_path().to_string();
    if place.is_empty() { fault.to_string() } else { format!("{place}: {fault}") }
}
