//! `routine:inform`: a message for people. It is kept with the step, and nobody has to do anything.

use run_engine::{StepOutcome, VariableMap};
use serde_json::json;

use super::given::Given;
use crate::progress::ProgressSink;

/// Bytes of the longest message.
const LONGEST: usize = 64 * 1024;

pub(super) fn tell(given: Given<'_>, progress: &ProgressSink) -> StepOutcome {
    let message = match given.required("message") {
        Ok(message) if message.len() <= LONGEST => message,
        Ok(_) => {
            let failure = super::given::wrong("message", "a text of 64 KiB at most");
            return StepOutcome::Failed { failure };
        }
        Err(failure) => return StepOutcome::Failed { failure },
    };
    progress.note(json!({ "message": message }));
    StepOutcome::Succeeded { outputs: VariableMap::new() }
}
