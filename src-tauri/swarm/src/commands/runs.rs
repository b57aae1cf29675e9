//! Runs come, and leave.

use routine_model::{MemberId, RunId, SubtaskId};

use super::asking::{joined, reply};
use super::{account, by_itself, life};
use crate::SwarmRejection;
use crate::ask::{AskAnswer, AskRequest, LeaveStatus, RunAsk};
use crate::author::Origin;
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{RunJoined, RunLeft, RunLost, SubtaskMoved};
use crate::ledger::Holder;
use crate::policy::OnTrouble;
use crate::refusal::Refusal;
use crate::state::{Record, RunStanding, SubtaskStatus, SwarmContext, SwarmRun};
use crate::status::{BlockedOn, StatusReason, SwarmStatus};
use crate::turn::Turn;

pub(super) fn join(turn: &mut Turn<'_>, ask: RunAsk) -> Result<(), SwarmRejection> {
    let origin = ask.origin();
    let RunAsk { run, ask: key, member, spent_total, charges, request, .. } = ask;
    let AskRequest::Join { routine, subtask } = request else { return Ok(()) };
    let context = turn.state();
    let planned = context.runs.get(&run);
    // The plan says for whom the run works, not the run.
    let subtask = planned.map_or(subtask, |run| run.subtask.clone());
    let member = planned.map_or(member, |run| run.member.clone());
    if let Some(refusal) = refusal_of_join(context, subtask.as_ref(), member.as_ref()) {
        reply(turn, &run, &key, AskAnswer::Refused(refusal));
        return Ok(());
    }
    let joined_event = RunJoined { run: run.clone(), ask: key.clone(), routine, subtask: subtask.clone(), member };
    turn.emit(joined_event)?;
    let begins = subtask.filter(|id| turn.state().subtasks.get(id).is_some_and(|it| it.status == SubtaskStatus::Todo));
    if let Some(subtask) = begins {
        turn.emit(SubtaskMoved { subtask, status: SubtaskStatus::InProgress, blocked: None, by: origin })?;
    }
    account::first_allotment(turn, &run)?;
    account::settle(turn, &Holder::Run(run.clone()), spent_total, charges)?;
    let answer = joined(turn.state(), &run);
    reply(turn, &run, &key, answer);
    if life::is_paused_by_somebody(turn.state()) {
        turn.ask(SwarmEffect::PauseRun { run });
    }
    Ok(())
}

fn refusal_of_join(context: &SwarmContext, subtask: Option<&SubtaskId>, member: Option<&MemberId>) -> Option<Refusal> {
    if context.status.has_ended() {
        return Some(Refusal::Ended);
    }
    if let Some(member) = member.filter(|member| context.team.member(member).is_none()) {
        return Some(Refusal::NoMember { member: member.to_string() });
    }
    let subtask = subtask?;
    let has_work = context.subtasks.get(subtask).is_some_and(|subtask| match subtask.status {
        SubtaskStatus::Todo | SubtaskStatus::InProgress => true,
        SubtaskStatus::Done | SubtaskStatus::Blocked | SubtaskStatus::Failed | SubtaskStatus::Cancelled => false,
    });
    (!has_work).then(|| Refusal::NoSubtask { subtask: subtask.to_string() })
}

pub(super) fn leave(turn: &mut Turn<'_>, ask: RunAsk) -> Result<(), SwarmRejection> {
    let by = ask.origin();
    let RunAsk { run: id, ask: key, spent_total, charges, request, .. } = ask;
    let AskRequest::Leave { status, inputs, outputs, message } = request else { return Ok(()) };
    let Some(run) = turn.state().runs.get(&id).cloned() else { return Ok(()) };
    let holder = Holder::Run(id.clone());
    // A run that never joined may have spent, too; of one that joined this was settled with the ask.
    account::settle(turn, &holder, spent_total, charges)?;
    account::give_back(turn, &holder)?;
    let record = Record {
        run: id.clone(),
        routine: run.routine.clone(),
        subtask: run.subtask.clone(),
        member: run.member.clone(),
        status,
        message: message.clone(),
        inputs,
        outputs,
        spent: turn.state().ledger.allotment(&holder).spent,
        began: run.since,
        ended: turn.now(),
    };
    turn.emit(RunLeft { ask: key.clone(), record })?;
    reply(turn, &id, &key, AskAnswer::Left);
    match status {
        LeaveStatus::Completed => end_of_run(turn, &id, &run, Outcome::Done, by)?,
        LeaveStatus::Failed => {
            let message = message.unwrap_or_else(|| format!("run {id} has failed"));
            end_of_run(turn, &id, &run, Outcome::Failed(message), by)?;
        }
        LeaveStatus::Cancelled => end_of_run(turn, &id, &run, Outcome::Cancelled, by)?,
    }
    account::let_runs_go_on(turn)?;
    Ok(())
}

pub(super) fn fail_start(turn: &mut Turn<'_>, id: RunId, message: String) -> Result<(), SwarmRejection> {
    let Some(run) = turn.state().runs.get(&id).filter(|run| run.standing == RunStanding::Planned).cloned() else {
        return Err(SwarmRejection::UnknownRun(id));
    };
    turn.emit(RunLost { run: id.clone(), message: message.clone() })?;
    Ok(end_of_run(turn, &id, &run, Outcome::Failed(message), by_itself())?)
}

enum Outcome {
    Done,
    Failed(String),
    Cancelled,
}

/// The subtask moves, when it is this run that was at it: a run that did not complete was one of the attempts that the policy
/// allows, and after the last one the subtask has failed.
fn end_of_run(turn: &mut Turn<'_>, id: &RunId, run: &SwarmRun, outcome: Outcome, by: Origin) -> Result<(), Broken> {
    let context = turn.state();
    let subtask = run.subtask.as_ref().and_then(|subtask| context.subtasks.get(subtask));
    let Some(subtask) = subtask.filter(|it| it.status == SubtaskStatus::InProgress && it.run.as_ref() == Some(id))
    else {
        return Ok(());
    };
    // Somebody wanted it: nothing else is to pause or to stop for that.
    let is_wanted = matches!(outcome, Outcome::Cancelled);
    let has_more_attempts = subtask.attempts < context.policy.most_attempts();
    let subtask = subtask.id().clone();
    let has_ended = context.status.has_ended();
    let (status, blocked) = match outcome {
        Outcome::Done => (SubtaskStatus::Done, None),
        // What is stopped with its swarm has neither failed nor is it blocked.
        Outcome::Cancelled if has_ended => (SubtaskStatus::Todo, None),
        Outcome::Failed(_) | Outcome::Cancelled if has_more_attempts && !has_ended => (SubtaskStatus::Todo, None),
        Outcome::Cancelled => {
            let message = format!("run {id} was cancelled");
            (SubtaskStatus::Failed, Some(BlockedOn::Failed { message }))
        }
        Outcome::Failed(message) => (SubtaskStatus::Failed, Some(BlockedOn::Failed { message })),
    };
    turn.emit(SubtaskMoved { subtask: subtask.clone(), status, blocked, by })?;
    if status != SubtaskStatus::Failed || is_wanted || !turn.state().status.coordinates() {
        return Ok(());
    }
    let why = StatusReason::SubtaskFailed { subtask };
    match turn.state().policy.on_subtask_failed {
        OnTrouble::Continue => Ok(()),
        OnTrouble::Pause => life::pause_for(turn, why),
        OnTrouble::Stop => life::end(turn, SwarmStatus::Failed, why),
    }
}
