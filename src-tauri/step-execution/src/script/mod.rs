//! Scripts: FEEL and JavaScript, with limits on memory, stack and time.
//!
//! What goes in and comes out is JSON. The same input gives the same result, whenever and wherever it runs.

mod ending;
mod feel;
mod javascript;
mod place;
mod process;
mod serve;
mod thread;
mod wire;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) use ending::ScriptEnding;
pub(crate) use feel::{evaluate as evaluate_feel, needs as feel_needs};
pub(crate) use javascript::syntax_error;
pub use place::{ScriptPlace, run_scripts_if_asked};
use routine_model::expression::Clock;
use serde_json::{Map, Value};
pub(crate) use serve::serve_scripts;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::progress::ProgressSink;

/// Scripts at once; one more waits for its turn, inside its own time limit.
const AT_ONCE: usize = 32;

/// Bytes of stack for the thread that a script runs on: leaves room for the languages' own frames.
const THREAD_STACK: usize = 4 * javascript::STACK;

/// One script to run.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    /// In which language it is written.
    pub(crate) language: Language,
    /// Its text.
    pub(crate) source: String,
    /// The variables that it sees.
    pub(crate) input: Map<String, Value>,
    /// Where it tells what happens on the way.
    pub(crate) progress: ProgressSink,
}

/// In which language a script is written, and what only that language needs.
#[derive(Clone, Debug)]
pub(crate) enum Language {
    /// An expression, with a time of day.
    Feel(Clock),
    /// The body of a function, which may hold so many bytes.
    JavaScript { memory: usize },
}

impl Script {
    /// Runs it on this thread, until it ends or notices that `stop` is set.
    fn run(&self, stop: &Arc<AtomicBool>) -> ScriptEnding {
        match &self.language {
            Language::Feel(clock) => feel::run(&self.source, &self.input, clock),
            Language::JavaScript { memory } => javascript::run(self, *memory, stop),
        }
    }
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
