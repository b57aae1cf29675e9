//! JSON Schemas: what a value must look like.
//!
//! References to other documents are never followed: a schema stands in its routine, whole.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

/// Faults that are told at most.
const MOST_FAULTS: usize = 10;

/// A schema that is ready to be compared with values.
#[derive(Clone, Debug)]
pub struct Schema {
    source: Value,
    validator: Arc<Validator>,
}

impl Schema {
    /// Prepares a schema.
    ///
    /// # Errors
    /// A sentence that says why it is none.
    pub fn read(source: &Value) -> Result<Self, String> {
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(source)
            .map_err(|error| format!("it is no JSON Schema: {error}"))?;
        Ok(Self { source: source.clone(), validator: Arc::new(validator) })
    }

    /// The schema as it was written.
    #[must_use]
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// What speaks against a value, each fault with its place, ten at most; empty when nothing does.
    #[must_use]
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults: Vec<String> =
            self.validator.iter_errors(value).take(MOST_FAULTS).map(|fault| told(&fault)).collect();
        faults.sort();
        faults
    }
}

fn told(fault: &jsonschema::ValidationError<'_>) -> String {
    let place = fault.instance_path().to_string();
    if place.is_empty() { fault.to_string() } else { format!("{place}: {fault}") }
}
