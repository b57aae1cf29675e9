//! What has to be done.

use routine_model::SubtaskId;

use crate::broken::Broken;
use crate::event::{RoutineAsked, RoutineChosen, SubtaskAdded, SubtaskChanged, SubtaskMoved};
use crate::state::{Subtask, SubtaskStatus, SwarmContext};

fn subtask_mut<'c>(
    context: &'c mut SwarmContext,
    id: &SubtaskId,
    event: &'static str,
) -> Result<&'c mut Subtask, Broken> {
    context.subtasks.get_mut(id).ok_or_else(|| Broken::Misfit { event, what: id.to_string() })
}

pub(super) fn added(context: &mut SwarmContext, event: &SubtaskAdded) -> Result<(), Broken> {
    let subtask = Subtask {
        wanted: event.subtask.clone(),
        status: SubtaskStatus::Todo,
        blocked: None,
        place: context.subtasks.len() as u64,
        attempts: 0,
        run: None,
        choosing: false,
        chosen: None,
    };
    match context.subtasks.insert(event.subtask.id.clone(), subtask) {
        None => Ok(()),
        Some(twin) => Err(Broken::Misfit { event: "SubtaskAdded", what: twin.id().to_string() }),
    }
}

pub(super) fn changed(context: &mut SwarmContext, event: &SubtaskChanged) -> Result<(), Broken> {
    let subtask = subtask_mut(context, &event.subtask.id, "SubtaskChanged")?;
    if subtask.wanted.routine != event.subtask.routine {
        subtask.chosen = None;
        subtask.choosing = false;
    }
    subtask.wanted = event.subtask.clone();
    Ok(())
}

pub(super) fn moved(context: &mut SwarmContext, event: &SubtaskMoved) -> Result<(), Broken> {
    let subtask = subtask_mut(context, &event.subtask, "SubtaskMoved")?;
    let was = subtask.status;
    subtask.status = event.status;
    subtask.blocked.clone_from(&event.blocked);
    if event.status != SubtaskStatus::Todo {
        subtask.choosing = false;
    }
    // Whoever opens it again wants it tried as if for the first time.
    if event.status == SubtaskStatus::Todo && was != SubtaskStatus::InProgress {
        subtask.attempts = 0;
    }
    context.statistics.subtasks_done += u64::from(event.status == SubtaskStatus::Done);
    Ok(())
}

pub(super) fn routine_asked(context: &mut SwarmContext, event: &RoutineAsked) -> Result<(), Broken> {
    subtask_mut(context, &event.subtask, "RoutineAsked")?.choosing = true;
    Ok(())
}

pub(super) fn routine_chosen(context: &mut SwarmContext, event: &RoutineChosen) -> Result<(), Broken> {
    let subtask = subtask_mut(context, &event.subtask, "RoutineChosen")?;
    subtask.choosing = false;
    subtask.chosen.clone_from(&event.routine);
    Ok(())
}
