//! What was spent on models, by day and provider. A day is one of this machine's time zone.

use rusqlite::params;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 3,
    sql: "CREATE TABLE model_spending (
            day TEXT NOT NULL,
            provider TEXT NOT NULL,
            micro_credits INTEGER NOT NULL,
            PRIMARY KEY (day, provider)
          ) STRICT, WITHOUT ROWID;",
}];

impl RunPersistence {
    /// Today in this machine's time zone, as `2026-11-22`.
    ///
    /// # Errors
    /// The database does not answer.
    pub fn today(&self) -> Result<String, StoreError> {
        self.call(|connection| Ok(connection.query_row("SELECT date('now', 'localtime')", [], |row| row.get(0))?))
    }

    /// Adds to what was spent with a provider today, in micro-credits.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn add_model_spending(&self, provider: &str, micros: u64) -> Result<(), StoreError> {
        let provider = provider.to_owned();
        self.call(move |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO model_spending (day, provider, micro_credits) VALUES (date('now', 'localtime'), ?1, ?2)
                     ON CONFLICT (day, provider) DO UPDATE SET micro_credits = micro_credits + excluded.micro_credits",
                )?
                .execute(params![provider, micros])?;
            Ok(())
        })
    }

    /// What was spent with all providers today, in micro-credits.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn model_spending_today(&self) -> Result<u64, StoreError> {
        self.call(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT coalesce(sum(micro_credits), 0) FROM model_spending WHERE day = date('now', 'localtime')",
                )?
                .query_row([], |row| row.get(0))?)
        })
    }
}
