//! FEEL expressions as scripts.

use routine_model::expression::{Clock, Expression, Unusable, Variables};
use run_engine::{StepFailure, VariableMap};
use serde_json::{Map, Value};

use super::ending::ScriptEnding;
use crate::strategy::failure;

/// Characters of a variable's value that a message shows.
const LONGEST_VALUE: usize = 80;

/// The value of an expression.
///
/// # Errors
/// The code of an [`Unusable`] expression, when it has none, or null because something went wrong on the way, or null because it names a variable
/// that does not exist and does not itself speak of null.
pub(crate) fn evaluate(
    expression: &Expression,
    variables: &dyn Variables,
    clock: &Clock,
) -> Result<Value, StepFailure> {
    let sight = Sight { variables, clock };
    let evaluated = match expression.evaluate_explained(&sight) {
        Ok(evaluated) => evaluated,
        Err(error) => return Err(told(expression, variables, error.unusable, &error.to_string())),
    };
    if !evaluated.value.is_null() {
        return Ok(evaluated.value);
    }
    let speaks_of_null = expression.source().contains("null");
    let missing = expression.certain_names().filter(|name| !speaks_of_null && variables.get(name).is_none());
    let missing: Vec<_> = missing.collect();
    match (missing.as_slice(), evaluated.null_because) {
        ([], None) => Ok(Value::Null),
        ([], Some(reason)) => {
            Err(told(expression, variables, Unusable::Value, &format!("`{expression}` is null: {reason}")))
        }
        (missing, _) => {
            let names = missing.join("”, “");
            Err(told(
                expression,
                variables,
                Unusable::Value,
                &format!("`{expression}` is null: there is no variable “{names}”"),
            ))
        }
    }
}

/// Those variables that an expression names.
pub(crate) fn needs(expression: &Expression, variables: &VariableMap) -> Map<String, Value> {
    let named = |name: &str| variables.get(name).map(|value| (name.to_owned(), value.clone()));
    expression.names().filter_map(named).collect()
}

pub(super) fn run(source: &str, variables: &Map<String, Value>, clock: &Clock) -> ScriptEnding {
    let parsed = Expression::parse(source).map_err(|error| failure(Unusable::Value.code(), error.to_string()));
    match parsed.and_then(|expression| evaluate(&expression, variables, clock)) {
        Ok(value) => ScriptEnding::Returned(value),
        Err(failure) => ScriptEnding::Failed(failure),
    }
}

fn told(expression: &Expression, variables: &dyn Variables, unusable: Unusable, reason: &str) -> StepFailure {
    let seen = expression.names().filter_map(|name| variables.get(name).map(|value| (name, value.to_string())));
    let seen: Vec<_> = seen.map(|(name, value)| format!("{name} = {}", shortened(&value))).collect();
    let with = if seen.is_empty() { String::new() } else { format!(" (with {})", seen.join(", ")) };
    failure(unusable.code(), format!("{reason}{with}"))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

struct Sight<'a> {
    variables: &'a dyn Variables,
    clock: &'a Clock,
}

impl Variables for Sight<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.variables.get(name)
    }

    fn clock(&self) -> Option<Clock> {
        Some(self.clock.clone())
    }
}
