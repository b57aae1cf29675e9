//! Tasks that a program outside does.

use routine_model::expression::Expression;
use run_engine::{StepOutcome, WaitReason};
use serde_json::Value;

use super::feel;
use crate::context::ExecutionContext;
use crate::strategy::failure;

/// Hands a task over to whoever does tasks of its type.
pub(super) fn hand_over(context: &ExecutionContext<'_>, task_type: &Expression) -> StepOutcome {
    match feel::value(context, task_type) {
        Ok(Value::String(text)) if text.starts_with("routine:") => StepOutcome::Failed {
            failure: failure(
                "task-type",
                format!("{text} is a task type of this program and must be written down as it is"),
            ),
        },
        Ok(Value::String(text)) if !text.is_empty() => {
            StepOutcome::Waiting { on: WaitReason::Worker { task_type: text }, until_ms: None }
        }
        Ok(value) => {
            let message = format!("the task type `{task_type}` is {value}, and has to be a text");
            StepOutcome::Failed { failure: failure("task-type", message) }
        }
        Err(failure) => StepOutcome::Failed { failure },
    }
}
