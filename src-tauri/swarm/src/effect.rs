//! World, do this for us. Effects are performed after the events beside them are stored.

use routine_model::{Credits, MemberId, RunId, SubtaskId, SwarmId};
use serde_json::Value;

use crate::ask::AskAnswer;
use crate::author::AskKey;
use crate::settings::SwarmSettings;
use crate::status::SwarmStatus;

/// Work for the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum SwarmEffect {
    /// Make ready what the swarm needs, such as its folder of routines; answer with `FinishStarting`.
    Prepare,
    /// Tell a run what its ask is answered.
    AnswerAsk {
        /// The run.
        run: RunId,
        /// Its ask.
        ask: AskKey,
        /// The answer.
        answer: AskAnswer,
    },
    /// Something that a run waits for has come: the answer to its `Watch`.
    WakeRun {
        /// The run.
        run: RunId,
        /// Its ask.
        ask: AskKey,
        /// The journal's entry with which it came.
        seq: u64,
    },
    /// Create and start a run with exactly this id, unless there is one; its first ask is `Join`. If it cannot be
    /// started, answer with `FailStart`.
    StartRun {
        /// The id.
        run: RunId,
        /// The subtask that it works for.
        subtask: SubtaskId,
        /// Path, or name, of the routine.
        routine: String,
        /// Who is to do it.
        member: Option<MemberId>,
        /// What it is given.
        inputs: Value,
    },
    /// Somebody has to choose a routine for a subtask; answer with `ChooseRoutine`.
    ChooseRoutine {
        /// The subtask.
        subtask: SubtaskId,
        /// A model, and not a person.
        by_model: bool,
    },
    /// Pause a run.
    PauseRun {
        /// Which one.
        run: RunId,
    },
    /// Let a run go on that was paused by the swarm or has asked for credits that were not there.
    ResumeRun {
        /// Which one.
        run: RunId,
    },
    /// End a run; its last ask is `Leave`.
    CancelRun {
        /// Which one.
        run: RunId,
    },
    /// Create and start a swarm with exactly this id, unless there is one.
    StartChild {
        /// The id.
        child: SwarmId,
        /// Its settings, with its share of credits.
        settings: Box<SwarmSettings>,
    },
    /// A child may spend so much in all: `AllotShare`.
    AllotToChild {
        /// The child.
        child: SwarmId,
        /// In all.
        share: Credits,
    },
    /// Move a child: pause, resume or stop it.
    MoveChild {
        /// The child.
        child: SwarmId,
        /// Paused, running or stopped.
        status: SwarmStatus,
    },
    /// Tell the parent swarm: `ReportChild`.
    TellParent {
        /// The parent.
        parent: SwarmId,
        /// What was spent in all.
        spent_total: Credits,
        /// It is terminated.
        ended: bool,
    },
}
