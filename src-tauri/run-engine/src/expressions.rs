//! Expressions over what a place can see, with troubles that say which expression, which variables and why.

use routine_model::expression::{Clock, EvaluationError, Expression, Variables};
use serde_json::Value;

use crate::context::SubroutineContext;
use crate::ids::Timestamp;
use crate::incidents::Trouble;

/// A place's variables, and the run's time of day.
struct Sight<'p> {
    context: SubroutineContext<'p>,
    now: Timestamp,
}

impl Variables for Sight<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.context.get(name)
    }

    fn clock(&self) -> Option<Clock> {
        Some(Clock { now_ms: self.now.0, zone: self.context.progress().config.time_zone.clone() })
    }
}

/// The value of an expression.
pub(crate) fn evaluate(
    expression: &Expression,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Value, Trouble> {
    let sight = Sight { context: *context, now };
    expression.evaluate(&sight).map_err(|error| trouble(expression, context, &error))
}

/// The truth of a condition; one that is neither true nor false is trouble.
pub(crate) fn is_true(
    expression: &Expression,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<bool, Trouble> {
    let sight = Sight { context: *context, now };
    expression.evaluate_condition(&sight).map_err(|error| trouble(expression, context, &error))
}

const LONGEST_VALUE: usize = 80;

fn trouble(expression: &Expression, context: &SubroutineContext<'_>, error: &EvaluationError) -> Trouble {
    let seen: Vec<String> = expression
        .names()
        .filter_map(|name| context.get(name).map(|value| format!("{name} = {}", shortened(&value.to_string()))))
        .collect();
    let with = if seen.is_empty() { String::new() } else { format!(" (with {})", seen.join(", ")) };
    Trouble { code: error.unusable.code().to_owned(), message: format!("{error}{with}") }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
