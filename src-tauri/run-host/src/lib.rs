//! What makes a run move: one loop per run between engine, store and execution.
//!
//! Begin with [`RunHost`], then `run_loop`, `work`, `commit` and `perform`, which are one turn of the loop in order.
//! Commit, then act, then tell.

mod activity;
mod asked_runs;
mod batch;
mod checkpoints;
mod clock;
mod commit;
mod decisions_used;
mod defined_tools;
mod delivery;
mod error;
mod exchange;
mod execution_context;
mod fork;
mod gate;
mod heard;
mod host;
mod interventions;
mod mailbox;
mod notifier;
mod open_run;
mod pace;
mod parts;
mod perform;
mod places;
mod publishing;
mod rescue;
mod restart;
mod run_door;
mod run_file;
mod run_id;
mod run_loader;
mod run_loop;
mod run_result;
pub mod scenario;
mod start;
mod step_figures;
mod swarms;
mod telling;
mod timers;
mod trouble;
mod update;
mod watchers;
mod work;

pub use checkpoints::CHECKPOINT_FORMAT;
pub use clock::{Clock, VirtualClock};
pub use defined_tools::{KeptTool, defined_tools, remove_defined_tool};
pub use error::{HostError, Obstacle};
pub use fork::ForkRequest;
pub use host::{HostOptions, RunHost};
pub use interventions::PlannedMigration;
pub use notifier::{ListWatcher, RunNotifier, RunWatcher};
pub use publishing::{OutsideMessage, Publication};
pub use rescue::{CutRun, RescueReport, rescue};
pub use restart::{PlannedStep, RestartFrom, RestartPlan, RestartRequest};
pub use run_door::MOST_RUNS_DEEP;
pub use run_file::{ExportFormat, REDACTED, RUN_FILE_VERSION, Redaction, RunFileError};
pub use run_loader::{FindRoutine, RoutineFile, RunLoader, version_of};
pub use run_result::{ResultIncident, ResultPlace, ResultStatus, RunResult, variables};
pub use run_store::{
    Imported, Measure, Relation, RunCondition, RunCursor, RunPage, RunQuery, RunRow, RunTest, WaitingPlace,
};
pub use start::{OpenRequest, StartRequest};
pub use swarms::{
    CreateSwarm, ListRoutines, SwarmError, SwarmHost, SwarmListNotice, SwarmListWatcher, SwarmNotice, SwarmSnapshot,
    SwarmUpdate, SwarmWatcher,
};
pub use update::{HeardText, ListNotice, RunNotice, RunSnapshot, RunUpdate, SwarmDelay};
