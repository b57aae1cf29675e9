//! Stored states of runs; only an optimisation, the journal alone is enough.

use run_engine::RunId;
use rusqlite::{OptionalExtension, Row, params};

use super::runs;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE checkpoints (
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            format INTEGER NOT NULL,
            state BLOB NOT NULL,
            PRIMARY KEY (run_key, seq)
          ) STRICT, WITHOUT ROWID;",
}];

/// The state of a run after one entry of its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last entry that is contained.
    pub seq: u64,
    /// The format of the state; whoever does not know it replays the journal instead.
    pub format: u32,
    /// The state.
    pub state: Vec<u8>,
}

impl Checkpoint {
    /// Of a row whose columns are `seq`, `format`, `state`.
    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { seq: row.get(0)?, format: row.get(1)?, state: row.get(2)? })
    }
}

impl RunPersistence {
    /// Keeps a state of a run, in place of one at the same `seq`.
    ///
    /// # Errors
    /// There is no such run, or it cannot be stored.
    pub fn put_checkpoint(&self, run: &RunId, checkpoint: Checkpoint) -> Result<(), StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let (key, _) = runs::key(connection, &run)?.ok_or(StoreError::UnknownRun(run))?;
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO checkpoints (run_key, seq, format, state) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![key, checkpoint.seq, checkpoint.format, checkpoint.state])?;
            Ok(())
        })
    }

    /// The latest state of a run at or before a place in its journal.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn checkpoint(&self, run: &RunId, at: u64) -> Result<Option<Checkpoint>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let found = connection
                .prepare_cached(
                    "SELECT c.seq, c.format, c.state FROM checkpoints c JOIN runs r ON r.key = c.run_key
                     WHERE r.run = ?1 AND c.seq <= ?2 ORDER BY c.seq DESC LIMIT 1",
                )?
                .query_row(params![&*run.0, at], Checkpoint::of_row)
                .optional()?;
            Ok(found)
        })
    }
}
