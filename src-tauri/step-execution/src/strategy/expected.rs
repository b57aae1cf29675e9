//! The outputs that a step has to come to, and how they are read out of an answer: as JSON that fits the schema, never by
//! guessing at sentences.

use routine_model::Schema;
use routine_model::graph::activity::Activity;
use routine_model::graph::binding::Binding;
use run_engine::{StepFailure, VariableMap};
use serde_json::{Map, Value, json};

use super::failure;
use crate::model::{FinishReason, ModelReply};

/// The one output of a step that declares none.
const RESULT: &str = "result";

/// What the outputs of a step have to look like.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    schema: Schema,
    /// The only output, where there is one.
    only: Option<String>,
}

impl Expected {
    /// Of an activity: its schema, else the variables that its output mappings read, else one text.
    ///
    /// # Errors
    /// `output-schema` when the schema is none of an object.
    pub(crate) fn of(activity: &Activity) -> Result<Self, StepFailure> {
        Self::with(activity.settings.output_schema.clone().unwrap_or_else(|| declared(activity)))
    }

    /// With this schema.
    ///
    /// # Errors
    /// `output-schema` when it is none.
    pub(crate) fn with(source: Value) -> Result<Self, StepFailure> {
        let told = |reason: String| failure("output-schema", format!("routine:outputSchema cannot be used: {reason}"));
        let schema = Schema::read(&source).map_err(told)?;
        let fields = source.get("properties").and_then(Value::as_object);
        let only = fields.filter(|fields| fields.len() == 1).and_then(|fields| fields.keys().next().cloned());
        Ok(Self { schema, only })
    }

    /// As it is given to a model.
    pub(crate) fn schema(&self) -> &Value {
        self.schema.source()
    }

    /// The outputs of a model's answer, or what speaks against them.
    pub(crate) fn answered(&self, reply: &ModelReply) -> Result<VariableMap, Vec<String>> {
        match &reply.finish {
            FinishReason::Stop => self.read(&reply.text),
            FinishReason::Length => Err(vec!["the answer became too long and is cut off".to_owned()]),
            FinishReason::Filtered => Err(vec!["the provider withheld the answer".to_owned()]),
            FinishReason::ToolCalls => Err(vec!["the answer asks for tools, and there are none".to_owned()]),
            FinishReason::Other(word) => Err(vec![format!("the answer ended with {word:?}")]),
        }
    }

    /// The outputs that a text of JSON is.
    pub(crate) fn read(&self, text: &str) -> Result<VariableMap, Vec<String>> {
        let value: Value = serde_json::from_str(unfenced(text))
            .map_err(|error| vec![format!("it is no JSON object of outputs: {error}")])?;
        self.check(value)
    }

    /// The outputs that a person typed: JSON, or the plain value where one thing is asked for.
    pub(crate) fn typed(&self, text: &str) -> Result<VariableMap, Vec<String>> {
        let outputs = self.read(text);
        let Some(name) = self.only.as_ref().filter(|_| outputs.is_err()) else { return outputs };
        let plain = self.check(json!({ name: text }));
        match serde_json::from_str::<Value>(text.trim()) {
            Ok(value) if plain.is_err() => self.check(json!({ name: value })),
            Ok(_) | Err(_) => plain,
        }
    }

    /// The outputs that a value is.
    pub(crate) fn check(&self, value: Value) -> Result<VariableMap, Vec<String>> {
        let faults = self.schema.faults(&value);
        if !faults.is_empty() {
            return Err(faults);
        }
        match value {
            Value::Object(outputs) => Ok(outputs.into_iter().collect()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(vec!["it is no object of outputs".to_owned()])
            }
        }
    }
}

fn declared(activity: &Activity) -> Value {
    let mut names: Vec<String> =
        activity.outputs.iter().filter_map(|mapping| read_name(mapping.source.source())).collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        let header = match &activity.binding {
            Binding::TaskType { headers, .. } => headers.get("resultVariable").cloned(),
            Binding::None
            | Binding::Form(_)
            | Binding::FeelScript { .. }
            | Binding::Script { .. }
            | Binding::Decision { .. } => None,
        };
        let name = header.unwrap_or_else(|| RESULT.to_owned());
        return json!({ "type": "object", "properties": { name.clone(): { "type": "string" } }, "required": [name],
            "additionalProperties": false });
    }
    let fields: Map<String, Value> = names.iter().map(|name| (name.clone(), json!({}))).collect();
    json!({ "type": "object", "properties": fields, "required": names, "additionalProperties": false })
}

/// The variable that a mapping reads, where it reads a path and computes nothing.
fn read_name(source: &str) -> Option<String> {
    let path = source.trim().strip_prefix('=')?.trim();
    let is_path = path.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
    let name = path.split('.').next().filter(|name| !name.is_empty())?;
    (is_path && !name.starts_with(|letter: char| letter.is_numeric())).then(|| name.to_owned())
}

/// The text without the marks of a block of code around it, which small models add.
fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")) else { return text };
    inner.strip_prefix("json").unwrap_or(inner).trim()
}
