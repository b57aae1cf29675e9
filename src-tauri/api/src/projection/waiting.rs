//! What something waits for, in the words of screens.

use run_engine::{StepId, WaitReason};

use super::milliseconds;
use crate::contract::WaitingOn;

/// Why a branch waits. `incoming` is the number of sequence flows into the element, which only joins need.
pub(crate) fn waiting_on(reason: &WaitReason, step: Option<StepId>, incoming: usize) -> WaitingOn {
    let step_id = || step.map(|step| step.to_string()).unwrap_or_default();
    match reason {
        WaitReason::Join { missing, more } => WaitingOn::Join {
            arrived: count(
                incoming.saturating_sub(missing.len()).saturating_sub(usize::try_from(*more).unwrap_or(usize::MAX)),
            ),
            needed: count(incoming),
            missing: missing.iter().map(ToString::to_string).collect(),
        },
        WaitReason::Inputs { missing } => WaitingOn::Inputs { missing: missing.clone() },
        WaitReason::Message { name, correlation_key } => {
            WaitingOn::Message { name: name.clone(), correlation_key: correlation_key.clone() }
        }
        WaitReason::Signal { name } => WaitingOn::Signal { name: name.clone() },
        WaitReason::Timer { due } => WaitingOn::Timer { due_at: due.map(milliseconds) },
        WaitReason::Condition => WaitingOn::Condition,
        WaitReason::Events { .. } => WaitingOn::Events,
        WaitReason::Inside | WaitReason::Branches { .. } => WaitingOn::Inside,
        WaitReason::Activation => WaitingOn::Activation,
        WaitReason::Tokens { needed } => WaitingOn::Tokens { needed: *needed },
        WaitReason::Compensation => WaitingOn::Compensation,
        WaitReason::Form | WaitReason::ManualWork => WaitingOn::Person { step_id: step_id() },
        WaitReason::Worker { task_type } => WaitingOn::Worker { step_id: step_id(), task_type: task_type.clone() },
        WaitReason::Conversation => WaitingOn::Conversation { step_id: step_id() },
        WaitReason::Approval => WaitingOn::Approval { step_id: step_id() },
        WaitReason::Decision { decision } => WaitingOn::Decision { decision_id: decision.to_string() },
        WaitReason::Incident { incident } => WaitingOn::Incident { incident_id: incident.to_string() },
        WaitReason::Retry { due } => WaitingOn::Retry { due_at: milliseconds(*due) },
        WaitReason::Trigger => WaitingOn::Trigger,
        WaitReason::Swarm { keys, .. } => WaitingOn::Swarm { keys: keys.clone() },
        WaitReason::Routine { process } => WaitingOn::Routine { process_id: process.clone() },
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
