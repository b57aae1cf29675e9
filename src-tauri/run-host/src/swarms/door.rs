//! The door to all swarms of one store.

use std::sync::{Arc, Mutex, PoisonError};

use routine_model::SwarmId;
use run_store::{SwarmPage, SwarmQuery};
use swarm::state::SwarmContext;
use swarm::{RunAsk, SwarmCommand, SwarmJournalEntry, SwarmSettings};
use tokio::sync::oneshot;

use super::batch::Accepted;
use super::coordinator;
use super::error::SwarmError;
use super::loading;
use super::notifier::{SwarmListWatcher, SwarmWatcher};
use super::swarm_loop::{SwarmInput, SwarmMailbox};
use super::update::{SwarmSnapshot, without_entries};
use crate::host::RunHost;
use crate::parts::Parts;

/// The wish for a new swarm.
#[derive(Clone, Debug)]
pub struct CreateSwarm {
    /// The id of the new swarm; none lets the host make one.
    pub swarm: Option<SwarmId>,
    /// What it begins with.
    pub settings: SwarmSettings,
}

/// Swarms, watched and moved: [`crate::RunHost::swarms`]. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SwarmHost {
    pub(super) parts: Arc<Parts>,
}

impl SwarmHost {
    pub(crate) fn new(parts: Arc<Parts>) -> Self {
        Self { parts }
    }

    /// Creates a swarm; nothing of it moves before `StartSwarm`. Returns when it is stored.
    ///
    /// # Errors
    /// Its settings do not fit together, there is one with this id, or it cannot be stored.
    pub async fn create(&self, create: CreateSwarm) -> Result<SwarmId, SwarmError> {
        loading::create(&self.parts, create).await
    }

    /// Asks something of a swarm, which is brought into memory if it is not there. Answers what has happened by it, when all of
    /// that is stored.
    ///
    /// # Errors
    /// The swarm refuses, is in use elsewhere, cannot be opened or cannot be stored; nothing has changed then.
    pub async fn send(&self, swarm: &SwarmId, command: SwarmCommand) -> Result<Vec<SwarmJournalEntry>, SwarmError> {
        self.put(swarm, command).await.map(|accepted| accepted.entries)
    }

    /// Asks on behalf of a run. The answer with the swarm's version then; no answer when it comes later.
    pub(super) async fn ask(&self, swarm: &SwarmId, ask: RunAsk) -> Result<Accepted, SwarmError> {
        self.put(swarm, SwarmCommand::Ask(ask)).await
    }

    async fn put(&self, swarm: &SwarmId, command: SwarmCommand) -> Result<Accepted, SwarmError> {
        loop {
            let mailbox = self.mailbox(swarm).await?;
            let (answer, stored) = oneshot::channel();
            let input = SwarmInput::Command { command: Box::new(command.clone()), answer };
            if mailbox.put(input) {
                match stored.await {
                    Ok(Err(SwarmError::Closed(_))) | Err(_) => {}
                    Ok(answered) => return answered,
                }
            }
            // It has just left memory, with nothing of this done; its lock is free in a moment.
            tokio::task::yield_now().await;
        }
    }

