//! `routine:tool`: one call of a tool.

use run_engine::{StepFailure, StepOutcome};
use serde_json::{Map, Value};

use super::given::Given;
use super::outputs;
use crate::context::ExecutionDependencies;
use crate::step_book::StepBook;
use crate::strategy::failure;
use crate::tool::approval::{PendingCall, PendingState};
use crate::tool::{AskedCall, ToolError, ToolSet, call_tools, tools_of_member};

/// The step's only call.
const CALL: &str = "tool";

pub(super) async fn call(given: Given<'_>, dependencies: &ExecutionDependencies) -> StepOutcome {
    match called(given, dependencies).await {
        Ok(call) => ended(given, call),
        Err(outcome) => outcome,
    }
}

async fn called(given: Given<'_>, dependencies: &ExecutionDependencies) -> Result<PendingCall, StepOutcome> {
    let failed = |failure: StepFailure| StepOutcome::Failed { failure };
    let (server, tool) = (given.required("server").map_err(failed)?, given.required("tool").map_err(failed)?);
    let context = given.context;
    let member = tools_of_member(context);
    let lists = [
        member.as_deref(),
        context.activity.settings.tools.as_deref(),
        context.routine.definition().and_then(|process| process.settings.tools.as_deref()),
    ];
    // The step names its tool itself; lists that there are can only forbid it.
    let forbids = |list: &&[_]| {
        let list: &[routine_model::graph::tools::ToolPattern] = list;
        !list.iter().any(|pattern| pattern.covers(&server, &tool))
    };
    if lists.iter().flatten().any(forbids) {
        return Err(failed(told(&ToolError::NotAllowed { tool: format!("{server}/{tool}") })));
    }
    let tools = &dependencies.resources.tools;
    let (set, name) = ToolSet::only(tools.find(&server, &tool).await.map_err(|error| failed(told(&error)))?);
    let arguments = given.value("arguments").unwrap_or_else(|| inputs(given));
    let arguments = match arguments {
        Value::String(text) => serde_json::from_str(&text)
            .map_err(|error| failed(failure("input", format!("the input arguments is no JSON: {error}"))))?,
        other => other,
    };
    let asked = AskedCall { call: CALL.to_owned(), tool: name, arguments };
    let mut book = StepBook::of(context, &dependencies.progress);
    let calls = call_tools(context, &mut book, tools, &set, &[asked]).await?;
    calls.into_iter().next().ok_or(StepOutcome::Cancelled)
}

/// Without an input `arguments`, all inputs are; but for those that say which tool it is.
fn inputs(given: Given<'_>) -> Value {
    let own = |name: &str| !matches!(name, "server" | "tool");
    let inputs = given.context.request.inputs.iter().filter(|(name, _)| own(name));
    Value::Object(inputs.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>())
}

fn ended(given: Given<'_>, call: PendingCall) -> StepOutcome {
    let result = call.result.unwrap_or_default();
    let failure = match call.state {
        PendingState::CompletedWithSuccess => {
            let value = match (given.result_variable(), result) {
                // Only what has names can become outputs; a text stays with the step's record.
                (None, Value::String(_) | Value::Array(_) | Value::Number(_) | Value::Bool(_)) => Value::Null,
                (_, result) => result,
            };
            return outputs::of(given.context, value, given.result_variable());
        }
        PendingState::CompletedWithFailure => match (&result["error"], &result["message"]) {
            (Value::String(code), Value::String(message)) => failure(code, message.clone()),
            _ => failure("tool-failed", format!("{} says that it failed: {}", call.tool, said(&result))),
        },
        PendingState::RejectedByUser { reason } => {
            let because = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            failure("approval-rejected", format!("a person did not approve {}{because}", call.tool))
        }
        PendingState::RejectedByTimeout => {
            failure("approval-timeout", format!("nobody approved {} in time", call.tool))
        }
        PendingState::CancelledBySystem { reason } => failure("tool-cancelled", reason),
        PendingState::PendingApproval
        | PendingState::Scheduled { .. }
        | PendingState::ApprovedAndReady
        | PendingState::Executing => return StepOutcome::Cancelled,
    };
    StepOutcome::Failed { failure }
}

fn told(error: &ToolError) -> StepFailure {
    StepFailure { retryable: error.is_retryable(), ..failure(error.code(), error.to_string()) }
}

fn said(result: &Value) -> String {
    result.as_str().map_or_else(|| result.to_string(), ToOwned::to_owned)
}
