//! `routine:inputSchema`: what the inputs of a step must look like.
//!
//! Values count as they are: zero, false and an empty text are values. Only what is absent or null is missing.

use routine_model::Schema;
use routine_model::graph::activity::Activity;
use routine_model::graph::settings::MissingInputs;
use run_engine::{StepFailure, StepRequest, VariableMap};
use serde_json::Value;

use crate::strategy::failure;

/// What a look at the inputs of a step comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inputs {
    /// They are as they have to be.
    Ready,
    /// They are so after defaults have been filled in.
    Completed(VariableMap),
    /// Required ones are missing, and somebody is to say them.
    Missing {
        /// Who.
        from: MissingInputs,
        /// The schemas of what is missing, by name.
        fields: VariableMap,
        /// Those that are there.
        inputs: VariableMap,
    },
    /// They cannot be used.
    Unusable(StepFailure),
}

/// Checks the inputs of a step against the activity's schema, if it has one.
pub(crate) fn look(activity: &Activity, request: &StepRequest) -> Inputs {
    let Some(source) = &activity.settings.input_schema else { return Inputs::Ready };
    let schema = match Schema::read(source) {
        Ok(schema) => schema,
        Err(reason) => return Inputs::Unusable(failure("input-schema", told(&reason))),
    };
    let fields = source.get("properties").and_then(Value::as_object);
    let mut inputs = request.inputs.clone();
    inputs.retain(|name, value| !value.is_null() || takes_null(fields.and_then(|fields| fields.get(name))));
    let named = fields.into_iter().flatten();
    for (name, field) in named {
        // A step without a mapping of that name sees the variable.
        let found = inputs.get(name).or_else(|| request.variables.get(name).filter(|value| !value.is_null()));
        if let Some(value) = found.or_else(|| field.get("default")).cloned() {
            inputs.insert(name.clone(), value);
        }
    }
    let required = source.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let missing: Vec<&str> = required.filter(|name| !inputs.contains_key(*name)).collect();
    if !missing.is_empty() {
        let from = activity.settings.missing_inputs;
        return match from {
            MissingInputs::Fail => {
                let message = format!("required inputs are missing: {}", missing.join(", "));
                Inputs::Unusable(failure("input-missing", message))
            }
            MissingInputs::Ask | MissingInputs::Generate => {
                let field =
                    |name: &str| fields.and_then(|fields| fields.get(name)).cloned().unwrap_or(Value::Bool(true));
                let fields = missing.into_iter().map(|name| (name.to_owned(), field(name))).collect();
                Inputs::Missing { from, fields, inputs }
            }
        };
    }
    let faults = schema.faults(&Value::Object(inputs.clone().into_iter().collect()));
    if !faults.is_empty() {
        let message = format!("the inputs do not fit routine:inputSchema: {}", faults.join("; "));
        return Inputs::Unusable(failure("input-schema", message));
    }
    if inputs == request.inputs { Inputs::Ready } else { Inputs::Completed(inputs) }
}

/// What is wrong with a schema itself, if anything.
pub(crate) fn fault(schema: &Value) -> Option<String> {
    Schema::read(schema).err().map(|reason| told(&reason))
}

/// The same step with these inputs.
pub(crate) fn with(request: &StepRequest, inputs: VariableMap) -> StepRequest {
    let mut request = request.clone();
    request.variables.extend(inputs.iter().map(|(name, value)| (name.clone(), value.clone())));
    request.inputs = inputs;
    request
}

fn takes_null(field: Option<&Value>) -> bool {
    let kind = field.and_then(|field| field.get("type"));
    kind.is_some_and(|kind| {
        let is_null = |kind: &Value| kind.as_str() == Some("null");
        is_null(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_null))
    })
}

fn told(reason: &str) -> String {
    format!("routine:inputSchema cannot be used: {reason}")
}
