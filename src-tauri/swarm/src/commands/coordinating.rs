//! What the coordinator has decided is done, and what it needs for that is taken in.

use routine_model::{Credits, RunId, SubtaskId};

use super::{account, by_itself, life, not_ended, permit};
use crate::SwarmRejection;
use crate::author::Author;
use crate::broken::Broken;
use crate::command::RoutineOffer;
use crate::coordinator::{self, NextStep, is_ready};
use crate::effect::SwarmEffect;
use crate::event::{
    CreditsReserved, RoutineAsked, RoutineChosen, RoutinesOffered, RunPlanned, SubtaskMoved, SwarmStatusChanged,
};
use crate::ledger::Holder;
use crate::policy::WhenDone;
use crate::refusal::Refusal;
use crate::state::SubtaskStatus;
use crate::status::{BlockedOn, StatusReason, SwarmStatus};
use crate::team::SwarmAction;
use crate::turn::Turn;

pub(super) fn offer_routines(turn: &mut Turn<'_>, mut routines: Vec<RoutineOffer>) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    routines.sort_by(|one, other| one.path.cmp(&other.path));
    if routines == turn.state().routines {
        return Ok(());
    }
    Ok(turn.emit(RoutinesOffered { routines })?)
}

pub(super) fn choose_routine(
    turn: &mut Turn<'_>,
    by: Author,
    id: SubtaskId,
    routine: Option<String>,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    permit(context, &by, SwarmAction::RunRoutines, id.as_str())?;
    let Some(subtask) = context.subtasks.get(&id) else { return Err(SwarmRejection::UnknownSubtask(id)) };
    if !subtask.choosing && !is_ready(context, subtask) {
        return Err(SwarmRejection::NotChoosing(id));
    }
    // Whoever chooses says a path or a name; what is stored is the path.
    let routine = match routine {
        None => None,
        Some(wanted) => {
            let offer = context.routines.iter().find(|offer| offer.path == wanted || offer.name == wanted);
            Some(offer.ok_or(SwarmRejection::UnknownRoutine(wanted))?.path.clone())
        }
    };
    let is_none = routine.is_none();
    turn.emit(RoutineChosen { subtask: id.clone(), routine, by: by.clone(), because: None })?;
    if is_none {
        // Nobody is asked again and again.
        let blocked = Some(BlockedOn::NoRoutine { wanted: None });
        turn.emit(SubtaskMoved { subtask: id, status: SubtaskStatus::Blocked, blocked, by: by.into() })?;
    }
    Ok(())
}

/// Keeps back what asking a model may cost. What was kept back before and never booked was asked by a program that has died: it
/// may be on a bill, and counts in full.
pub(super) fn reserve_for_choice(
    turn: &mut Turn<'_>,
    subtask: SubtaskId,
    amount: Credits,
) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    if !turn.state().subtasks.get(&subtask).is_some_and(|subtask| subtask.choosing) {
        return Err(SwarmRejection::NotChoosing(subtask));
    }
    let available = turn.state().ledger.available().unwrap_or(Credits::ZERO);
    if !turn.state().ledger.can_reserve(amount) {
        let refusal = Refusal::OutOfCredits { asked: amount, available };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    let holder = Holder::Choice(subtask);
    let lost = turn.state().ledger.allotment(&holder).allotted;
    account::settle(turn, &holder, lost, Vec::new())?;
    if !amount.is_zero() {
        turn.emit(CreditsReserved { holder, amount, ask: None })?;
    }
    Ok(())
}

/// A model has chosen, or has not. It was paid in either case.
pub(super) fn take_choice(
    turn: &mut Turn<'_>,
    id: SubtaskId,
    routine: Option<String>,
    because: String,
    cost: Credits,
) -> Result<(), SwarmRejection> {
    let holder = Holder::Choice(id.clone());
    let spent = turn.state().ledger.allotment(&holder).spent;
    let total = spent.checked_add(cost).ok_or(SwarmRejection::TooManyCredits)?;
    account::settle(turn, &holder, total, Vec::new())?;
    account::give_back(turn, &holder)?;
    let context = turn.state();
    if context.status.has_ended() || !context.subtasks.get(&id).is_some_and(|subtask| subtask.choosing) {
        return Ok(());
    }
    let routine = routine.filter(|path| context.routines.iter().any(|offer| offer.path == *path));
    let by = Author::Coordinator;
    let blocked = routine.is_none().then(|| BlockedOn::Said { message: because.clone() });
    turn.emit(RoutineChosen { subtask: id.clone(), routine, by: by.clone(), because: Some(because) })?;
    if blocked.is_some() {
        turn.emit(SubtaskMoved { subtask: id, status: SubtaskStatus::Blocked, blocked, by: by.into() })?;
    }
    Ok(())
}

/// Does what is next, until nothing is.
pub(super) fn coordinate(turn: &mut Turn<'_>) -> Result<(), Broken> {
    if !turn.state().status.coordinates() {
        return Ok(());
    }
    let coordination = coordinator::coordinate(turn.state());
    for step in coordination.next {
        match step {
            NextStep::Start { subtask, routine, member } => {
                let context = turn.state();
                let run = RunId::from(&*format!("{}-run-{}", context.swarm, context.planned_runs + 1));
                let wanted = context.subtasks.get(&subtask);
                let attempt = wanted.map_or(0, |subtask| subtask.attempts) + 1;
                let inputs = wanted.map(|subtask| subtask.wanted.inputs.clone()).unwrap_or_default();
                turn.emit(RunPlanned {
                    run: run.clone(),
                    subtask: subtask.clone(),
                    routine: routine.clone(),
                    member: member.clone(),
                    attempt,
                })?;
                let by = by_itself();
                let status = SubtaskStatus::InProgress;
                turn.emit(SubtaskMoved { subtask: subtask.clone(), status, blocked: None, by })?;
                turn.ask(SwarmEffect::StartRun { run, subtask, routine, member, inputs });
            }
            NextStep::Choose { subtask, by_model } => {
                turn.emit(RoutineAsked { subtask: subtask.clone(), by_model })?;
                turn.ask(SwarmEffect::ChooseRoutine { subtask, by_model });
            }
        }
    }
    stand(turn, coordination.idle)
}

/// Running when something is at work, idle with the reason when nothing is.
fn stand(turn: &mut Turn<'_>, idle: Option<StatusReason>) -> Result<(), Broken> {
    let context = turn.state();
    match idle {
        None if context.status == SwarmStatus::Idle => {
            turn.emit(SwarmStatusChanged { status: SwarmStatus::Running, why: StatusReason::Work })
        }
        None => Ok(()),
        Some(StatusReason::Done) if context.policy.when_done == WhenDone::Stop => {
            life::end(turn, SwarmStatus::Stopped, StatusReason::Done)
        }
        Some(why) if context.status == SwarmStatus::Idle && context.reason.as_ref() == Some(&why) => Ok(()),
        Some(why) => turn.emit(SwarmStatusChanged { status: SwarmStatus::Idle, why }),
    }
}
