//! How the program's own tools reach runs, without knowing what hosts them.

use std::fmt;
use std::pin::Pin;

use serde_json::{Map, Value};

/// An act on its way: what came of it, or a sentence that says why nothing did.
pub type RunDoorFuture<'a> = Pin<Box<dyn Future<Output = Result<Value, String>> + Send + 'a>>;

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
}

/// Does things with runs.
pub trait RunDoor: fmt::Debug + Send + Sync {
    /// Does one.
    fn act(&self, act: RunAct) -> RunDoorFuture<'_>;
}
