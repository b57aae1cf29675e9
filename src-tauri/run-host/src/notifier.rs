//! Tells watchers what has happened: in order, in batches, and only what is stored.

use std::sync::Arc;
use std::time::Duration;

use run_engine::{JournalEntry, RunId};
use run_store::RunRow;
use tokio::sync::broadcast;

use crate::heard::HeardSoFar;
use crate::update::{HeardText, ListNotice, RunNotice, RunUpdate, SwarmDelay};
use crate::watchers::{Watcher, Watchers};

/// Updates of one run are told at most this often.
pub(crate) const FLUSH_EVERY: Duration = Duration::from_millis(16);
/// Or as soon as so many entries wait to be told.
pub(crate) const FLUSH_AT: usize = 200;
/// Lines that wait for a slow watcher of the list before it has to read it again.
const LIST_BACKLOG: usize = 1024;

/// Ordered, batched updates to those who watch runs. What a run asks a person for (a decision, a form, an approval) is
/// an entry like any other: whoever watches shows it.
#[derive(Clone, Debug)]
pub struct RunNotifier {
    runs: Watchers<RunId, RunNotice>,
    list: broadcast::Sender<ListNotice>,
    heard: HeardSoFar,
}

impl Default for RunNotifier {
    fn default() -> Self {
        Self { runs: Watchers::default(), list: broadcast::Sender::new(LIST_BACKLOG), heard: HeardSoFar::default() }
    }
}

impl RunNotifier {
    /// Watches a run from the entry after `seq` on.
    pub(crate) fn watch(&self, run: &RunId, seq: u64) -> RunWatcher {
        let (watcher, heard) = self.heard.until(run, || self.runs.watch(run, seq));
        RunWatcher { watcher, heard }
    }

    /// Watches the list of runs.
    pub(crate) fn watch_list(&self) -> ListWatcher {
        ListWatcher { receiver: self.list.subscribe() }
    }

    /// Somebody watches this run.
    pub(crate) fn is_watched(&self, run: &RunId) -> bool {
        self.runs.is_watched(run)
    }

    /// Somebody watches the list of runs.
    pub(crate) fn is_list_watched(&self) -> bool {
        self.list.receiver_count() > 0
    }

    /// A run went on.
    pub(crate) fn tell(&self, update: RunUpdate) {
        let update = Arc::new(update);
        self.runs.tell(&update.run, update.from_seq, update.seq, &RunNotice::Update(update.clone()));
    }

    /// A model goes on saying something.
    pub(crate) fn tell_heard(&self, run: &RunId, heard: HeardText) {
        let notice = RunNotice::Heard(Arc::new(heard.clone()));
        self.heard.add(run, &heard, || self.runs.mention(run, &notice));
    }

    /// Entries of a run are stored.
    pub(crate) fn know(&self, run: &RunId, entries: &[JournalEntry]) {
        self.heard.know(run, entries);
    }

    /// A run has left memory: nothing of it is being said any more.
    pub(crate) fn forget(&self, run: &RunId) {
        self.heard.forget(run);
    }

    /// What a run says to its swarm does not get there for now, or does again.
    pub(crate) fn tell_delay(&self, run: &RunId, delay: Option<SwarmDelay>) {
        self.runs.mention(run, &RunNotice::Delayed(delay.map(Arc::new)));
    }

    /// What watchers know of a run is worth nothing any more.
    pub(crate) fn lose(&self, run: &RunId) {
        self.runs.lose(run);
    }

    /// A line of the list is new or has changed.
    pub(crate) fn tell_list(&self, row: RunRow) {
        // Fails only when nobody watches.
        let _ = self.list.send(ListNotice::Changed(Arc::new(row)));
    }

    /// Lines of the list are gone.
    pub(crate) fn tell_removed(&self, runs: &[RunId]) {
        let _ = self.list.send(ListNotice::Removed(Arc::from(runs)));
    }
}

/// The receiving side of one watcher of one run. Dropping it ends the watching.
#[derive(Debug)]
pub struct RunWatcher {
    watcher: Watcher<RunId, RunNotice>,
    heard: Vec<HeardText>,
}

impl RunWatcher {
    /// What models had said of answers that had not ended when the watching began. What follows is told as it comes.
    pub fn heard_before(&mut self) -> Vec<HeardText> {
        std::mem::take(&mut self.heard)
    }

    /// The next notice, in order. None after [`RunNotice::WatchAgain`].
    pub async fn next(&mut self) -> Option<RunNotice> {
        self.watcher.next(RunNotice::WatchAgain).await
    }
}

/// The receiving side of one watcher of the list of runs.
#[derive(Debug)]
pub struct ListWatcher {
    receiver: broadcast::Receiver<ListNotice>,
}

impl ListWatcher {
    /// The next notice, in order; none when the host is gone.
    pub async fn next(&mut self) -> Option<ListNotice> {
        match self.receiver.recv().await {
            Ok(notice) => Some(notice),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(ListNotice::ReadAgain),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
