//! What has to be done is added, changed and moved.

use std::collections::BTreeSet;

use routine_model::SubtaskId;

use super::{by_itself, not_ended, permit, room_for};
use crate::SwarmRejection;
use crate::author::{Author, Origin};
use crate::broken::Broken;
use crate::command::SubtaskChange;
use crate::coordinator::has_run_at_work;
use crate::effect::SwarmEffect;
use crate::event::{SubtaskAdded, SubtaskChanged, SubtaskMoved};
use crate::settings::NewSubtask;
use crate::state::{SubtaskStatus, SwarmContext};
use crate::status::BlockedOn;
use crate::team::SwarmAction;
use crate::turn::Turn;

/// The way by which something that depends on these comes back to itself; none when it does not.
pub(super) fn path_back<'s>(
    from: &SubtaskId,
    depends_on: &'s [SubtaskId],
    of: impl Fn(&SubtaskId) -> &'s [SubtaskId],
) -> Option<Vec<SubtaskId>> {
    let mut seen = BTreeSet::new();
    let mut path: Vec<(&SubtaskId, std::slice::Iter<'_, SubtaskId>)> = Vec::new();
    let mut next = depends_on.iter();
    loop {
        match next.next() {
            Some(id) if id == from => {
                let between = path.iter().map(|(id, _)| (*id).clone());
                return Some([from.clone()].into_iter().chain(between).chain([from.clone()]).collect());
            }
            Some(id) if seen.insert(id) => path.push((id, std::mem::replace(&mut next, of(id).iter()))),
            Some(_) => {}
            None => next = path.pop()?.1,
        }
    }
}

fn check(context: &SwarmContext, subtask: &NewSubtask) -> Result<(), SwarmRejection> {
    if let Some(id) = subtask.depends_on.iter().find(|id| **id != subtask.id && !context.subtasks.contains_key(*id)) {
        return Err(SwarmRejection::UnknownSubtask(id.clone()));
    }
    if let Some(member) = subtask.assignee.as_ref().filter(|id| context.team.member(id).is_none()) {
        return Err(SwarmRejection::UnknownMember(format!("member {member}")));
    }
    let of = |id: &SubtaskId| context.subtasks.get(id).map_or(&[][..], |other| &other.wanted.depends_on);
    path_back(&subtask.id, &subtask.depends_on, of).map_or(Ok(()), |path| Err(SwarmRejection::Cycle(path)))
}

pub(super) fn add(turn: &mut Turn<'_>, by: Origin, subtask: NewSubtask) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    permit(context, &by.who, SwarmAction::ManageSubtasks, subtask.id.as_str())?;
    room_for("subtasks", context.subtasks.len(), context.limits.subtasks)?;
    if context.subtasks.contains_key(&subtask.id) {
        return Err(SwarmRejection::SubtaskExists(subtask.id));
    }
    check(context, &subtask)?;
    Ok(turn.emit(SubtaskAdded { subtask, by })?)
}

pub(super) fn change(
    turn: &mut Turn<'_>,
    by: Origin,
    id: &SubtaskId,
    change: SubtaskChange,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    let Some(subtask) = context.subtasks.get(id) else { return Err(SwarmRejection::UnknownSubtask(id.clone())) };
    permit_for(context, &by.who, id)?;
    let was = &subtask.wanted;
    let subtask = NewSubtask {
        id: id.clone(),
        description: change.description.unwrap_or_else(|| was.description.clone()),
        assignee: change.assignee.unwrap_or_else(|| was.assignee.clone()),
        depends_on: change.depends_on.unwrap_or_else(|| was.depends_on.clone()),
        priority: change.priority.unwrap_or(was.priority),
        routine: change.routine.unwrap_or_else(|| was.routine.clone()),
        inputs: was.inputs.clone(),
    };
    check(context, &subtask)?;
    if subtask == *was {
        return Ok(());
    }
    Ok(turn.emit(SubtaskChanged { subtask, by })?)
}

/// Whoever does or leads a subtask may change it, and whoever manages all of them.
fn permit_for(context: &SwarmContext, who: &Author, id: &SubtaskId) -> Result<(), SwarmRejection> {
    let assignee = context.subtasks.get(id).and_then(|subtask| subtask.assignee());
    let leader = context.team.subtask_leaders.get(id);
    if who.member().is_some_and(|member| assignee == Some(member) || leader == Some(member)) {
        return Ok(());
    }
    permit(context, who, SwarmAction::ManageSubtasks, id.as_str())
}

pub(super) fn move_to(
    turn: &mut Turn<'_>,
    by: Origin,
    id: SubtaskId,
    to: SubtaskStatus,
    message: Option<String>,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    let Some(subtask) = context.subtasks.get(&id) else { return Err(SwarmRejection::UnknownSubtask(id)) };
    permit_for(context, &by.who, &id)?;
    let from = subtask.status;
    if from == to {
        return Ok(());
    }
    if !leads_to(from, to) {
        return Err(SwarmRejection::WrongMove { subtask: id, from, to });
    }
    let run = subtask.run.clone().filter(|_| has_run_at_work(context, subtask));
    let message = message.unwrap_or_else(|| format!("{} said so", by.who));
    let blocked = match to {
        SubtaskStatus::Blocked => Some(BlockedOn::Said { message }),
        SubtaskStatus::Failed => Some(BlockedOn::Failed { message }),
        SubtaskStatus::Todo | SubtaskStatus::InProgress | SubtaskStatus::Done | SubtaskStatus::Cancelled => None,
    };
    turn.emit(SubtaskMoved { subtask: id, status: to, blocked, by })?;
    if let Some(run) = run {
        turn.ask(SwarmEffect::CancelRun { run });
    }
    Ok(())
}

/// Whether somebody may move a subtask from here to there.
fn leads_to(from: SubtaskStatus, to: SubtaskStatus) -> bool {
    use SubtaskStatus::{Blocked, Cancelled, Done, Failed, InProgress, Todo};
    match from {
        Todo => matches!(to, InProgress | Done | Blocked | Failed | Cancelled),
        InProgress => matches!(to, Todo | Done | Blocked | Failed | Cancelled),
        Blocked => matches!(to, Todo | InProgress | Done | Failed | Cancelled),
        Failed => matches!(to, Todo | Done | Cancelled),
        Done | Cancelled => matches!(to, Todo),
    }
}

/// Subtasks that wait for what will never be done are blocked, and those that can go on again are not.
pub(super) fn settle_dependencies(turn: &mut Turn<'_>) -> Result<(), Broken> {
    // Dependencies make no circle, so what one pass changes can at most set off one pass for each subtask.
    for _ in 0..=turn.state().subtasks.len() {
        let moves: Vec<_> = turn.state().subtasks.keys().filter_map(|id| due_move(turn.state(), id)).collect();
        if moves.is_empty() {
            return Ok(());
        }
        for (subtask, status, blocked) in moves {
            turn.emit(SubtaskMoved { subtask, status, blocked, by: by_itself() })?;
        }
    }
    Ok(())
}

fn due_move(context: &SwarmContext, id: &SubtaskId) -> Option<(SubtaskId, SubtaskStatus, Option<BlockedOn>)> {
    let subtask = context.subtasks.get(id)?;
    let is_blocked_by_others = matches!(subtask.blocked, Some(BlockedOn::Dependencies { .. }));
    if subtask.status != SubtaskStatus::Todo && !(subtask.status == SubtaskStatus::Blocked && is_blocked_by_others) {
        return None;
    }
    let holds_up = |id: &SubtaskId| context.subtasks.get(id).is_some_and(|other| other.status.holds_up());
    let held_up: Vec<_> = subtask.wanted.depends_on.iter().filter(|id| holds_up(id)).cloned().collect();
    if held_up.is_empty() {
        return is_blocked_by_others.then(|| (id.clone(), SubtaskStatus::Todo, None));
    }
    let on = BlockedOn::Dependencies { subtasks: held_up };
    (subtask.blocked.as_ref() != Some(&on)).then(|| (id.clone(), SubtaskStatus::Blocked, Some(on)))
}
