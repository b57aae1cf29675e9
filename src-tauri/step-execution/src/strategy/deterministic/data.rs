//! `routine:data`: the results of its input mappings are its outputs.

use run_engine::StepOutcome;
use serde_json::Value;

use super::given::Given;
use super::outputs;

pub(super) fn transform(given: Given<'_>) -> StepOutcome {
    let outputs = given.context.request.inputs.clone();
    outputs::of(given.context, Value::Object(outputs.into_iter().collect()), given.result_variable())
}
