//! Start, pause, resume, cancel, configure.

use super::expect_alive;
use crate::Rejection;
use crate::config::RunConfig;
use crate::event::{RunConfigured, RunStarted, RunStatusChanged};
use crate::limits::{AboutTo, stopped_by_limit};
use crate::run_end;
use crate::status::{MachineStatus, RunStatus, StatusReason};
use crate::swarm_asks;
use crate::turn::Turn;

pub(super) fn exists_already(turn: &Turn<'_>) -> Rejection {
    Rejection::WrongMachineStatus(match turn.state().status {
        RunStatus::Scheduled => MachineStatus::Initialised,
        RunStatus::InProgress => MachineStatus::Running,
        RunStatus::Paused => MachineStatus::Paused,
        RunStatus::Completed => MachineStatus::Completed,
        RunStatus::Failed | RunStatus::Cancelled => MachineStatus::Failed,
    })
}

pub(super) fn start(turn: &mut Turn<'_>, paused: bool) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::Scheduled => {
            turn.emit(RunStarted { paused })?;
            Ok(swarm_asks::join(turn)?)
        }
        status => Err(Rejection::WrongRunStatus(status)),
    }
}

/// Steps in progress go on to their end; what they lead to stays ready.
pub(super) fn pause(turn: &mut Turn<'_>, reason: StatusReason) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::InProgress => {
            Ok(turn.emit(RunStatusChanged { status: RunStatus::Paused, reason: Some(reason), message: None })?)
        }
        status => Err(Rejection::WrongRunStatus(status)),
    }
}

pub(super) fn resume(turn: &mut Turn<'_>) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::Paused => {
            Ok(turn.emit(RunStatusChanged { status: RunStatus::InProgress, reason: None, message: None })?)
        }
        status => Err(Rejection::WrongRunStatus(status)),
    }
}

pub(super) fn cancel(turn: &mut Turn<'_>, reason: StatusReason) -> Result<(), Rejection> {
    if turn.state().status != RunStatus::Scheduled {
        expect_alive(turn)?;
    }
    Ok(run_end::end(turn, RunStatus::Cancelled, reason, None)?)
}

/// The deadline has come, perhaps. What happens to a run that is paused or over is no matter of limits.
pub(super) fn check_limits(turn: &mut Turn<'_>) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::InProgress => {
            stopped_by_limit(turn, AboutTo::Nothing)?;
            Ok(())
        }
        status => Err(Rejection::WrongRunStatus(status)),
    }
}

pub(super) fn configure(turn: &mut Turn<'_>, mut config: Box<RunConfig>) -> Result<(), Rejection> {
    if turn.state().status != RunStatus::Scheduled {
        expect_alive(turn)?;
    }
    // For whom it works is settled with its creation.
    config.swarm.clone_from(&turn.state().config.swarm);
    Ok(turn.emit(RunConfigured { config })?)
}
