//! Somebody answers a step that waits for them.

use routine_model::graph::flow_node::FlowNode;

use super::expect_alive;
use crate::Rejection;
use crate::ids::StepId;
use crate::outcome::Actor;
use crate::record::{CallDecision, StepAnswer, StepRecord};
use crate::status::{StepStatus, WaitReason};
use crate::steps;
use crate::turn::Turn;

/// Puts the answer on record and lets the step go on. A call may be decided about while the step still does another.
pub(super) fn answer(turn: &mut Turn<'_>, id: StepId, answer: StepAnswer, by: Actor) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, id)?;
    let step = turn.state().step(id)?;
    let waits_on = match &step.status {
        StepStatus::Waiting { on } => Some(on.clone()),
        StepStatus::Queued | StepStatus::InProgress => None,
    };
    let fits = match &answer {
        StepAnswer::Say { .. } | StepAnswer::Confirm { .. } => waits_on == Some(WaitReason::Conversation),
        StepAnswer::Approve { call, .. } | StepAnswer::Reject { call, .. } => {
            step.is_pending(call) && (waits_on.is_none() || waits_on == Some(WaitReason::Approval))
        }
    };
    if !fits {
        return Err(Rejection::StepNotOpen(id));
    }
    if matches!(answer, StepAnswer::Approve { .. } | StepAnswer::Reject { .. }) {
        is_approver(turn, id, &by)?;
    }
    let record = match answer {
        StepAnswer::Say { text } => StepRecord::PersonSaid { text, by },
        StepAnswer::Confirm { outputs } => StepRecord::OutputsConfirmed { outputs, by },
        StepAnswer::Approve { call, arguments } => {
            StepRecord::CallDecided { call, decision: CallDecision::Approved { arguments }, by }
        }
        StepAnswer::Reject { call, reason } => {
            StepRecord::CallDecided { call, decision: CallDecision::Rejected { reason }, by }
        }
    };
    steps::record(turn, id, record)?;
    if waits_on.is_some() {
        steps::go_on(turn, id)?;
    }
    Ok(())
}

/// Who the activity names may decide, by the name that they say they have; anybody where it names nobody.
pub(super) fn is_approver(turn: &Turn<'_>, id: StepId, by: &Actor) -> Result<(), Rejection> {
    let place = turn.place_of_step(id)?;
    let activity = place.graph.done_at(&place.node.id).and_then(FlowNode::activity);
    let approvers = activity.map_or(&[][..], |activity| &activity.settings.approvers);
    let is_named = matches!(by, Actor::Named { name } if approvers.contains(name));
    if approvers.is_empty() || is_named {
        return Ok(());
    }
    Err(Rejection::NotAnApprover { step: id, approvers: approvers.to_vec() })
}
