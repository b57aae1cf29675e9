//! What a step of the program's own task types is given: results of its input mappings, else its task headers.

use std::collections::BTreeMap;
use std::time::Duration;

use run_engine::StepFailure;
use serde_json::Value;

use crate::context::ExecutionContext;
use crate::strategy::failure;

/// What a step is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    pub(super) context: &'a ExecutionContext<'a>,
    pub(super) headers: &'a BTreeMap<String, String>,
}

impl<'a> Given<'a> {
    pub(super) fn result_variable(&self) -> Option<&'a str> {
        self.headers.get("resultVariable").map(String::as_str)
    }

    /// Null is as good as nothing.
    pub(super) fn value(&self, name: &str) -> Option<Value> {
        let input = self.context.request.inputs.get(name).filter(|value| !value.is_null());
        input.cloned().or_else(|| self.headers.get(name).cloned().map(Value::String))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, StepFailure> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(value.to_string())),
            Some(_) => Err(wrong(name, "a text")),
        }
    }

    pub(super) fn required(&self, name: &str) -> Result<String, StepFailure> {
        let text = self.text(name)?.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| failure("input-missing", format!("the input {name} is missing")))
    }

    pub(super) fn whole_number(&self, name: &str) -> Result<Option<u64>, StepFailure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.trim().parse().map(Some).map_err(|_| wrong(name, "a whole number"))
    }

    /// Milliseconds, or an ISO 8601 duration.
    pub(super) fn time(&self, name: &str) -> Result<Option<Duration>, StepFailure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let time = crate::limits::milliseconds(text.trim()).map(Duration::from_millis);
        time.map(Some).ok_or_else(|| wrong(name, "milliseconds, or a duration such as PT30S"))
    }
}

pub(super) fn wrong(name: &str, expected: &str) -> StepFailure {
    failure("input", format!("the input {name} has to be {expected}"))
}
