//! All timers of the host, in order of due time. One late timer fires once, at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use run_engine::{RunId, SubscriptionId, Timestamp};
use tokio::sync::{Notify, oneshot};

use crate::activity::{Activity, Busy};
use crate::clock::Clock;
use crate::delivery::Delivery;
use crate::exchange::DEADLINE;
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
    /// Where the alarm for runs that are not in memory stands.
    stored: Option<(Timestamp, u64)>,
}

#[derive(Debug)]
enum Alarm {
    Timer { run: RunId, subscription: SubscriptionId, mailbox: Mailbox },
    Deadline { run: RunId, mailbox: Mailbox },
    Stored { delivery: Delivery },
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

    /// Has a run look at its limits when this is due, in place of an earlier deadline.
    pub(crate) fn set_deadline(&self, run: &RunId, due: Timestamp, mailbox: &Mailbox) {
        let mut queue = self.lock();
        queue.remove(run, DEADLINE);
        let place = queue.add(due, Alarm::Deadline { run: run.clone(), mailbox: mailbox.clone() });
        queue.places.insert((run.clone(), DEADLINE), place);
        drop(queue);
        self.changed.notify_one();
    }

    /// Wakes whoever delivers when the first run that is not in memory is due, in place of an earlier wish.
    pub(crate) fn wake_at(&self, due: Option<Timestamp>, delivery: &Delivery) {
        let mut queue = self.lock();
        if let Some(place) = queue.stored.take() {
            queue.by_due.remove(&place);
        }
        queue.stored = due.map(|due| queue.add(due, Alarm::Stored { delivery: delivery.clone() }));
        drop(queue);
        self.changed.notify_one();
    }

    /// Forgets a run's deadline.
    pub(crate) fn forget_deadline(&self, run: &RunId) {
        self.lock().remove(run, DEADLINE);
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
            Alarm::Deadline { run, mailbox } => {
                queue.places.remove(&(run, DEADLINE));
                drop(queue);
                mailbox.put(LoopInput::DeadlineDue);
            }
            Alarm::Stored { delivery } => {
                queue.stored = None;
                drop(queue);
                delivery.wake(None);
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
            let Some(due) = self.next_due() else {
                self.changed.notified().await;
                continue;
            };
            let left = u64::try_from(due.0.saturating_sub(self.clock.now().0)).unwrap_or(0);
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left).min(LONGEST_SLEEP)) => {}
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use tokio::sync::mpsc::UnboundedReceiver;

    use super::*;
    use crate::clock::VirtualClock;
    use crate::mailbox::Mail;

    fn at(milliseconds: i64) -> (VirtualClock, Timers, Mailbox, UnboundedReceiver<Mail>) {
        let clock = VirtualClock::at(Timestamp(milliseconds));
        let (mailbox, inbox) = Mailbox::new();
        (clock.clone(), Timers::new(Clock::Virtual(clock)), mailbox, inbox)
    }

    fn fired(inbox: &mut UnboundedReceiver<Mail>) -> Vec<u64> {
        std::iter::from_fn(|| inbox.try_recv().ok())
            .map(|mail| match mail.input {
                LoopInput::TimerDue { subscription } => subscription.0,
                other => unreachable!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn late_timers_fire_once_in_order_of_due_time() {
        let (clock, timers, mailbox, mut inbox) = at(0);
        let run = RunId::from("run");
        for (subscription, due) in [(1, 30), (2, 10), (3, 20), (4, 10), (5, 99), (6, 5)] {
            timers.schedule(&run, SubscriptionId(subscription), Timestamp(due), &mailbox);
        }
        timers.schedule(&run, SubscriptionId(3), Timestamp(40), &mailbox);
        timers.cancel(&run, SubscriptionId(6));
        assert!(!timers.fire_next(), "nothing is due yet");
        clock.move_to(Timestamp(50));
        while timers.fire_next() {}
        assert_eq!(fired(&mut inbox), [2, 4, 1, 3]);
        assert_eq!(timers.next_due(), Some(Timestamp(99)));
    }

    #[test]
    fn a_run_that_leaves_takes_its_timers_along() {
        let (clock, timers, mailbox, mut inbox) = at(0);
        for run in ["one", "other"] {
            timers.schedule(&RunId::from(run), SubscriptionId(1), Timestamp(10), &mailbox);
        }
        timers.forget(&RunId::from("one"));
        clock.move_to(Timestamp(10));
        while timers.fire_next() {}
        assert_eq!(fired(&mut inbox), [1]);
    }

    #[tokio::test]
    async fn whoever_sleeps_is_not_busy_until_woken() {
        let (clock, timers, mailbox, _inbox) = at(0);
        let activity = mailbox.activity().clone();
        let busy = activity.begin();
        let sleeper = {
            let (timers, activity) = (timers.clone(), activity.clone());
            tokio::spawn(async move {
                timers.sleep_until(Timestamp(10), &activity).await;
                drop(busy);
            })
        };
        activity.rest().await;
        assert!(!sleeper.is_finished());
        clock.move_to(Timestamp(10));
        assert!(timers.fire_next());
        activity.rest().await;
        sleeper.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn by_the_time_of_day_timers_fire_by_themselves() {
        let (mailbox, mut inbox) = Mailbox::new();
        let timers = Timers::new(Clock::System);
        timers.schedule(&RunId::from("run"), SubscriptionId(1), Clock::System.now(), &mailbox);
        let mail = inbox.recv().await.unwrap();
        assert!(matches!(mail.input, LoopInput::TimerDue { subscription: SubscriptionId(1) }));
    }
}
