//! FEEL steps.

use routine_model::expression::{Clock, Expression};
use run_engine::{StepFailure, StepOutcome};
use serde_json::Value;

use super::outputs;
use super::scripted::Scripted;
use crate::context::ExecutionContext;
use crate::script::{Language, evaluate_feel, feel_needs};

/// The outcome of an expression whose time depends on its length only.
pub(super) fn in_place(
    context: &ExecutionContext<'_>,
    expression: &Expression,
    result_variable: Option<&str>,
) -> Option<StepOutcome> {
    if !expression.is_loop_free() {
        return None;
    }
    Some(match value(context, expression) {
        Ok(value) => outputs::of(context, value, result_variable),
        Err(failure) => StepOutcome::Failed { failure },
    })
}

/// The value of an expression for the step's variables.
pub(super) fn value(context: &ExecutionContext<'_>, expression: &Expression) -> Result<Value, StepFailure> {
    evaluate_feel(expression, &context.request.variables, &clock(context))
}

/// An expression that goes through data, to be run where it can be stopped.
pub(super) fn scripted<'a>(
    context: &ExecutionContext<'_>,
    expression: &'a Expression,
    result_variable: Option<&'a str>,
) -> Scripted<'a> {
    let input = feel_needs(expression, &context.request.variables);
    Scripted { language: Language::Feel(clock(context)), source: expression.source(), input, result_variable }
}

/// The time of day is that of the step's start, so that doing it again gives the same.
pub(super) fn clock(context: &ExecutionContext<'_>) -> Clock {
    Clock { now_ms: context.request.started_at.0, zone: context.request.time_zone.clone() }
}
