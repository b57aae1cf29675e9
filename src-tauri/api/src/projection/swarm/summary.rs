//! A swarm as a line of the list.

use swarm::state::SwarmContext;
use swarm::{StatusReason, SubtaskStatus as Subtask, SwarmStatus as Status};

use crate::contract::{SubtaskCounts, SwarmCredits, SwarmReason, SwarmReasonKind, SwarmStatus, SwarmSummary};
use crate::projection::milliseconds;

/// What the list shows of a swarm.
pub(crate) fn summary(context: &SwarmContext) -> SwarmSummary {
    let ledger = &context.ledger;
    SwarmSummary {
        swarm_id: context.swarm.to_string(),
        name: context.name.clone(),
        goal: context.goal.clone(),
        status: status_view(context.status),
        reason: context.reason.as_ref().map(reason_view),
        parent: context.parent.as_ref().map(|parent| parent.swarm.to_string()),
        created_at: milliseconds(context.created_at),
        changed_at: milliseconds(context.changed_at),
        seq: context.seq,
        subtasks: counts(context),
        runs: u32::try_from(context.runs_at_work().count()).unwrap_or(u32::MAX),
        entries: context.board.present,
        credits: SwarmCredits {
            cap: ledger.allocated.map(|credits| credits.to_string()),
            spent: ledger.spent.to_string(),
            reserved: ledger.reserved.to_string(),
            available: ledger.available().map(|credits| credits.to_string()),
        },
    }
}

fn counts(context: &SwarmContext) -> SubtaskCounts {
    let mut counts = SubtaskCounts::default();
    for subtask in context.subtasks.values() {
        counts.total += 1;
        match subtask.status {
            Subtask::Todo => {}
            Subtask::InProgress => counts.in_progress += 1,
            Subtask::Done | Subtask::Cancelled => counts.done += 1,
            Subtask::Blocked | Subtask::Failed => counts.stuck += 1,
        }
    }
    counts
}

/// How a swarm stands, as screens say it.
pub(crate) fn status_view(status: Status) -> SwarmStatus {
    match status {
        Status::Uninitialised => SwarmStatus::Uninitialised,
        Status::Starting => SwarmStatus::Starting,
        Status::Running => SwarmStatus::Running,
        Status::Idle => SwarmStatus::Idle,
        Status::Paused => SwarmStatus::Paused,
        Status::Stopped => SwarmStatus::Stopped,
        Status::Failed => SwarmStatus::Failed,
        Status::Terminated => SwarmStatus::Terminated,
    }
}

fn reason_view(reason: &StatusReason) -> SwarmReason {
    let why = |why| SwarmReason { why, message: None, subtasks: Vec::new() };
    match reason {
        StatusReason::Asked { message, .. } => SwarmReason { message: message.clone(), ..why(SwarmReasonKind::Asked) },
        StatusReason::Work => why(SwarmReasonKind::Work),
        StatusReason::NothingToDo => why(SwarmReasonKind::NothingToDo),
        StatusReason::Done => why(SwarmReasonKind::Done),
        StatusReason::Stuck { blocks } => SwarmReason {
            subtasks: blocks.iter().map(|block| block.subtask.to_string()).collect(),
            ..why(SwarmReasonKind::Stuck)
        },
        StatusReason::WaitsForPeople { blocks } => SwarmReason {
            subtasks: blocks.iter().map(|block| block.subtask.to_string()).collect(),
            ..why(SwarmReasonKind::People)
        },
        StatusReason::OutOfCredits => why(SwarmReasonKind::OutOfCredits),
        StatusReason::SubtaskFailed { subtask } => {
            SwarmReason { subtasks: vec![subtask.to_string()], ..why(SwarmReasonKind::SubtaskFailed) }
        }
        StatusReason::Parent => why(SwarmReasonKind::Parent),
        StatusReason::Error { message } => {
            SwarmReason { message: Some(message.clone()), ..why(SwarmReasonKind::Error) }
        }
        StatusReason::Closed => why(SwarmReasonKind::Closed),
    }
}
