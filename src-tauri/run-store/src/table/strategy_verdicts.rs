//! What people have decided about proposed changes of strategy; the latest decision about each change.

use run_engine::Timestamp;
use rusqlite::params;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 4,
    sql: "CREATE TABLE strategy_verdicts (
            routine_path TEXT NOT NULL,
            element TEXT NOT NULL,
            from_strategy TEXT NOT NULL,
            to_strategy TEXT NOT NULL,
            accepted INTEGER NOT NULL,
            runs INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            PRIMARY KEY (routine_path, element, from_strategy, to_strategy)
          ) STRICT, WITHOUT ROWID;",
}];

/// A decision about one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyVerdict {
    /// Path of the routine.
    pub routine_path: String,
    /// The activity.
    pub element: String,
    /// The strategy that it had, as the journal spells it.
    pub from: String,
    /// The strategy that was proposed.
    pub to: String,
    /// The routine was changed; else the proposal was dismissed.
    pub accepted: bool,
    /// Runs with the strategy that it had when this was decided.
    pub runs: u64,
    /// When.
    pub decided_at: Timestamp,
}

impl RunPersistence {
    /// Keeps a decision in place of an earlier one about the same change.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn put_strategy_verdict(&self, verdict: StrategyVerdict) -> Result<(), StoreError> {
        self.call(move |connection| {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO strategy_verdicts
                       (routine_path, element, from_strategy, to_strategy, accepted, runs, decided_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    verdict.routine_path,
                    verdict.element,
                    verdict.from,
                    verdict.to,
                    verdict.accepted,
                    verdict.runs,
                    verdict.decided_at.0
                ])?;
            Ok(())
        })
    }

    /// The decisions about a routine's steps.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn strategy_verdicts(&self, routine_path: &str) -> Result<Vec<StrategyVerdict>, StoreError> {
        let path = routine_path.to_owned();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT routine_path, element, from_strategy, to_strategy, accepted, runs, decided_at
                 FROM strategy_verdicts WHERE routine_path = ?1 ORDER BY element, from_strategy, to_strategy",
            )?;
            let rows = statement.query_map([path], |row| {
                Ok(StrategyVerdict {
                    routine_path: row.get(0)?,
                    element: row.get(1)?,
                    from: row.get(2)?,
                    to: row.get(3)?,
                    accepted: row.get(4)?,
                    runs: row.get(5)?,
                    decided_at: Timestamp(row.get(6)?),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
