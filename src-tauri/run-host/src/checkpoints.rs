//! States of runs kept beside their journals, so that a long run is opened, and looked at in its past, without replaying
//! all of it. Nothing depends on them: one that is missing, damaged or of other code is passed over.

use run_engine::{RunId, RunProgress};
use run_store::{Checkpoint, RunPersistence};
use serde::{Deserialize, Serialize};

use crate::run_loop::RunLoop;
use crate::step_figures::StepFigureFold;

/// The format of [`Kept`]: a fingerprint of the code that has written it. Whoever finds another one replays the journal; so
/// no change to a run's state has to think of checkpoints that older code has left.
pub const CHECKPOINT_FORMAT: u32 = match u32::from_str_radix(env!("CHECKPOINT_FORMAT"), 10) {
    Ok(format) => format,
    Err(_) => panic!("the build script writes a number"),
};

/// So many entries are replayed at most where states are small: a few milliseconds.
pub(crate) const ENTRIES: u64 = 1_000;
/// Bytes of an entry of a journal, about. A large state is kept as seldom as keeps all checkpoints smaller than the journal.
const ENTRY_BYTES: u64 = 100;

/// All that is folded from a run's journal.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// None before the first entry.
    pub(crate) progress: Option<RunProgress>,
    pub(crate) figures: StepFigureFold,
}

/// The latest state at or before an entry that can be read.
pub(crate) fn latest(store: &RunPersistence, run: &RunId, at: u64) -> Option<Kept> {
    let checkpoint =
        store.checkpoint(run, at).inspect_err(|error| tracing::warn!(%run, %error, "no checkpoint")).ok()??;
    if checkpoint.format != CHECKPOINT_FORMAT {
        return None;
    }
    let read = serde_json::from_slice(&checkpoint.state);
    read.inspect_err(|error| tracing::warn!(%run, seq = checkpoint.seq, %error, "a checkpoint is damaged")).ok()
}

/// Keeps a state, and says after how many further entries the next one is worth it.
pub(crate) fn keep(store: &RunPersistence, run: &RunId, kept: &Kept) -> u64 {
    let Some(seq) = kept.progress.as_ref().map(|progress| progress.seq) else { return ENTRIES };
    let stored = serde_json::to_vec(kept).map_err(|error| error.to_string()).and_then(|state| {
        let bytes = state.len() as u64;
        let checkpoint = Checkpoint { seq, format: CHECKPOINT_FORMAT, state };
        store.put_checkpoint(run, checkpoint).map_err(|error| error.to_string())?;
        Ok(bytes)
    });
    match stored {
        Ok(bytes) => ENTRIES.max(bytes / ENTRY_BYTES),
        Err(error) => {
            tracing::warn!(%run, %error, "a checkpoint was not kept");
            ENTRIES
        }
    }
}

impl RunLoop {
    /// Keeps the run's state when enough has happened since the last time. What is in memory is stored.
    pub(crate) async fn keep_checkpoint(&mut self) {
        if self.stored < self.checkpoint_due {
            return;
        }
        let kept = Kept { progress: self.progress().cloned(), figures: self.figures.clone() };
        let (store, run) = (self.parts.store.clone(), self.run.clone());
        let next = tokio::task::spawn_blocking(move || keep(&store, &run, &kept)).await;
        self.checkpoint_due = self.stored + next.unwrap_or(ENTRIES);
    }
}
