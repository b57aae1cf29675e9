//! All timers of the host, in order of due time. One late timer fires once, at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use run_engine::{RunId, SubscriptionId, Timestamp};
use tokio::sync::{Notify, oneshot};

use crate::activity::{Activity, Busy};
use crate::clock::Clock;
use crate::mailbox::{LoopInput, Mailbox};

/// After a sleep of the machine, or a change of its clock, timers are late by this much at most.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// The timers of a host. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Timers {
    clock: Clock,
    queue: Arc<Mutex<Queue>>,
    changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Queue {
    /// Timers that are due at the same moment fire in the order in which they were set.
    by_due: BTreeMap<(Timestamp, u64), Alarm>,
    places: HashMap<(RunId, SubscriptionId), (Timestamp, u64)>,
    next: u64,
}

#[derive(Debug)]
enum Alarm {
    Timer { run: RunId, subscription: SubscriptionId, mailbox: Mailbox },
    Sleeper { wake: oneshot::Sender<Busy>, activity: Activity },
}

impl Timers {
    /// Timers that fire by themselves when the clock is the time of day.
    pub(crate) fn new(clock: Clock) -> Self {
        let timers = Self { clock, queue: Arc::default(), changed: Arc::default() };
        if let Clock::System = timers.clock {
            let watched = timers.clone();
            tokio::spawn(async move { watched.keep_time().await });
        }
        timers
    }

    /// Fires a subscription's timer when it is due, in place of one that it had.
    pub(crate) fn schedule(&self, run: &RunId, subscription: SubscriptionId, due: Timestamp, mailbox: &Mailbox) {
        let mut queue = self.lock();
        queue.remove(run, subscription);
        let place = queue.add(due, Alarm::Timer { run: run.clone(), subscription, mailbox: mailbox.clone() });
        queue.places.insert((run.clone(), subscription), place);
        drop(queue);
        self.changed.notify_one();
    }

    /// Forgets a subscription's timer.
    pub(crate) fn cancel(&self, run: &RunId, subscription: SubscriptionId) {
        self.lock().remove(run, subscription);
    }

    /// Forgets all timers of a run.
    pub(crate) fn forget(&self, run: &RunId) {
        let mut queue = self.lock();
        let places: Vec<_> = queue.places.keys().filter(|(owner, _)| owner == run).cloned().collect();
        for (run, subscription) in places {
            queue.remove(&run, subscription);
        }
    }

    /// Waits on the clock; meanwhile whoever waits does not count as busy.
    pub(crate) async fn sleep_until(&self, due: Timestamp, activity: &Activity) {
        let (wake, alarm) = oneshot::channel();
        self.lock().add(due, Alarm::Sleeper { wake, activity: activity.clone() });
        self.changed.notify_one();
        let asleep = activity.pause();
        if let Ok(alarm) = alarm.await {
            asleep.wake(alarm);
        }
    }

    /// When the next one is due.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.lock().by_due.keys().next().map(|(due, _)| *due)
    }

    /// Fires the first one of those that are due; false when none is.
    pub(crate) fn fire_next(&self) -> bool {
        let now = self.clock.now();
        let mut queue = self.lock();
        if queue.by_due.keys().next().is_none_or(|(due, _)| *due > now) {
            return false;
        }
        let Some((_, alarm)) = queue.by_due.pop_first() else { return false };
        match alarm {
            Alarm::Timer { run, subscription, mailbox } => {
                queue.places.remove(&(run, subscription));
                drop(queue);
                mailbox.put(LoopInput::TimerDue { subscription });
            }
            Alarm::Sleeper { wake, activity } => {
                drop(queue);
                // Whoever slept may have been given up meanwhile.
                let _ = wake.send(activity.begin());
            }
        }
        true
    }

    async fn keep_time(&self) {
        loop {
            while self.fire_next() {}
            let wait = self.next_due().map_or(LONGEST_SLEEP, |due| {
                Duration::from_millis(u64::try_from(due.0 - self.clock.now().0).unwrap_or(0)).min(LONGEST_SLEEP)
            });
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.changed.notified() => {}
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn add(&mut self, due: Timestamp, alarm: Alarm) -> (Timestamp, u64) {
        let place = (due, self.next);
        self.next += 1;
        self.by_due.insert(place, alarm);
        place
    }

    fn remove(&mut self, run: &RunId, subscription: SubscriptionId) {
        if let Some(place) = self.places.remove(&(run.clone(), subscription)) {
            self.by_due.remove(&place);
        }
    }
}
