//! Signals on their way: a copy for every run that listened when the signal was stored.

use run_engine::{RunId, VariableMap};
use rusqlite::{Connection, OptionalExtension, params};

use crate::exchange::NewSignal;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 2,
    sql: "CREATE TABLE signals (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            name TEXT NOT NULL,
            variables TEXT NOT NULL,
            from_run TEXT
          ) STRICT;
          CREATE INDEX signals_by_run ON signals (run_key);",
}];

/// A signal on its way to one run.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalCopy {
    /// Its key; a later one has a greater one.
    pub key: i64,
    /// The run that it is for.
    pub to: RunId,
    /// What was thrown.
    pub signal: NewSignal,
}

/// Sends a signal to everybody who listens now, but for the run that threw it. Answers the copies.
pub(crate) fn insert(connection: &Connection, signal: &NewSignal) -> Result<Vec<SignalCopy>, StoreError> {
    let variables = serde_json::to_string(&signal.variables).map_err(|error| unreadable(0, &error))?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO signals (run_key, name, variables, from_run)
         SELECT s.run_key, ?1, ?2, ?3 FROM subscriptions s JOIN runs r ON r.key = s.run_key
         WHERE s.kind = 'signal' AND s.name = ?1 AND (?3 IS NULL OR r.run != ?3)
         GROUP BY s.run_key ORDER BY min(s.key)
         RETURNING key, (SELECT run FROM runs WHERE runs.key = run_key)",
    )?;
    let copies =
        statement.query_map(params![signal.name, variables, signal.from.as_ref().map(|run| &*run.0)], |row| {
            let to = RunId::from(row.get::<_, String>(1)?.as_str());
            Ok(SignalCopy { key: row.get(0)?, to, signal: signal.clone() })
        })?;
    Ok(copies.collect::<Result<_, _>>()?)
}

/// Whether it is there to be taken.
pub(crate) fn is_there(connection: &Connection, key: i64) -> Result<bool, StoreError> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT 1 FROM signals WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Its run has heard it, or cannot any more.
pub(crate) fn take(connection: &Connection, key: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM signals WHERE key = ?1")?.execute([key])?;
    Ok(())
}

impl RunPersistence {
    /// Sends a signal from outside to every run that listens. Answers the copies.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn send_signal(&self, signal: NewSignal) -> Result<Vec<SignalCopy>, StoreError> {
        self.call(move |connection| insert(connection, &signal))
    }

    /// Signals on their way, in the order in which they were sent.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn signals_on_their_way(&self, after: i64, limit: u32) -> Result<Vec<SignalCopy>, StoreError> {
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.key, r.run, s.name, s.variables, s.from_run FROM signals s JOIN runs r ON r.key = s.run_key
                 WHERE s.key > ?1 ORDER BY s.key LIMIT ?2",
            )?;
            let mut rows = statement.query(params![after, limit])?;
            let mut copies = Vec::new();
            while let Some(row) = rows.next()? {
                let key = row.get(0)?;
                let variables: VariableMap =
                    serde_json::from_str(&row.get::<_, String>(3)?).map_err(|error| unreadable(key, &error))?;
                let from = row.get::<_, Option<String>>(4)?.map(|run| RunId::from(run.as_str()));
                let to = RunId::from(row.get::<_, String>(1)?.as_str());
                copies.push(SignalCopy { key, to, signal: NewSignal { name: row.get(2)?, variables, from } });
            }
            Ok(copies)
        })
    }

    /// Forgets a copy whose run cannot hear it any more.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn drop_signal(&self, key: i64) -> Result<(), StoreError> {
        self.call(move |connection| take(connection, key))
    }
}

fn unreadable(key: i64, error: &serde_json::Error) -> StoreError {
    StoreError::Unreadable { table: "signals", place: format!("signal {key}"), reason: error.to_string() }
}
