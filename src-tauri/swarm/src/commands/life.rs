//! A swarm starts, pauses, goes on and ends.

use super::{not_ended, permit};
use crate::SwarmRejection;
use crate::author::Author;
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{SwarmClosed, SwarmStatusChanged};
use crate::state::{SwarmContext, SwarmStatistics};
use crate::status::{StatusReason, SwarmStatus};
use crate::team::SwarmAction;
use crate::turn::Turn;

fn in_status(turn: &Turn<'_>, statuses: &[SwarmStatus]) -> Result<(), SwarmRejection> {
    let status = turn.state().status;
    if statuses.contains(&status) { Ok(()) } else { Err(SwarmRejection::WrongStatus(status)) }
}

pub(super) fn start(turn: &mut Turn<'_>, by: &Author) -> Result<(), SwarmRejection> {
    in_status(turn, &[SwarmStatus::Uninitialised])?;
    permit(turn.state(), by, SwarmAction::EndSwarm, "starting")?;
    let why = StatusReason::Asked { by: by.clone(), message: None };
    turn.emit(SwarmStatusChanged { status: SwarmStatus::Starting, why })?;
    turn.ask(SwarmEffect::Prepare);
    Ok(())
}

pub(super) fn finish_starting(turn: &mut Turn<'_>, result: Result<(), String>) -> Result<(), SwarmRejection> {
    in_status(turn, &[SwarmStatus::Starting])?;
    match result {
        Ok(()) => turn.emit(SwarmStatusChanged { status: SwarmStatus::Running, why: StatusReason::Work })?,
        Err(message) => end(turn, SwarmStatus::Failed, StatusReason::Error { message })?,
    }
    Ok(())
}

pub(super) fn pause(turn: &mut Turn<'_>, by: Author) -> Result<(), SwarmRejection> {
    in_status(turn, &[SwarmStatus::Running, SwarmStatus::Idle])?;
    permit(turn.state(), &by, SwarmAction::EndSwarm, "paused")?;
    pause_for(turn, StatusReason::Asked { by, message: None })?;
    let context = turn.state();
    let runs: Vec<_> = context.runs_at_work().map(|(run, _)| run.clone()).collect();
    let children: Vec<_> =
        context.children.iter().filter(|(_, child)| !child.has_ended).map(|(child, _)| child.clone()).collect();
    runs.into_iter().for_each(|run| turn.ask(SwarmEffect::PauseRun { run }));
    for child in children {
        turn.ask(SwarmEffect::MoveChild { child, status: SwarmStatus::Paused });
    }
    Ok(())
}

/// It starts nothing more. What is at work goes on with what it has.
pub(super) fn pause_for(turn: &mut Turn<'_>, why: StatusReason) -> Result<(), Broken> {
    turn.emit(SwarmStatusChanged { status: SwarmStatus::Paused, why })
}

/// Nothing in it is to go on. One that has paused by itself only starts nothing more.
pub(super) fn is_paused_by_somebody(context: &SwarmContext) -> bool {
    context.status == SwarmStatus::Paused && matches!(context.reason, Some(StatusReason::Asked { .. }))
}

pub(super) fn resume(turn: &mut Turn<'_>, by: Author) -> Result<(), SwarmRejection> {
    in_status(turn, &[SwarmStatus::Paused])?;
    permit(turn.state(), &by, SwarmAction::EndSwarm, "running")?;
    go_on(turn)?;
    let context = turn.state();
    let runs: Vec<_> = context.runs_at_work().map(|(run, _)| run.clone()).collect();
    let children: Vec<_> =
        context.children.iter().filter(|(_, child)| !child.has_ended).map(|(child, _)| child.clone()).collect();
    runs.into_iter().for_each(|run| turn.ask(SwarmEffect::ResumeRun { run }));
    for child in children {
        turn.ask(SwarmEffect::MoveChild { child, status: SwarmStatus::Running });
    }
    Ok(())
}

/// It starts runs again.
pub(super) fn go_on(turn: &mut Turn<'_>) -> Result<(), Broken> {
    turn.emit(SwarmStatusChanged { status: SwarmStatus::Running, why: StatusReason::Work })
}

pub(super) fn stop(turn: &mut Turn<'_>, by: Author, message: Option<String>) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    permit(turn.state(), &by, SwarmAction::EndSwarm, "stopped")?;
    Ok(end(turn, SwarmStatus::Stopped, StatusReason::Asked { by, message })?)
}

pub(super) fn fail(turn: &mut Turn<'_>, message: String) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    in_status(turn, &[SwarmStatus::Starting, SwarmStatus::Running, SwarmStatus::Idle, SwarmStatus::Paused])?;
    Ok(end(turn, SwarmStatus::Failed, StatusReason::Error { message })?)
}

/// It ends: nothing new begins, what is at work is cancelled.
pub(super) fn end(turn: &mut Turn<'_>, status: SwarmStatus, why: StatusReason) -> Result<(), Broken> {
    turn.emit(SwarmStatusChanged { status, why })?;
    let context = turn.state();
    let runs: Vec<_> = context.runs_at_work().map(|(id, _)| id.clone()).collect();
    let children: Vec<_> =
        context.children.iter().filter(|(_, child)| !child.has_ended).map(|(child, _)| child.clone()).collect();
    // One that is only planned may have begun already without having joined: whoever cancels it finds out.
    for run in runs {
        turn.ask(SwarmEffect::CancelRun { run });
    }
    for child in children {
        turn.ask(SwarmEffect::MoveChild { child, status: SwarmStatus::Stopped });
    }
    Ok(())
}

/// The last one below has left: the statistics are closed.
pub(super) fn close_when_empty(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let context = turn.state();
    let has_ended = match context.status {
        SwarmStatus::Stopped | SwarmStatus::Failed => true,
        SwarmStatus::Uninitialised
        | SwarmStatus::Starting
        | SwarmStatus::Running
        | SwarmStatus::Idle
        | SwarmStatus::Paused
        | SwarmStatus::Terminated => false,
    };
    if !has_ended || !context.is_empty_below() {
        return Ok(());
    }
    let lasted = turn.now().0.saturating_sub(context.created_at.0);
    let statistics = SwarmStatistics {
        spent: context.ledger.spent,
        lasted_ms: u64::try_from(lasted).unwrap_or(0),
        ..context.statistics.clone()
    };
    turn.emit(SwarmClosed { statistics })
}
