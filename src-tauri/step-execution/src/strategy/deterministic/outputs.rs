//! From what a script returned to the outputs of its step.

use run_engine::{StepOutcome, VariableMap};
use serde_json::Value;

use crate::context::ExecutionContext;
use crate::output_schema;
use crate::strategy::failure;

/// With a result variable, the value goes there, whatever it is. Without one, nothing or an object of outputs is expected.
pub(super) fn of(context: &ExecutionContext<'_>, value: Value, result_variable: Option<&str>) -> StepOutcome {
    let outputs = match (result_variable, value) {
        (Some(name), value) => VariableMap::from([(name.to_owned(), value)]),
        (None, Value::Null) => VariableMap::new(),
        (None, Value::Object(map)) => map.into_iter().collect(),
        (None, value) => {
            let message =
                format!("the script returned {}; return an object of outputs, or name a result variable", kind(&value));
            return StepOutcome::Failed { failure: failure("script-result", message) };
        }
    };
    match output_schema::check(context.activity, &outputs) {
        Ok(()) => StepOutcome::Succeeded { outputs },
        Err(failure) => StepOutcome::Failed { failure },
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
