//! What every run listens for: so that a message, a signal or a moment finds its run without any run being loaded.

use run_engine::{RunId, SubscriptionId, Timestamp};
use rusqlite::{Connection, params};

use super::runs;
use crate::exchange::{Awaits, OpenSubscription};
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 2,
    sql: "CREATE TABLE subscriptions (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            subscription INTEGER NOT NULL,
            kind TEXT NOT NULL,
            name TEXT,
            correlation_key TEXT,
            due INTEGER,
            UNIQUE (run_key, subscription)
          ) STRICT;
          CREATE INDEX subscriptions_by_name ON subscriptions (kind, name) WHERE name IS NOT NULL;
          CREATE INDEX subscriptions_by_due ON subscriptions (due) WHERE due IS NOT NULL;",
}];

/// Something listens; in place of what the same subscription listened for before.
pub(crate) fn open(connection: &Connection, run_key: i64, open: &OpenSubscription) -> Result<(), StoreError> {
    let (kind, name, correlation_key, due) = match &open.awaits {
        Awaits::Message { name, correlation_key } => ("message", Some(name), correlation_key.as_ref(), None),
        Awaits::Signal { name } => ("signal", Some(name), None, None),
        Awaits::Moment(due) => ("timer", None, None, Some(due.0)),
    };
    connection
        .prepare_cached(
            "INSERT INTO subscriptions (run_key, subscription, kind, name, correlation_key, due)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (run_key, subscription) DO UPDATE SET due = excluded.due",
        )?
        .execute(params![run_key, open.id.0, kind, name, correlation_key, due])?;
    Ok(())
}

/// Something listens no more.
pub(crate) fn close(connection: &Connection, run_key: i64, id: SubscriptionId) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM subscriptions WHERE run_key = ?1 AND subscription = ?2")?
        .execute(params![run_key, id.0])?;
    Ok(())
}

/// Nothing of a run listens any more.
pub(crate) fn close_all(connection: &Connection, run_key: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM subscriptions WHERE run_key = ?1")?.execute([run_key])?;
    Ok(())
}

impl RunPersistence {
    /// Says anew what a run listens for, whatever was known before.
    ///
    /// # Errors
    /// There is no such run, or it cannot be stored.
    pub fn set_subscriptions(&self, run: &RunId, subscriptions: Vec<OpenSubscription>) -> Result<(), StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let transaction = connection.transaction()?;
            let (key, _) = runs::key(&transaction, &run)?.ok_or(StoreError::UnknownRun(run))?;
            close_all(&transaction, key)?;
            subscriptions.iter().try_for_each(|subscription| open(&transaction, key, subscription))?;
            transaction.commit()?;
            Ok(())
        })
    }

    /// The runs that listen for a message of this name and key, who has listened longest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn listening_for_message(&self, name: &str, correlation_key: Option<&str>) -> Result<Vec<RunId>, StoreError> {
        let (name, correlation_key) = (name.to_owned(), correlation_key.map(str::to_owned));
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT r.run FROM subscriptions s JOIN runs r ON r.key = s.run_key
                 WHERE s.kind = 'message' AND s.name = ?1
                   AND (s.correlation_key IS NULL OR ?2 IS NULL OR s.correlation_key = ?2)
                 GROUP BY r.key ORDER BY min(s.key)",
            )?;
            let rows = statement.query_map(params![name, correlation_key], |row| row.get::<_, String>(0))?;
            rows.map(|run| Ok(RunId::from(run?.as_str()))).collect()
        })
    }

    /// The runs that wait for the clock, with the moment at which each is due first, the earliest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn due_runs(&self, until: Option<Timestamp>, limit: u32) -> Result<Vec<(Timestamp, RunId)>, StoreError> {
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT min(s.due), r.run FROM subscriptions s JOIN runs r ON r.key = s.run_key
                 WHERE s.due IS NOT NULL AND s.due <= ?1 GROUP BY r.key ORDER BY min(s.due), r.key LIMIT ?2",
            )?;
            let until = until.map_or(i64::MAX, |until| until.0);
            let rows = statement.query_map(params![until, limit], |row| {
                Ok((Timestamp(row.get(0)?), RunId::from(row.get::<_, String>(1)?.as_str())))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
