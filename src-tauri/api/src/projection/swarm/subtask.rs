//! Subtasks, and the runs that work for them.

use routine_model::{MemberId, RunId, SubtaskId};
use swarm::state::{RunStanding, Subtask, SwarmContext, SwarmRun};
use swarm::{BlockedOn as On, SubtaskStatus as Status};

use super::Names;
use super::author::routine_name;
use crate::contract::{BlockedOn, SubtaskBlock, SubtaskStatus, SubtaskView, SwarmRunView};

/// Subtasks in the order in which they were added.
pub(super) fn subtask_views(context: &SwarmContext) -> Vec<SubtaskView> {
    let mut subtasks: Vec<_> = context.subtasks.values().collect();
    subtasks.sort_by_key(|subtask| subtask.place);
    subtasks.into_iter().map(|subtask| subtask_view(context, subtask)).collect()
}

fn subtask_view(context: &SwarmContext, subtask: &Subtask) -> SubtaskView {
    let names = Names(context);
    let is_done = |id: &SubtaskId| context.subtasks.get(id).is_some_and(|other| other.status.is_over());
    let runs = context.runs.iter().filter(|(_, run)| run.subtask.as_ref() == Some(subtask.id()));
    SubtaskView {
        id: subtask.id().to_string(),
        description: subtask.wanted.description.clone(),
        status: status_view(subtask.status),
        blocked: subtask.blocked.as_ref().map(|on| block_view(names, on)),
        assignee: subtask.assignee().map(ToString::to_string),
        depends_on: subtask.wanted.depends_on.iter().map(ToString::to_string).collect(),
        priority: subtask.wanted.priority,
        routine: subtask.chosen.clone().or_else(|| subtask.wanted.routine.clone()),
        ready: subtask.status == Status::Todo && subtask.wanted.depends_on.iter().all(is_done),
        runs: runs.map(|(id, run)| run_view(context, id, run)).collect(),
    }
}

/// A run of a swarm.
pub(super) fn run_view(context: &SwarmContext, id: &RunId, run: &SwarmRun) -> SwarmRunView {
    let allotment = context.ledger.runs.get(id).copied().unwrap_or_default();
    SwarmRunView {
        run_id: id.to_string(),
        routine: Some(routine_name(&run.routine)).filter(|name| !name.is_empty()),
        subtask: run.subtask.as_ref().map(ToString::to_string),
        member: run.member.as_ref().map(|member| Names(context).member(member)),
        at_work: run.standing != RunStanding::Left,
        allotted: allotment.allotted.to_string(),
        spent: allotment.spent.to_string(),
    }
}

/// Why a subtask does not go on.
pub(super) fn block_view(names: Names<'_>, on: &On) -> SubtaskBlock {
    let block = |on, message: Option<String>| SubtaskBlock { on, message, subtasks: Vec::new() };
    let person = |member: &MemberId| block(BlockedOn::Person, Some(names.member(member)));
    match on {
        On::Dependencies { subtasks } => SubtaskBlock {
            on: BlockedOn::Dependencies,
            message: None,
            subtasks: subtasks.iter().map(ToString::to_string).collect(),
        },
        On::Said { message } => block(BlockedOn::Said, Some(message.clone())),
        On::Failed { message } => block(BlockedOn::Failed, Some(message.clone())),
        On::NoRoutine { wanted } => block(BlockedOn::NoRoutine, wanted.clone()),
        On::Person { member } => person(member),
        On::Underway => block(BlockedOn::Underway, None),
    }
}

fn status_view(status: Status) -> SubtaskStatus {
    match status {
        Status::Todo => SubtaskStatus::Todo,
        Status::InProgress => SubtaskStatus::InProgress,
        Status::Done => SubtaskStatus::Done,
        Status::Blocked => SubtaskStatus::Blocked,
        Status::Failed => SubtaskStatus::Failed,
        Status::Cancelled => SubtaskStatus::Cancelled,
    }
}

/// Where a person wants a subtask to stand.
pub(crate) fn status_of(status: SubtaskStatus) -> Status {
    match status {
        SubtaskStatus::Todo => Status::Todo,
        SubtaskStatus::InProgress => Status::InProgress,
        SubtaskStatus::Done => Status::Done,
        SubtaskStatus::Blocked => Status::Blocked,
        SubtaskStatus::Failed => Status::Failed,
        SubtaskStatus::Cancelled => Status::Cancelled,
    }
}
