//! Commit, then act, then tell. When the store does not take what happened, the swarm is dropped from memory and loaded
//! again; whoever asked is told, and asks again.

use std::collections::BTreeMap;
use std::mem;
use std::time::{Duration, Instant};

use run_store::{Checkpoint, SwarmAppend, SwarmRow};
use swarm::state::SwarmContext;
use swarm::{CHECKPOINT_FORMAT, SwarmEvent};
use tokio::sync::oneshot;

use super::batch::Batch;
use super::error::SwarmError;
use super::loading;
use super::swarm_loop::SwarmLoop;
use super::update::{SwarmUpdate, without_entries};

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// After so many entries the state is kept, so that opening is quick.
const CHECKPOINT_EVERY: u64 = 2_000;

/// The store has refused, and when to try again.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) error: SwarmError,
    delay: Duration,
    retry_at: Instant,
}

impl Trouble {
    pub(super) fn retry_at(&self) -> Instant {
        self.retry_at
    }
}

impl SwarmLoop {
    /// Stores the batch; then performs its effects and answers who waits for it.
    pub(super) async fn commit(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let mut batch = mem::take(&mut self.batch);
        match self.store(&mut batch).await {
            Ok(()) => {
                self.trouble = None;
                self.perform(batch.effects);
                for (answer, accepted) in batch.answers {
                    // Whoever asked may be gone.
                    let _ = answer.send(Ok(accepted));
                }
                self.telling.add(&batch.entries, self.parts.swarms.notifier.is_watched(&self.swarm));
                self.keep_checkpoint(CHECKPOINT_EVERY).await;
            }
            Err(error) => self.give_back(batch, error),
        }
    }

    async fn store(&mut self, batch: &mut Batch) -> Result<(), SwarmError> {
        let Some(last) = batch.entries.last() else { return Ok(()) };
        let seq = last.seq;
        let closed = || SwarmError::Closed(self.swarm.clone());
        let append = SwarmAppend {
            swarm: self.swarm.clone(),
            expected_seq: self.stored,
            entries: batch.entries.clone().into(),
            versions: mem::take(&mut batch.versions),
            row: self.row().ok_or_else(closed)?,
        };
        let (done, stored) = oneshot::channel();
        self.parts.store.submit_swarm(append, move |result| {
            let _ = done.send(result);
        });
        stored.await.map_err(|_| closed())??;
        self.stored = seq;
        Ok(())
    }

    /// The line in the list of swarms.
    fn row(&self) -> Option<SwarmRow> {
        self.context().map(SwarmRow::of)
    }

    /// What was worked out cannot be kept: the machine goes, and who waits is told.
    pub(super) fn give_back(&mut self, batch: Batch, error: SwarmError) {
        tracing::error!(swarm = %self.swarm, %error, "a swarm could not go on; it is loaded again");
        for (answer, _) in batch.answers {
            let _ = answer.send(Err(error.clone()));
        }
        let delay = self.trouble.take().map_or(FIRST_DELAY, |trouble| (trouble.delay * 2).min(LONGEST_DELAY));
        self.trouble = Some(Trouble { error, delay, retry_at: Instant::now() + delay });
        self.machine = None;
        self.parts.swarms.notifier.lose(&self.swarm);
    }

    /// Brings the swarm back as it is stored.
    pub(super) async fn reload(&mut self) {
        match loading::load(&self.parts, &self.swarm, None).await {
            Ok(loaded) => {
                (self.stored, self.checkpoint) = (loaded.seq, loaded.checkpoint);
                self.machine = Some(loaded.machine);
                self.take_up();
            }
            Err(error) => self.give_back(Batch::default(), error),
        }
    }

