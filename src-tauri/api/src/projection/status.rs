//! Statuses of the engine in the words of screens, and back where screens choose.

use run_engine::{PathSelectionMode, RunConfig};

use crate::contract::{MachineStatus, PathSelection, RunMode, RunStatus, StatusReason};

/// How far a run has come.
pub(crate) fn run_status(status: run_engine::RunStatus) -> RunStatus {
    match status {
        run_engine::RunStatus::Scheduled => RunStatus::Scheduled,
        run_engine::RunStatus::InProgress => RunStatus::InProgress,
        run_engine::RunStatus::Paused => RunStatus::Paused,
        run_engine::RunStatus::Completed => RunStatus::Completed,
        run_engine::RunStatus::Failed => RunStatus::Failed,
        run_engine::RunStatus::Cancelled => RunStatus::Cancelled,
    }
}

/// Why a run has its status.
pub(crate) fn status_reason(reason: run_engine::StatusReason) -> StatusReason {
    match reason {
        run_engine::StatusReason::Completed => StatusReason::Completed,
        run_engine::StatusReason::Error => StatusReason::Error,
        run_engine::StatusReason::UserPaused => StatusReason::UserPaused,
        run_engine::StatusReason::UserCancelled => StatusReason::UserCancelled,
        run_engine::StatusReason::MaxTime => StatusReason::MaxTime,
        run_engine::StatusReason::MaxCredits => StatusReason::MaxCredits,
        run_engine::StatusReason::MaxSteps => StatusReason::MaxSteps,
        run_engine::StatusReason::MaxLoops => StatusReason::MaxLoops,
        run_engine::StatusReason::Breakpoint => StatusReason::Breakpoint,
        run_engine::StatusReason::AutomaticPause => StatusReason::AutomaticPause,
        run_engine::StatusReason::AutomaticStop => StatusReason::AutomaticStop,
    }
}

/// What the machine of a loaded run with this status does.
pub(super) fn machine_status(status: RunStatus) -> MachineStatus {
    match status {
        RunStatus::Scheduled => MachineStatus::Initialised,
        RunStatus::InProgress => MachineStatus::Running,
        RunStatus::Paused => MachineStatus::Paused,
        RunStatus::Completed => MachineStatus::Completed,
        RunStatus::Failed | RunStatus::Cancelled => MachineStatus::Failed,
    }
}

/// Whether a run looks at data.
pub(crate) fn mode_view(mode: run_engine::RunMode) -> RunMode {
    match mode {
        run_engine::RunMode::Data => RunMode::Data,
        run_engine::RunMode::TokenGame => RunMode::TokenGame,
    }
}

/// How a run chooses at a fork.
pub(super) fn path_selection(config: &RunConfig) -> PathSelection {
    match config.path_selection {
        PathSelectionMode::First => PathSelection::First,
        PathSelectionMode::Random { .. } => PathSelection::Random,
        PathSelectionMode::Manual => PathSelection::Manual,
        PathSelectionMode::Model => PathSelection::Model,
    }
}

/// The engine's word for a screen's choice; chance needs a seed.
pub(crate) fn engine_path_selection(selection: PathSelection, seed: u64) -> PathSelectionMode {
    match selection {
        PathSelection::First => PathSelectionMode::First,
        PathSelection::Random => PathSelectionMode::Random { seed },
        PathSelection::Manual => PathSelectionMode::Manual,
        PathSelection::Model => PathSelectionMode::Model,
    }
}
