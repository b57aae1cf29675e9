//! Runs that come and go.

use routine_model::RunId;

use super::At;
use crate::ask::LeaveStatus;
use crate::broken::Broken;
use crate::event::{AskDone, AskRefused, ReceiptsDropped, RoutinesOffered, RunJoined, RunLeft, RunLost, RunPlanned};
use crate::state::{RECENT_RECORDS, Receipt, Receipts, RunStanding, SwarmContext, SwarmRun};

pub(super) fn planned(context: &mut SwarmContext, event: &RunPlanned, at: At) -> Result<(), Broken> {
    let run = SwarmRun {
        routine: event.routine.clone(),
        subtask: Some(event.subtask.clone()),
        member: event.member.clone(),
        standing: RunStanding::Planned,
        since: at.time,
        wants: None,
        receipts: Receipts::default(),
    };
    if context.runs.insert(event.run.clone(), run).is_some() {
        return Err(Broken::Misfit { event: "RunPlanned", what: event.run.to_string() });
    }
    context.planned_runs += 1;
    if let Some(subtask) = context.subtasks.get_mut(&event.subtask) {
        subtask.attempts = event.attempt;
        subtask.run = Some(event.run.clone());
        subtask.choosing = false;
    }
    Ok(())
}

pub(super) fn joined(context: &mut SwarmContext, event: &RunJoined, at: At) -> Result<(), Broken> {
    let run = context.runs.entry(event.run.clone()).or_insert_with(|| SwarmRun {
        routine: String::new(),
        subtask: None,
        member: None,
        standing: RunStanding::Planned,
        since: at.time,
        wants: None,
        receipts: Receipts::default(),
    });
    if run.standing != RunStanding::Planned {
        return Err(Broken::Misfit { event: "RunJoined", what: event.run.to_string() });
    }
    run.standing = RunStanding::Joined;
    run.routine.clone_from(&event.routine);
    run.subtask.clone_from(&event.subtask);
    run.member.clone_from(&event.member);
    run.receipts.put(&event.ask, Receipt::Joined);
    context.statistics.runs += 1;
    if let Some(subtask) = event.subtask.as_ref().and_then(|id| context.subtasks.get_mut(id)) {
        subtask.run = Some(event.run.clone());
    }
    Ok(())
}

fn run_mut<'c>(context: &'c mut SwarmContext, run: &RunId, event: &'static str) -> Result<&'c mut SwarmRun, Broken> {
    context.runs.get_mut(run).ok_or_else(|| Broken::Misfit { event, what: run.to_string() })
}

pub(super) fn ask_refused(context: &mut SwarmContext, event: &AskRefused) -> Result<(), Broken> {
    let run = run_mut(context, &event.run, "AskRefused")?;
    run.receipts.put(&event.ask, Receipt::Refused { refusal: event.refusal.clone() });
    Ok(())
}

pub(super) fn ask_done(context: &mut SwarmContext, event: &AskDone) -> Result<(), Broken> {
    run_mut(context, &event.run, "AskDone")?.receipts.put(&event.ask, Receipt::Done);
    Ok(())
}

pub(super) fn receipts_dropped(context: &mut SwarmContext, event: &ReceiptsDropped) -> Result<(), Broken> {
    run_mut(context, &event.run, "ReceiptsDropped")?.receipts.forget_below(event.below);
    Ok(())
}

pub(super) fn lost(context: &mut SwarmContext, event: &RunLost) -> Result<(), Broken> {
    let run = run_mut(context, &event.run, "RunLost")?;
    run.standing = RunStanding::Left;
    run.receipts = Receipts::default();
    Ok(())
}

pub(super) fn left(context: &mut SwarmContext, event: &RunLeft) -> Result<(), Broken> {
    let record = &event.record;
    let run = run_mut(context, &record.run, "RunLeft")?;
    run.standing = RunStanding::Left;
    run.wants = None;
    run.receipts = Receipts::default();
    context.board.watches.remove(&record.run);
    let statistics = &mut context.statistics;
    match record.status {
        LeaveStatus::Completed => statistics.runs_completed += 1,
        LeaveStatus::Failed => statistics.runs_failed += 1,
        LeaveStatus::Cancelled => statistics.runs_cancelled += 1,
    }
    context.records.push_back(record.clone());
    if context.records.len() > RECENT_RECORDS {
        context.records.pop_front();
    }
    Ok(())
}

pub(super) fn routines_offered(context: &mut SwarmContext, event: &RoutinesOffered) -> Result<(), Broken> {
    context.routines.clone_from(&event.routines);
    Ok(())
}