    /// Looks at a swarm as it is stored, without copying it. Short looks only: the swarm waits meanwhile. Only a host that
    /// watches over all runs brings it into memory for that: whoever just looks in sets nothing going.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read<T: Send + 'static>(
        &self,
        swarm: &SwarmId,
        look: impl FnOnce(&SwarmContext) -> T + Send + 'static,
    ) -> Result<T, SwarmError> {
        // Handed out for one try at a time, and taken only by the one that sees the swarm.
        let look = Arc::new(Mutex::new(Some(look)));
        let take = |look: &Mutex<Option<_>>| look.lock().unwrap_or_else(PoisonError::into_inner).take();
        loop {
            let mailbox = match self.parts.swarms.mailbox(swarm) {
                Some(mailbox) => Some(mailbox),
                None if !self.parts.watches() => None,
                None => match loading::bring_back(&self.parts, swarm).await {
                    Ok(mailbox) => Some(mailbox),
                    // Another program moves it, or none does any more; what is stored can be read all the same.
                    Err(SwarmError::InUse(_) | SwarmError::Closed(_)) => None,
                    Err(error) => return Err(error),
                },
            };
            let Some(mailbox) = mailbox else {
                let loaded = loading::load(&self.parts, swarm, None).await?;
                let look = take(&look).ok_or_else(|| SwarmError::Closed(swarm.clone()))?;
                return loaded.context().map(look);
            };
            let (answer, seen) = oneshot::channel();
            let asked = look.clone();
            mailbox.put(SwarmInput::Look(Box::new(move |context: Result<&SwarmContext, SwarmError>| {
                let _ = answer.send(context.map(|context| take(&asked).map(|look| look(context))));
            })));
            match seen.await {
                Ok(Ok(Some(found))) => return Ok(found),
                Ok(Err(error)) if !matches!(error, SwarmError::Closed(_)) => return Err(error),
                // It has just left memory; its lock is free in a moment.
                Ok(Ok(None) | Err(_)) | Err(_) => tokio::task::yield_now().await,
            }
        }
    }

    /// A swarm as it is now, its entries left out.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn snapshot(&self, swarm: &SwarmId) -> Result<SwarmSnapshot, SwarmError> {
        let context = self.read(swarm, without_entries).await?;
        Ok(self.picture(swarm, context))
    }

    /// A swarm as it was after an entry of its journal, its entries with it.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn snapshot_at(&self, swarm: &SwarmId, seq: u64) -> Result<SwarmSnapshot, SwarmError> {
        let loaded = loading::load(&self.parts, swarm, Some(seq)).await?;
        let context = loaded.context()?.clone();
        Ok(SwarmSnapshot { live: false, ..self.picture(swarm, context) })
    }

    /// A swarm as it is now, and everything that happens to it from then on.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn watch(&self, swarm: &SwarmId) -> Result<(SwarmSnapshot, SwarmWatcher), SwarmError> {
        let (notifier, id) = (self.parts.swarms.notifier.clone(), swarm.clone());
        let look = move |context: &SwarmContext| (notifier.watch(&id, context.seq), without_entries(context));
        let (watcher, context) = self.read(swarm, look).await?;
        Ok((self.picture(swarm, context), watcher))
    }

    /// Watches the list of swarms.
    #[must_use]
    pub fn watch_list(&self) -> SwarmListWatcher {
        self.parts.swarms.notifier.watch_list()
    }

    /// The swarms that a query asks for, latest change first.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn list(&self, query: SwarmQuery) -> Result<SwarmPage, SwarmError> {
        loading::in_store(&self.parts, move |store| store.swarms(query)).await
    }

    /// A stretch of a swarm's journal, in order; all that follows when there is no limit.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn journal(
        &self,
        swarm: &SwarmId,
        from: u64,
        limit: Option<u32>,
    ) -> Result<Vec<SwarmJournalEntry>, SwarmError> {
        let swarm = swarm.clone();
        loading::in_store(&self.parts, move |store| store.swarm_journal(&swarm, from, limit)).await
    }

    /// Waits until a swarm rests: nothing that was put to it is under way, and it does nothing to others. Its runs may work.
    pub async fn rest(&self, swarm: &SwarmId) {
        if let Some(mailbox) = self.parts.swarms.mailbox(swarm) {
            mailbox.activity().rest().await;
        }
    }

    /// Takes a swarm up where it stood when it was closed or the program died, and with it its runs.
    ///
    /// # Errors
    /// It is in use elsewhere, or cannot be opened.
    pub async fn take_up(&self, swarm: &SwarmId) -> Result<(), SwarmError> {
        self.mailbox(swarm).await.map(|_| ())
    }

    /// Tells a swarm which routines there are now.
    ///
    /// # Errors
    /// It has ended, is in use elsewhere, or cannot be opened.
    pub async fn offer_routines(&self, swarm: &SwarmId) -> Result<(), SwarmError> {
        let routines = coordinator::offers(&RunHost { parts: self.parts.clone() }).await;
        self.send(swarm, SwarmCommand::OfferRoutines { routines }).await.map(|_| ())
    }

    /// Takes up every swarm that was at work when the program was closed or died, and with it its runs. Answers each with
    /// what became of it.
    ///
    /// # Errors
    /// The list of swarms cannot be read.
    pub async fn resume_interrupted(&self) -> Result<Vec<(SwarmId, Result<(), SwarmError>)>, SwarmError> {
        let mut resumed = Vec::new();
        for row in self.list(SwarmQuery::default()).await?.swarms.into_iter().rev() {
            if row.status != swarm::SwarmStatus::Terminated {
                let result = self.mailbox(&row.swarm).await.map(|_| ());
                resumed.push((row.swarm, result));
            }
        }
        Ok(resumed)
    }

    /// Leaves every swarm where it stands and frees it for others. Returns when all of it is stored.
    pub(crate) async fn close(&self) {
        for mailbox in self.parts.swarms.live() {
            let (closed, done) = oneshot::channel();
            if mailbox.put(SwarmInput::Close { closed }) {
                // An error means that the loop ended by itself.
                let _ = done.await;
            }
        }
    }

    async fn mailbox(&self, swarm: &SwarmId) -> Result<SwarmMailbox, SwarmError> {
        match self.parts.swarms.mailbox(swarm) {
            Some(mailbox) => Ok(mailbox),
            None => loading::bring_back(&self.parts, swarm).await,
        }
    }

    fn picture(&self, swarm: &SwarmId, context: SwarmContext) -> SwarmSnapshot {
        let live = self.parts.swarms.mailbox(swarm).is_some();
        SwarmSnapshot { swarm: swarm.clone(), seq: context.seq, context: Arc::new(context), live }
    }
}
