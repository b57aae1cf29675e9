//! What has come of a run, as a terminal tells it.

use run_engine::{RunStatus, StatusReason};
use run_host::{RunResult, RunSnapshot};
use serde_json::Value;

/// How a run stands when a terminal leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It reached its end.
    Completed,
    /// An error or a person ended it.
    Failed,
    /// It waits, or is paused.
    Waits,
    /// A limit ended or paused it.
    Limited,
}

/// What has come of a run.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How it stands.
    pub ending: Ending,
    /// The summary: the last line of `routine run --json`.
    pub result: Value,
}

pub(super) fn outcome(snapshot: &RunSnapshot, result: &RunResult) -> Outcome {
    let progress = &snapshot.progress;
    let limited = match progress.reason {
        Some(StatusReason::MaxTime | StatusReason::MaxCredits | StatusReason::MaxSteps | StatusReason::MaxLoops) => {
            true
        }
        Some(
            StatusReason::Completed
            | StatusReason::Error
            | StatusReason::UserPaused
            | StatusReason::UserCancelled
            | StatusReason::Breakpoint
            | StatusReason::AutomaticPause
            | StatusReason::AutomaticStop,
        )
        | None => false,
    };
    let ending = match progress.status {
        RunStatus::Completed => Ending::Completed,
        RunStatus::Failed | RunStatus::Cancelled | RunStatus::Paused if limited => Ending::Limited,
        RunStatus::Failed | RunStatus::Cancelled => Ending::Failed,
        RunStatus::Scheduled | RunStatus::InProgress | RunStatus::Paused => Ending::Waits,
    };
    Outcome { ending, result: serde_json::to_value(result).unwrap_or_default() }
}
