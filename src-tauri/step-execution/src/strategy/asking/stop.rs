//! Why the doing of a step stops before its outputs are there.

use routine_model::Credits;
use run_engine::{StepFailure, StepOutcome, VariableMap, WaitReason};

use crate::progress::RecordRefused;

/// Why a strategy goes no further now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stop {
    /// The next request may cost more than is left.
    OutOfCredits(Credits),
    /// It is somebody's turn.
    Waiting {
        /// What it waits for.
        on: WaitReason,
        /// How long at most, milliseconds.
        until_ms: Option<u64>,
    },
    /// It will not come to anything.
    Failed(StepFailure),
    /// Its time is up.
    TimedOut(u64),
    /// The step is not done any more.
    Over,
}

impl From<RecordRefused> for Stop {
    fn from(refused: RecordRefused) -> Self {
        match refused {
            RecordRefused::OutOfCredits { needed, .. } => Self::OutOfCredits(needed),
            RecordRefused::Over(_) => Self::Over,
        }
    }
}

impl From<StepFailure> for Stop {
    fn from(failure: StepFailure) -> Self {
        Self::Failed(failure)
    }
}

/// The outcome that an ending of a strategy is.
pub(crate) fn outcome(ending: Result<VariableMap, Stop>) -> StepOutcome {
    match ending {
        Ok(outputs) => StepOutcome::Succeeded { outputs },
        Err(Stop::OutOfCredits(needed)) => StepOutcome::OutOfCredits { needed },
        Err(Stop::Waiting { on, until_ms }) => StepOutcome::Waiting { on, until_ms },
        Err(Stop::Failed(failure)) => StepOutcome::Failed { failure },
        Err(Stop::TimedOut(limit_ms)) => StepOutcome::TimedOut { limit_ms },
        Err(Stop::Over) => StepOutcome::Cancelled,
    }
}
