//! How a swarm gets into memory: a new one is created, an old one is taken up again.

use std::sync::Arc;

use routine_model::{RunId, SwarmId};
use run_store::{RunLock, RunPersistence, StoreError, SwarmAppend, SwarmRow};
use swarm::event::JOURNAL_FORMAT;
use swarm::state::SwarmContext;
use swarm::{
    CHECKPOINT_FORMAT, ReplayError, SwarmCommand, SwarmEvent, SwarmJournalEntry, SwarmRejection, SwarmStateMachine,
};

use super::door::CreateSwarm;
use super::error::SwarmError;
use super::swarm_loop::{SwarmLoop, SwarmMailbox};
use crate::error::HostError;
use crate::parts::Parts;
use crate::run_id::new_run_id;

/// A swarm as it is stored.
pub(super) struct Loaded {
    pub(super) machine: SwarmStateMachine,
    /// The last entry that is contained.
    pub(super) seq: u64,
    /// The last entry that a checkpoint contains.
    pub(super) checkpoint: u64,
    swarm: SwarmId,
}

impl Loaded {
    pub(super) fn context(&self) -> Result<&SwarmContext, SwarmError> {
        self.machine.context().ok_or_else(|| StoreError::UnknownSwarm(self.swarm.clone()).into())
    }
}

/// Creates a swarm and brings it into memory.
pub(super) async fn create(parts: &Arc<Parts>, create: CreateSwarm) -> Result<SwarmId, SwarmError> {
    let now = parts.clock.now();
    let swarm = match create.swarm {
        Some(swarm) => swarm,
        None => SwarmId::from(&*new_run_id(now).map_err(no_chance)?.0),
    };
    let Some(_turn) = parts.swarms.gate.pass().await else { return Err(SwarmError::Closed(swarm)) };
    let exists = SwarmRejection::Exists(swarm.clone());
    let known = {
        let swarm = swarm.clone();
        in_store(parts, move |store| store.swarm(&swarm)).await
    };
    match known {
        Ok(_) => return Err(exists.into()),
        Err(SwarmError::Store(StoreError::UnknownSwarm(_))) => {}
        Err(error) => return Err(error),
    }
    let mut machine = SwarmStateMachine::new();
    let command = SwarmCommand::CreateSwarm { swarm: swarm.clone(), settings: Box::new(create.settings) };
    let reaction = machine.handle(command, now)?;
    let Some(context) = machine.context() else { return Err(SwarmError::Closed(swarm)) };
    let (seq, row) = (context.seq, SwarmRow::of(context));
    let lock = lock(parts, &swarm)?;
    let append = SwarmAppend {
        swarm: swarm.clone(),
        expected_seq: 0,
        entries: reaction.events.into(),
        versions: reaction.versions,
        row: row.clone(),
    };
    in_store(parts, move |store| store.append_swarm(append)).await?;
    let mut swarm_loop = SwarmLoop::new(parts.clone(), swarm.clone(), machine, (seq, 0), lock);
    swarm_loop.perform(reaction.effects);
    swarm_loop.spawn();
    parts.swarms.notifier.tell_list(row);
    Ok(swarm)
}

fn no_chance(error: HostError) -> SwarmError {
    StoreError::Other(error.to_string()).into()
}

/// Brings a stored swarm into memory, with its runs that have something to do.
pub(super) async fn bring_back(parts: &Arc<Parts>, swarm: &SwarmId) -> Result<SwarmMailbox, SwarmError> {
    let Some(_turn) = parts.swarms.gate.pass().await else { return Err(SwarmError::Closed(swarm.clone())) };
    if let Some(mailbox) = parts.swarms.mailbox(swarm) {
        return Ok(mailbox);
    }
    let known = swarm.clone();
    in_store(parts, move |store| store.swarm(&known)).await?;
    let lock = lock(parts, swarm)?;
    let loaded = load(parts, swarm, None).await?;
    let places = (loaded.seq, loaded.checkpoint);
    let mut swarm_loop = SwarmLoop::new(parts.clone(), swarm.clone(), loaded.machine, places, lock);
    swarm_loop.take_up();
    Ok(swarm_loop.spawn())
}

/// A swarm as it is stored, or as it was after an earlier entry of its journal.
pub(super) async fn load(parts: &Arc<Parts>, swarm: &SwarmId, at: Option<u64>) -> Result<Loaded, SwarmError> {
    let id = swarm.clone();
    let loaded = tokio::task::spawn_blocking({
        let parts = parts.clone();
        move || read(&parts.store, &id, at)
    });
    loaded.await.unwrap_or_else(|_| Err(SwarmError::Closed(swarm.clone())))
}

fn read(store: &RunPersistence, swarm: &SwarmId, at: Option<u64>) -> Result<Loaded, SwarmError> {
    store.swarm(swarm)?;
    let checkpoint = store.swarm_checkpoint(swarm, at.unwrap_or(u64::MAX))?;
    let kept = checkpoint.filter(|kept| kept.format == CHECKPOINT_FORMAT);
    let kept = kept.and_then(|kept| Some((kept.seq, serde_json::from_slice::<SwarmContext>(&kept.state).ok()?)));
    let from = kept.as_ref().map_or(0, |(seq, _)| *seq);
    let limit = at.map(|at| u32::try_from(at.saturating_sub(from)).unwrap_or(u32::MAX));
    let entries = store.swarm_journal(swarm, from + 1, limit)?;
    check_format(swarm, from, &entries)?;
    let broken = |error: ReplayError| SwarmError::JournalBroken { swarm: swarm.clone(), reason: error.to_string() };
    let mut machine = kept.map_or_else(SwarmStateMachine::new, |(_, state)| SwarmStateMachine::from_checkpoint(state));
    machine.replay_on(entries).map_err(broken)?;
    let seq = machine.context().map_or(0, |context| context.seq);
    Ok(Loaded { machine, seq, checkpoint: from, swarm: swarm.clone() })
}

fn check_format(swarm: &SwarmId, from: u64, entries: &[SwarmJournalEntry]) -> Result<(), SwarmError> {
    if from > 0 {
        return Ok(());
    }
    match entries.first().map(|entry| &entry.event) {
        Some(SwarmEvent::SwarmCreated(created)) if created.format > JOURNAL_FORMAT => {
            Err(SwarmError::JournalNewer { swarm: swarm.clone(), found: created.format, known: JOURNAL_FORMAT })
        }
        Some(SwarmEvent::SwarmCreated(_)) => Ok(()),
        Some(_) | None => {
            let reason = "its journal does not begin with its creation".to_owned();
            Err(SwarmError::JournalBroken { swarm: swarm.clone(), reason })
        }
    }
}

/// A swarm is locked as a run is, under a name that no run has.
fn lock(parts: &Arc<Parts>, swarm: &SwarmId) -> Result<RunLock, SwarmError> {
    parts.store.lock_run(&RunId::from(&*format!("swarm.{swarm}"))).map_err(|error| match error {
        StoreError::RunInUse(_) => SwarmError::InUse(swarm.clone()),
        other => other.into(),
    })
}

pub(super) async fn in_store<T: Send + 'static>(
    parts: &Arc<Parts>,
    work: impl FnOnce(&RunPersistence) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SwarmError> {
    let store = parts.store.clone();
    let done = tokio::task::spawn_blocking(move || work(&store)).await;
    Ok(done.unwrap_or(Err(StoreError::Closed))?)
}
