//! What one batch of a swarm's reactions adds to the store, all of it or nothing.

use std::sync::Arc;

use rusqlite::TransactionBehavior;
use swarm::SwarmId;
use swarm::{EntryVersion, SwarmJournalEntry};

use crate::table::{entry_versions, swarm_journal, swarms};
use crate::{RunPersistence, StoreError, SwarmRow};

/// New entries of one swarm's journal, with the versions of blackboard entries that they bring.
#[derive(Clone, Debug)]
pub struct SwarmAppend {
    /// The swarm.
    pub swarm: SwarmId,
    /// Where its journal ends now; 0 for a new swarm. Anything else there is a conflict, and nothing is written.
    pub expected_seq: u64,
    /// What follows, without a gap.
    pub entries: Arc<[SwarmJournalEntry]>,
    /// The values that entries have got by it.
    pub versions: Vec<EntryVersion>,
    /// The line in the list of swarms.
    pub row: SwarmRow,
}

impl RunPersistence {
    /// Appends to a swarm's journal, and waits until it is stored.
    ///
    /// # Errors
    /// The journal ends elsewhere, or it cannot be stored. In both cases nothing has been written.
    pub fn append_swarm(&self, append: SwarmAppend) -> Result<(), StoreError> {
        self.call(move |connection| write(connection, &append))
    }

    /// Appends to a swarm's journal and calls back from the store's thread when it is stored, or why it is not.
    pub fn submit_swarm(&self, append: SwarmAppend, done: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.call_back(move |connection| write(connection, &append), done);
    }
}

fn write(connection: &mut rusqlite::Connection, append: &SwarmAppend) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = swarms::key(&transaction, &append.swarm)?;
    let seq = found.map_or(0, |(_, seq)| seq);
    if seq != append.expected_seq {
        let (swarm, expected) = (append.swarm.clone(), append.expected_seq);
        return Err(StoreError::SwarmConflict { swarm, expected, found: seq });
    }
    let key = swarms::put(&transaction, found.map(|(key, _)| key), &append.row)?;
    swarm_journal::insert(&transaction, key, append)?;
    entry_versions::insert(&transaction, key, &append.versions)?;
    transaction.commit()?;
    Ok(())
}
