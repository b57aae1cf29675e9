//! How the program's own tools reach runs, without knowing what hosts them.

use std::fmt;
use std::pin::Pin;

use run_engine::swarm_asks::StepSwarm;
use run_engine::{RunId, StepId, StepRequest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::SwarmAct;

/// An act on its way: what came of it, or a sentence that says why nothing did.
pub type RunDoorFuture<'a> = Pin<Box<dyn Future<Output = Result<Value, String>> + Send + 'a>>;

/// The tools that were defined, on their way.
pub type DefinedToolsFuture<'a> = Pin<Box<dyn Future<Output = Vec<DefinedTool>> + Send + 'a>>;

/// Who wants something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunAsker {
    /// The run.
    pub run: RunId,
    /// The step of it.
    pub step: StepId,
    /// The attempt with which the step's record begins.
    pub attempt: u32,
    /// The call. All of it together names what is wanted: the same asked for again is the same.
    pub call: String,
    /// The swarm that the run works for.
    pub swarm: Option<StepSwarm>,
}

impl RunAsker {
    /// A call of a step.
    #[must_use]
    pub fn of(request: &StepRequest, call: &str) -> Self {
        Self {
            run: request.run.clone(),
            step: request.step,
            attempt: request.record_since,
            call: call.to_owned(),
            swarm: request.swarm.clone(),
        }
    }
}

/// Something to be done with runs.
#[derive(Clone, Debug, PartialEq)]
pub enum RunAct {
    /// Start one.
    Start {
        /// The process id.
        routine: String,
        /// Its inputs.
        inputs: Map<String, Value>,
        /// Until it has ended or waits for something.
        wait: bool,
    },
    /// How does it stand?
    Status {
        /// Which run.
        run: String,
    },
    /// Begin nothing more in it.
    Pause {
        /// Which run.
        run: String,
    },
    /// Go on with it.
    Resume {
        /// Which run.
        run: String,
    },
    /// End it.
    Cancel {
        /// Which run.
        run: String,
    },
    /// Send a BPMN message.
    SendMessage {
        /// Its name.
        name: String,
        /// Whom it is for.
        correlation_key: Option<String>,
        /// What it brings.
        variables: Map<String, Value>,
    },
    /// Say something in a conversation of a run.
    Say {
        /// Which run.
        run: String,
        /// The activity that talks.
        element: String,
        /// What.
        text: String,
    },
    /// Keep a tool that a model has proposed and that may be kept.
    DefineTool(DefinedTool),
    /// Something with the swarm of the run that asks.
    Swarm(SwarmAct),
}

/// A tool that is a routine under a name of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefinedTool {
    /// Its name beside the program's own tools.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The process id of the routine that it runs.
    pub routine: String,
    /// The JSON Schema of its arguments, which are the routine's inputs.
    pub input_schema: Value,
}

/// Does things with runs.
pub trait RunDoor: fmt::Debug + Send + Sync {
    /// Does one.
    fn act(&self, act: RunAct, asker: RunAsker) -> RunDoorFuture<'_>;

    /// The tools that were defined so far.
    fn defined(&self) -> DefinedToolsFuture<'_>;
}
