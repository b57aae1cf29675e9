//! Tells watchers what has happened: in order, in batches, and only what is stored.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use run_engine::RunId;
use run_store::RunRow;
use tokio::sync::{broadcast, mpsc};

use crate::update::{HeardText, ListNotice, RunNotice, RunUpdate};

/// Updates of one run are told at most this often.
pub(crate) const FLUSH_EVERY: Duration = Duration::from_millis(16);
/// Or as soon as so many entries wait to be told.
pub(crate) const FLUSH_AT: usize = 200;
/// Batches that wait for a slow watcher before it has to watch again.
const BACKLOG: usize = 64;
/// Lines that wait for a slow watcher of the list before it has to read it again.
const LIST_BACKLOG: usize = 1024;

/// Ordered, batched updates to those who watch runs. What a run asks a person for (a decision, a form, an approval) is
/// an entry like any other: whoever watches shows it.
#[derive(Clone, Debug)]
pub struct RunNotifier {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    runs: Mutex<HashMap<RunId, Vec<Subscriber>>>,
    list: broadcast::Sender<ListNotice>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Subscriber {
    id: u64,
    /// The last entry that it knows.
    seq: u64,
    sender: mpsc::Sender<RunNotice>,
    lost: Arc<AtomicBool>,
}

impl Default for RunNotifier {
    fn default() -> Self {
        let list = broadcast::Sender::new(LIST_BACKLOG);
        Self { shared: Arc::new(Shared { runs: Mutex::default(), list, next: AtomicU64::new(0) }) }
    }
}

impl RunNotifier {
    /// Watches a run from the entry after `seq` on.
    pub(crate) fn watch(&self, run: &RunId, seq: u64) -> RunWatcher {
        let id = self.shared.next.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = mpsc::channel(BACKLOG);
        let lost = Arc::new(AtomicBool::new(false));
        let subscriber = Subscriber { id, seq, sender, lost: lost.clone() };
        self.lock().entry(run.clone()).or_default().push(subscriber);
        RunWatcher { notifier: self.clone(), run: run.clone(), id, receiver, lost }
    }

    /// Watches the list of runs.
    pub(crate) fn watch_list(&self) -> ListWatcher {
        ListWatcher { receiver: self.shared.list.subscribe() }
    }

    /// Somebody watches this run.
    pub(crate) fn is_watched(&self, run: &RunId) -> bool {
        self.lock().contains_key(run)
    }

    /// Somebody watches the list of runs.
    pub(crate) fn is_list_watched(&self) -> bool {
        self.shared.list.receiver_count() > 0
    }

    /// A run went on.
    pub(crate) fn tell(&self, update: RunUpdate) {
        let update = Arc::new(update);
        self.each(&update.run, |subscriber| {
            if update.seq <= subscriber.seq {
                return true;
            }
            if update.from_seq > subscriber.seq + 1 {
                return false;
            }
            subscriber.seq = update.seq;
            subscriber.sender.try_send(RunNotice::Update(update.clone())).is_ok()
        });
    }

    /// A model goes on saying something. Watchers that are behind are spared: updates come first.
    pub(crate) fn tell_heard(&self, run: &RunId, heard: HeardText) {
        let runs = self.lock();
        let Some(subscribers) = runs.get(run) else { return };
        let heard = Arc::new(heard);
        for subscriber in subscribers.iter().filter(|subscriber| subscriber.sender.capacity() > BACKLOG / 2) {
            // Fails only when the watcher is gone.
            let _ = subscriber.sender.try_send(RunNotice::Heard(heard.clone()));
        }
    }

    /// What watchers know of a run is worth nothing any more.
    pub(crate) fn lose(&self, run: &RunId) {
        self.each(run, |_| false);
    }

    /// A line of the list is new or has changed.
    pub(crate) fn tell_list(&self, row: RunRow) {
        // Fails only when nobody watches.
        let _ = self.shared.list.send(ListNotice::Changed(Arc::new(row)));
    }

    /// Lines of the list are gone.
    pub(crate) fn tell_removed(&self, runs: &[RunId]) {
        let _ = self.shared.list.send(ListNotice::Removed(Arc::from(runs)));
    }

    /// Drops the subscribers for which `reach` is false, after marking that they have lost something.
    fn each(&self, run: &RunId, mut reach: impl FnMut(&mut Subscriber) -> bool) {
        let mut runs = self.lock();
        let Some(subscribers) = runs.get_mut(run) else { return };
        subscribers.retain_mut(|subscriber| {
            let reached = reach(subscriber);
            if !reached {
                subscriber.lost.store(true, Ordering::Release);
            }
            reached
        });
        if subscribers.is_empty() {
            runs.remove(run);
        }
    }

    fn forget(&self, run: &RunId, id: u64) {
        let mut runs = self.lock();
        let Some(subscribers) = runs.get_mut(run) else { return };
        subscribers.retain(|subscriber| subscriber.id != id);
        if subscribers.is_empty() {
            runs.remove(run);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RunId, Vec<Subscriber>>> {
        self.shared.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The receiving side of one watcher of one run. Dropping it ends the watching.
#[derive(Debug)]
pub struct RunWatcher {
    notifier: RunNotifier,
    run: RunId,
    id: u64,
    receiver: mpsc::Receiver<RunNotice>,
    lost: Arc<AtomicBool>,
}

impl RunWatcher {
    /// The next notice, in order. None after [`RunNotice::WatchAgain`].
    pub async fn next(&mut self) -> Option<RunNotice> {
        match self.receiver.recv().await {
            Some(notice) => Some(notice),
            None => self.lost.swap(false, Ordering::AcqRel).then_some(RunNotice::WatchAgain),
        }
    }
}

impl Drop for RunWatcher {
    fn drop(&mut self) {
        self.notifier.forget(&self.run, self.id);
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
