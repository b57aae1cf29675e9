//! The life of the run itself.

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use crate::config::RunConfig;
use crate::ids::{RoutineVersion, RunId, StepId};
use crate::status::{RunStatus, StatusReason};

/// The journal's format; a newer one is refused with a sentence.
pub const JOURNAL_FORMAT: u32 = 1;

/// A routine's file, pinned to a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutineRef {
    /// Path relative to the project folder, or the file's name.
    pub path: String,
    /// The routine's name at that time.
    pub name: String,
    /// Hash of the file.
    pub version: RoutineVersion,
}

/// Always the first event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunCreated {
    /// The run.
    pub run: RunId,
    /// [`JOURNAL_FORMAT`].
    pub format: u32,
    /// What it runs.
    pub routine: RoutineRef,
    /// How it runs.
    pub config: Box<RunConfig>,
}

/// The run that another one began as a copy of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunOrigin {
    /// That run.
    pub run: RunId,
    /// The last entry of its journal that both share.
    pub seq: u64,
}

/// From here on the journal is that of another run, which has this one's past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunForked {
    /// The new run.
    pub run: RunId,
    /// Where it comes from.
    pub origin: RunOrigin,
}

/// It has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStarted {
    /// Nothing moves before a step or resume.
    pub paused: bool,
}

/// Paused, resumed, completed, failed, cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStatusChanged {
    /// The new status.
    pub status: RunStatus,
    /// Why; none only when it goes on after a pause.
    pub reason: Option<StatusReason>,
    /// A sentence, where there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// It runs differently from the next iteration on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunConfigured {
    /// The whole new configuration.
    pub config: Box<RunConfig>,
}

/// A called routine's version is fixed for the rest of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutinePinned {
    /// The step that called it first.
    pub step: StepId,
    /// The called process.
    pub process: ElementId,
    /// Its file.
    pub routine: RoutineRef,
}

/// The text that a decision is read from is fixed for the rest of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionPinned {
    /// The step that called it first.
    pub step: StepId,
    /// The id of the decision.
    pub decision: String,
    /// Its file.
    pub file: RoutineRef,
}

/// What a run that a step asks for may cost is kept back for it, before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedRunReserved {
    /// The step that asks for it.
    pub step: StepId,
    /// The run.
    pub run: RunId,
    /// It may cost at most this; none where neither run has a limit.
    pub credits: Option<Credits>,
}

/// A run that a step has asked for has cost something, which is a cost of this run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedRunCharged {
    /// The step that has asked for it; it may be over.
    pub step: StepId,
    /// The run.
    pub run: RunId,
    /// So much, beside what was charged for it before.
    pub credits: Credits,
    /// It will cost nothing more: what is still kept back for it is free again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}