    /// Keeps the state when so many entries have come since it was last kept.
    pub(super) async fn keep_checkpoint(&mut self, every: u64) {
        if self.stored < self.checkpoint + every || !self.batch.is_empty() {
            return;
        }
        let Some(state) = self.context().and_then(|context| serde_json::to_vec(context).ok()) else { return };
        let (store, swarm) = (self.parts.store.clone(), self.swarm.clone());
        let checkpoint = Checkpoint { seq: self.stored, format: CHECKPOINT_FORMAT, state };
        self.checkpoint = self.stored;
        // Only an optimisation: the journal alone is enough.
        let kept = tokio::task::spawn_blocking(move || store.put_swarm_checkpoint(&swarm, checkpoint)).await;
        if let Ok(Err(error)) = kept {
            tracing::warn!(swarm = %self.swarm, %error, "the state of a swarm could not be kept");
        }
    }

    /// Tells watchers what is stored and not told yet.
    pub(super) fn tell(&mut self) {
        if self.telling.due().is_none() {
            return;
        }
        let entries = self.telling.take();
        let notifier = self.parts.swarms.notifier.clone();
        if notifier.is_list_watched()
            && let Some(row) = self.row()
        {
            notifier.tell_list(row);
        }
        let (Some(first), Some(context)) = (entries.first(), self.context()) else { return };
        notifier.tell(SwarmUpdate {
            swarm: self.swarm.clone(),
            from_seq: first.seq,
            seq: self.stored,
            changed: changed(context, entries.iter().map(|entry| &entry.event)),
            context: without_entries(context).into(),
            entries,
        });
    }
}

/// The latest state of the blackboard's entries that these events are about.
fn changed<'e>(
    context: &SwarmContext,
    events: impl Iterator<Item = &'e SwarmEvent>,
) -> BTreeMap<String, swarm::state::Entry> {
    let mut changed = BTreeMap::new();
    let mut add = |key: &String| {
        if let Some(entry) = context.board.entries.get(key) {
            changed.entry(key.clone()).or_insert_with(|| entry.clone());
        }
    };
    for event in events {
        match event {
            SwarmEvent::EntryWritten(written) => add(&written.key),
            SwarmEvent::EntriesRead(read) => read.keys.iter().for_each(|(key, _)| add(key)),
            SwarmEvent::SwarmCreated(_)
            | SwarmEvent::SwarmStatusChanged(_)
            | SwarmEvent::SwarmClosed(_)
            | SwarmEvent::GoalSet(_)
            | SwarmEvent::SwarmConfigured(_)
            | SwarmEvent::WriteRefused(_)
            | SwarmEvent::WatchOpened(_)
            | SwarmEvent::WatchMet(_)
            | SwarmEvent::RunPlanned(_)
            | SwarmEvent::RunJoined(_)
            | SwarmEvent::AskRefused(_)
            | SwarmEvent::AskDone(_)
            | SwarmEvent::ReceiptsDropped(_)
            | SwarmEvent::RunLost(_)
            | SwarmEvent::RunLeft(_)
            | SwarmEvent::RoutinesOffered(_)
            | SwarmEvent::SubtaskAdded(_)
            | SwarmEvent::SubtaskChanged(_)
            | SwarmEvent::SubtaskMoved(_)
            | SwarmEvent::RoutineAsked(_)
            | SwarmEvent::RoutineChosen(_)
            | SwarmEvent::ResourceAdded(_)
            | SwarmEvent::ResourceUpdated(_)
            | SwarmEvent::ResourceDeleted(_)
            | SwarmEvent::MemberSet(_)
            | SwarmEvent::MemberRemoved(_)
            | SwarmEvent::RoleSet(_)
            | SwarmEvent::RoleRemoved(_)
            | SwarmEvent::LeaderSet(_)
            | SwarmEvent::CreditsAllocated(_)
            | SwarmEvent::CreditsReserved(_)
            | SwarmEvent::CreditsRefused(_)
            | SwarmEvent::CreditsSettled(_)
            | SwarmEvent::CreditsReturned(_)
            | SwarmEvent::ChildSpawned(_)
            | SwarmEvent::ChildEnded(_) => {}
        }
    }
    changed
}
