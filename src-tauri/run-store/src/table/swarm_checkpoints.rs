//! Stored states of swarms; only an optimisation, the journal alone is enough.

use rusqlite::{OptionalExtension, params};
use swarm::SwarmId;

use super::checkpoints::Checkpoint;
use super::swarms;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 5,
    sql: "CREATE TABLE swarm_checkpoints (
            swarm_key INTEGER NOT NULL REFERENCES swarms (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            format INTEGER NOT NULL,
            state BLOB NOT NULL,
            PRIMARY KEY (swarm_key, seq)
          ) STRICT, WITHOUT ROWID;",
}];

/// So many states of a swarm are kept; older ones go.
const KEPT: u32 = 3;

impl RunPersistence {
    /// Keeps a state of a swarm.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be stored.
    pub fn put_swarm_checkpoint(&self, swarm: &SwarmId, checkpoint: Checkpoint) -> Result<(), StoreError> {
        let swarm = swarm.clone();
        self.call(move |connection| {
            let (key, _) = swarms::key(connection, &swarm)?.ok_or(StoreError::UnknownSwarm(swarm))?;
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO swarm_checkpoints (swarm_key, seq, format, state) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![key, checkpoint.seq, checkpoint.format, checkpoint.state])?;
            connection
                .prepare_cached(
                    "DELETE FROM swarm_checkpoints WHERE swarm_key = ?1 AND seq NOT IN
                     (SELECT seq FROM swarm_checkpoints WHERE swarm_key = ?1 ORDER BY seq DESC LIMIT ?2)",
                )?
                .execute(params![key, KEPT])?;
            Ok(())
        })
    }

    /// The latest state of a swarm at or before a place in its journal.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn swarm_checkpoint(&self, swarm: &SwarmId, at: u64) -> Result<Option<Checkpoint>, StoreError> {
        let swarm = swarm.clone();
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        self.call(move |connection| {
            let found = connection
                .prepare_cached(
                    "SELECT c.seq, c.format, c.state FROM swarm_checkpoints c JOIN swarms s ON s.key = c.swarm_key
                     WHERE s.swarm = ?1 AND c.seq <= ?2 ORDER BY c.seq DESC LIMIT 1",
                )?
                .query_row(params![swarm.as_str(), at], Checkpoint::of_row)
                .optional()?;
            Ok(found)
        })
    }
}
