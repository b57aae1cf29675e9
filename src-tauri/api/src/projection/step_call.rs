//! The calls of a step as screens see them.

use run_engine::{PendingCall, PendingState};
use serde_json::Value;

use super::milliseconds;
use super::values::{reference, value_view};
use crate::contract::{StepCallState, StepCallView, ToolRisk};

/// A call that was asked for by the journal's entry `asked_at`.
pub(super) fn call_view(call: &PendingCall, asked_at: u64) -> StepCallView {
    let arguments = || value_view(&call.asked, || reference(asked_at, &["record", "arguments"]));
    StepCallView {
        call: call.call.clone(),
        tool: call.tool.clone(),
        server: call.server.clone(),
        risk: risk_view(&call.risk),
        arguments: (call.state == PendingState::PendingApproval).then(arguments),
        edited: call.edited.is_some(),
        may_have_been_done: call.may_have_been_done,
        state: match &call.state {
            PendingState::PendingApproval => StepCallState::PendingApproval,
            PendingState::Scheduled { due } => StepCallState::Scheduled { due_at: milliseconds(*due) },
            PendingState::ApprovedAndReady => StepCallState::ApprovedAndReady,
            PendingState::RejectedByUser { reason } => StepCallState::RejectedByUser { reason: reason.clone() },
            PendingState::RejectedByTimeout => StepCallState::RejectedByTimeout,
            PendingState::Executing => StepCallState::Executing,
            PendingState::CompletedWithSuccess => StepCallState::CompletedWithSuccess,
            PendingState::CompletedWithFailure => StepCallState::CompletedWithFailure,
            PendingState::CancelledBySystem { reason } => StepCallState::CancelledBySystem { reason: reason.clone() },
        },
    }
}

/// A risk by its word; what is not known may do harm.
pub(super) fn risk_view(word: &str) -> ToolRisk {
    serde_json::from_value(Value::from(word)).unwrap_or(ToolRisk::High)
}
