//! Threads of their own for scripts.
//!
//! Not tokio's: the program could not end while a script sat in a function that looks at no flag, and the depth of the
//! stack would be somebody else's decision.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::ending::{ScriptEnding, broken};
use super::{Script, THREAD_STACK};

/// Runs a script on a new thread, which keeps the turn until it has really ended. Dropping the future tells it to stop.
pub(super) async fn run(script: Script, turn: OwnedSemaphorePermit) -> ScriptEnding {
    let stop = StopOnDrop(Arc::new(AtomicBool::new(false)));
    let (answer, ending) = oneshot::channel();
    let flag = Arc::clone(&stop.0);
    let run = move || {
        // The caller may have gone; then nobody wants the answer.
        answer.send(script.run(&flag)).ok();
        drop(turn);
    };
    match thread::Builder::new().name("script".to_owned()).stack_size(THREAD_STACK).spawn(run) {
        Ok(_) => ending.await.unwrap_or_else(|_| broken("the script engine broke down")),
        Err(error) => broken(format!("no thread could be started for the script: {error}")),
    }
}

/// Tells a script to stop as soon as nobody waits for it.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
