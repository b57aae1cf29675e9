//! Brings messages, signals and the clock to the runs that they are for, in memory or not.
//!
//! Everything on its way is in the store, and is taken out of it in the transaction that stores what the run makes of it. So
//! a death of the program at any moment loses nothing, and doubles nothing. Nothing is polled: a pass follows a wake-up.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use run_engine::{Actor, RunCommand, RunId};
use run_store::{Parcel, StoreError};
use tokio::sync::{Notify, oneshot};

use crate::activity::Busy;
use crate::error::HostError;
use crate::host::RunHost;
use crate::mailbox::{LoopInput, Mailbox};
use crate::parts::Parts;

/// So many are read from the store at a time.
const PAGE: u32 = 256;

/// Wakes up the task that delivers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Delivery {
    changed: Arc<Notify>,
    /// Who counts as busy until the next pass is over.
    waiting: Arc<Mutex<Vec<Busy>>>,
}

impl Delivery {
    /// There may be something to deliver. Whoever hands over that it is busy stays so until that is done.
    pub(crate) fn wake(&self, busy: Option<Busy>) {
        self.lock().extend(busy);
        self.changed.notify_one();
    }

    /// Delivers whenever it is woken, as long as the host lives.
    pub(crate) fn keep(&self, parts: Weak<Parts>) {
        let delivery = self.clone();
        tokio::spawn(async move {
            loop {
                delivery.changed.notified().await;
                let waiting = std::mem::take(&mut *delivery.lock());
                let Some(parts) = parts.upgrade() else { break };
                if let Err(error) = (RunHost { parts }).deliver().await {
                    tracing::warn!(%error, "what is on its way stays there for now");
                }
                drop(waiting);
            }
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Busy>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RunHost {
    /// One pass: everything that is on its way and can be delivered now.
    async fn deliver(&self) -> Result<(), HostError> {
        self.deliver_signals().await?;
        self.deliver_messages().await?;
        if self.parts.watches() {
            self.wake_due_runs().await?;
        }
        Ok(())
    }

    async fn deliver_signals(&self) -> Result<(), HostError> {
        let mut after = 0;
        loop {
            let page = self.in_store(move |store| store.signals_on_their_way(after, PAGE)).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.key;
            for copy in page {
                let (name, variables) = (copy.signal.name, copy.signal.variables);
                let command = RunCommand::BroadcastSignal { name, variables, by: sender(copy.signal.from) };
                match self.hand_over(&copy.to, command, Parcel::Signal(copy.key), Waking::IfWatched).await {
                    Handed::Taken | Handed::Absent => {}
                    // It has stopped listening since the signal was thrown.
                    Handed::Refused => self.in_store(move |store| store.drop_signal(copy.key)).await?,
                }
            }
        }
    }

    async fn deliver_messages(&self) -> Result<(), HostError> {
        let mut after = 0;
        loop {
            let now = self.parts.clock.now();
            let page = self.in_store(move |store| store.wanted_messages(after, now, PAGE)).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.key;
            for kept in page {
                let (name, key) = (kept.message.name.clone(), kept.message.correlation_key.clone());
                let listening = self.in_store(move |store| store.listening_for_message(&name, key.as_deref())).await?;
                let may_take = |run: &RunId| kept.message.to.as_ref().is_none_or(|to| to == run);
                for run in listening.into_iter().filter(may_take) {
                    let command = RunCommand::CorrelateMessage {
                        name: kept.message.name.clone(),
                        correlation_key: kept.message.correlation_key.clone(),
                        variables: kept.message.variables.clone(),
                        by: sender(kept.message.from.clone()),
                    };
                    match self.hand_over(&run, command, Parcel::Message(kept.key), Waking::IfWatched).await {
                        Handed::Taken => break,
                        Handed::Refused | Handed::Absent => {}
                    }
                }
            }
        }
    }

    /// Brings runs into memory whose timers are due, the one that is due first before the others, and has the clock
    /// watched for the next one.
    async fn wake_due_runs(&self) -> Result<(), HostError> {
        let now = self.parts.clock.now();
        let due = self.in_store(move |store| store.due_runs(Some(now), u32::MAX)).await?;
        for (_, run) in due {
            if self.parts.mailbox(&run).is_none()
                && let Err(error) = self.bring_back(&run).await
            {
                tracing::warn!(%run, %error, "a run whose time has come could not be woken");
            }
        }
        let later = self.in_store(|store| store.due_runs(None, u32::MAX)).await?;
        let next = later.into_iter().find(|(due, run)| *due > now && self.parts.mailbox(run).is_none());
        self.parts.timers.wake_at(next.map(|(due, _)| due), &self.parts.delivery);
        Ok(())
    }

    /// Hands something on its way to the run that it is for.
    pub(crate) async fn hand_over(&self, run: &RunId, command: RunCommand, parcel: Parcel, waking: Waking) -> Handed {
        let mailbox = match self.parts.mailbox(run) {
            Some(mailbox) => mailbox,
            None if waking == Waking::IfWatched && !self.parts.watches() => return Handed::Absent,
            None => match self.bring_back(run).await {
                Ok(mailbox) => mailbox,
                Err(HostError::Rejected(_)) => return Handed::Refused,
                Err(error) => {
                    tracing::warn!(%run, %error, "a run that something is for could not be woken");
                    return Handed::Absent;
                }
            },
        };
        match self.parts.send_parcel(run, &mailbox, command, parcel).await {
            Ok(()) | Err(HostError::Store(StoreError::TakenAlready(_))) => Handed::Taken,
            Err(HostError::Rejected(_)) => Handed::Refused,
            Err(error) => {
                tracing::warn!(%run, %error, "what is for a run did not reach it");
                Handed::Absent
            }
        }
    }
}

/// Whether a run is brought into memory for what comes to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waking {
    /// Where the host watches over all runs.
    IfWatched,
    /// Somebody has asked for it.
    Always,
}

/// What has become of something that was handed over.
pub(crate) enum Handed {
    Taken,
    Refused,
    /// The run is not in memory, and is not to be brought there or cannot be.
    Absent,
}

pub(crate) fn sender(from: Option<RunId>) -> Actor {
    from.map_or(Actor::Person, |run| Actor::Run { run })
}

impl Parts {
    /// Hands something on its way to a run in memory and waits until what it makes of it is stored.
    async fn send_parcel(
        &self,
        run: &RunId,
        mailbox: &Mailbox,
        command: RunCommand,
        parcel: Parcel,
    ) -> Result<(), HostError> {
        let (answer, stored) = oneshot::channel();
        mailbox.put(LoopInput::Delivery { command: Box::new(command), parcel, answer });
        stored.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }
}
