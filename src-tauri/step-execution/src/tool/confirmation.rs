//! `routine:approval`: a person confirms a step before anything of it is done. The step itself is the pending call.

use routine_model::graph::activity::Activity;
use run_engine::{StepOutcome, StepRecord, VariableMap, WHOLE_STEP, WaitReason};
use serde_json::Value;

use super::Tools;
use super::approval::{PendingState, Risk, pending_calls};
use super::calls::{from_now, left_until, wait_for_its_time};
use crate::context::ExecutionContext;
use crate::limits::milliseconds;
use crate::step_book::StepBook;
use crate::strategy::failure;

/// What about an activity's `routine:approval` cannot be read.
pub(crate) fn approval_fault(activity: &Activity) -> Option<String> {
    wanted(activity).err()
}

/// What an activity says about its approval.
struct Wanted {
    risk: Risk,
    delay_ms: u64,
    timeout_ms: Option<u64>,
}

/// The inputs that the step is to be done with, where a person has changed them; nothing where it asks nobody.
///
/// # Errors
/// The outcome that the step has for now: it waits, or was rejected.
pub(crate) async fn confirmed(
    context: &ExecutionContext<'_>,
    book: &mut StepBook,
    tools: &Tools,
) -> Result<Option<VariableMap>, StepOutcome> {
    let Some(wanted) = wanted(context.activity).map_err(|reason| failed("approval", reason))? else { return Ok(None) };
    let known = |book: &StepBook| pending_calls(book.records()).into_iter().find(|known| known.call == WHOLE_STEP);
    if known(book).is_none() {
        let inputs = context.request.inputs.iter().map(|(name, value)| (name.clone(), value.clone()));
        book.put(StepRecord::CallAsked {
            call: WHOLE_STEP.to_owned(),
            tool: context.node.name.clone().unwrap_or_else(|| context.request.element.to_string()),
            server: None,
            arguments: Value::Object(inputs.collect()),
            risk: wanted.risk.word().to_owned(),
            approval: wanted.risk >= tools.policy().threshold,
            until: wanted.timeout_ms.map(from_now),
        })
        .await?;
    }
    let Some(call) = known(book) else { return Ok(None) };
    match &call.state {
        PendingState::PendingApproval => {
            Err(StepOutcome::Waiting { on: WaitReason::Approval, until_ms: call.until.map(left_until) })
        }
        PendingState::RejectedByUser { reason } => {
            let because = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            Err(failed("approval-rejected", format!("a person did not approve the step{because}")))
        }
        PendingState::RejectedByTimeout => {
            Err(failed("approval-timeout", "nobody approved the step in time".to_owned()))
        }
        PendingState::CancelledBySystem { reason } => Err(failed("approval-rejected", reason.clone())),
        PendingState::Scheduled { .. }
        | PendingState::ApprovedAndReady
        | PendingState::Executing
        | PendingState::CompletedWithSuccess
        | PendingState::CompletedWithFailure => {
            wait_for_its_time(book, &call, wanted.delay_ms).await?;
            match call.edited {
                None => Ok(None),
                Some(Value::Object(inputs)) => Ok(Some(inputs.into_iter().collect())),
                Some(other) => Err(failed("approval", format!("the inputs have to be an object, and are {other}"))),
            }
        }
    }
}

fn wanted(activity: &Activity) -> Result<Option<Wanted>, String> {
    let Some(attributes) = &activity.settings.approval else { return Ok(None) };
    let time = |name: &str| {
        let read = |text: &String| {
            milliseconds(text.trim())
                .ok_or_else(|| format!("routine:approval {name}={text:?} is no time: milliseconds, or PT10M"))
        };
        attributes.get(name).map(read).transpose()
    };
    let risk = attributes.get("risk").map(|text| text.parse::<Risk>()).transpose();
    let rejects = match attributes.get("onTimeout").map(String::as_str) {
        None | Some("block") => false,
        Some("reject") => true,
        Some(other) => return Err(format!("routine:approval onTimeout={other:?} can be block or reject")),
    };
    Ok(Some(Wanted {
        risk: risk.map_err(|error| format!("routine:approval risk: {error}"))?.unwrap_or(Risk::Critical),
        delay_ms: time("delay")?.unwrap_or(0),
        timeout_ms: time("timeout")?.filter(|_| rejects),
    }))
}

fn failed(code: &str, reason: String) -> StepOutcome {
    StepOutcome::Failed { failure: failure(code, reason) }
}
