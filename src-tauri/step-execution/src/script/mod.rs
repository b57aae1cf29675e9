//! JavaScript: the body of a function that sees `input` and returns an object of outputs.
//!
//! Every script has a fresh runtime with limits on memory, stack and time; it has no files, no network, no clock, no time
//! zone and no chance. What goes in and comes out is JSON; numbers are doubles.
//!
//! Deliberately absent: modules, timers and anything else that waits. Promises are driven until they settle.

mod ending;
mod place;
mod process;
mod runtime;
mod serve;
mod thread;
mod wire;

use std::sync::Arc;

pub(crate) use ending::ScriptEnding;
pub use place::ScriptPlace;
pub(crate) use runtime::syntax_error;
use serde_json::Value;
pub use serve::serve_scripts;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::progress::ProgressSink;

/// Scripts at once; one more waits for its turn, inside its own time limit.
const AT_ONCE: usize = 32;

/// One script to run.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    /// The body of the function.
    pub(crate) source: String,
    /// What it sees as `input`.
    pub(crate) input: Value,
    /// Bytes that it may hold.
    pub(crate) memory: usize,
    /// Where `console.log` goes.
    pub(crate) progress: ProgressSink,
}

/// Runs scripts, at the place that the program has for them.
#[derive(Debug)]
pub(crate) struct Scripts {
    place: ScriptPlace,
    processes: process::Pool,
    turns: Arc<Semaphore>,
}

impl Scripts {
    pub(crate) fn new(place: ScriptPlace) -> Self {
        Self { place, processes: process::Pool::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Runs a script. Dropping the future stops it.
    pub(crate) async fn run(&self, script: Script, abort: &CancellationToken) -> ScriptEnding {
        let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else {
            return ScriptEnding::Stopped;
        };
        let ending = async {
            match &self.place {
                ScriptPlace::Thread => thread::run(script, turn).await,
                ScriptPlace::Process { program, arguments } => {
                    let ending = self.processes.run(program, arguments, script).await;
                    drop(turn);
                    ending
                }
            }
        };
        tokio::select! {
            biased;
            () = abort.cancelled() => ScriptEnding::Stopped,
            ending = ending => ending,
        }
    }

    /// Scripts that run now, also those that nobody waits for any more.
    pub(crate) fn running(&self) -> usize {
        AT_ONCE - self.turns.available_permits()
    }
}
