//! What screens show of runs, kept at places of their journals; only an optimisation, the journal alone is enough.

use run_engine::RunId;
use rusqlite::{OptionalExtension, params};

use super::runs;
use crate::migration::Migration;
use crate::{Checkpoint, RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 7,
    sql: "CREATE TABLE kept_views (
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            format INTEGER NOT NULL,
            state BLOB NOT NULL,
            PRIMARY KEY (run_key, seq)
          ) STRICT, WITHOUT ROWID;",
}];

impl RunPersistence {
    /// Keeps what a screen shows of a run, in place of what was kept at the same `seq`.
    ///
    /// # Errors
    /// There is no such run, or it cannot be stored.
    pub fn put_view(&self, run: &RunId, view: Checkpoint) -> Result<(), StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let (key, _) = runs::key(connection, &run)?.ok_or(StoreError::UnknownRun(run))?;
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO kept_views (run_key, seq, format, state) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![key, view.seq, view.format, view.state])?;
            Ok(())
        })
    }

    /// The latest view of a run at or before a place in its journal, of one format.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn view(&self, run: &RunId, at: u64, format: u32) -> Result<Option<Checkpoint>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let found = connection
                .prepare_cached(
                    "SELECT v.seq, v.format, v.state FROM kept_views v JOIN runs r ON r.key = v.run_key
                     WHERE r.run = ?1 AND v.seq <= ?2 AND v.format = ?3 ORDER BY v.seq DESC LIMIT 1",
                )?
                .query_row(params![&*run.0, at, format], Checkpoint::of_row)
                .optional()?;
            Ok(found)
        })
    }
}
