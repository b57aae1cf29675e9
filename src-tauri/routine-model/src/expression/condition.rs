//! Yes or no, and nothing in between.

use serde_json::Value;

use super::error::{EvaluationError, Unusable};
use super::evaluate::Variables;
use super::value::Expression;

impl Expression {
    /// The truth of a condition.
    ///
    /// # Errors
    ///
    /// When its value is neither true nor false: null is not false by accident. The reason names the value, why it is null,
    /// and the variables that do not exist.
    pub fn evaluate_condition(&self, variables: &dyn Variables) -> Result<bool, EvaluationError> {
        let evaluated = self.evaluate_explained(variables)?;
        if let Value::Bool(truth) = evaluated.value {
            return Ok(truth);
        }
        let missing = self.missing(variables);
        let value = shortened(&evaluated.value.to_string());
        let because = match (missing.as_slice(), evaluated.null_because) {
            ([], Some(reason)) => format!(": {reason}"),
            ([], None) => String::new(),
            ([name], _) => format!(": there is no variable “{name}”"),
            (names, _) => format!(": there are no variables “{}”", names.join("”, “")),
        };
        let reason = format!("is neither true nor false, but {value}{because}");
        Err(EvaluationError { expression: self.source().to_owned(), unusable: Unusable::Value, reason, missing })
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
