//! Messages that nobody has taken yet: those that runs have thrown, and those that came from outside.

use run_engine::{RunId, Timestamp, VariableMap};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::exchange::NewMessage;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 2,
    sql: "CREATE TABLE messages (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT UNIQUE,
            name TEXT NOT NULL,
            correlation_key TEXT,
            variables TEXT NOT NULL,
            from_run TEXT,
            to_run TEXT,
            sent_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            taken INTEGER NOT NULL DEFAULT 0
          ) STRICT;
          CREATE INDEX messages_by_expiry ON messages (expires_at);",
}];

/// A message that is kept until somebody takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptMessage {
    /// Its key; a later message has a greater one.
    pub key: i64,
    /// What was sent.
    pub message: NewMessage,
}

/// Keeps a message, and forgets those whose time is over; none when one of the same id is kept already.
pub(crate) fn insert(connection: &Connection, message: &NewMessage) -> Result<Option<i64>, StoreError> {
    connection.prepare_cached("DELETE FROM messages WHERE expires_at < ?1")?.execute([message.sent_at.0])?;
    let variables = serde_json::to_string(&message.variables).map_err(|error| unreadable(0, &error))?;
    let inserted = connection
        .prepare_cached(
            "INSERT INTO messages (id, name, correlation_key, variables, from_run, to_run, sent_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            message.id,
            message.name,
            message.correlation_key,
            variables,
            message.from.as_ref().map(|run| &*run.0),
            message.to.as_ref().map(|run| &*run.0),
            message.sent_at.0,
            message.expires_at.0,
        ])?;
    Ok((inserted > 0).then(|| connection.last_insert_rowid()))
}

/// Whether it is there to be taken.
pub(crate) fn is_there(connection: &Connection, key: i64) -> Result<bool, StoreError> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT 1 FROM messages WHERE key = ?1 AND NOT taken")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Somebody takes it. One with a sender's id leaves the id behind until its time is over.
pub(crate) fn take(connection: &Connection, key: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM messages WHERE key = ?1 AND id IS NULL")?.execute([key])?;
    connection.prepare_cached("UPDATE messages SET taken = 1, variables = '{}' WHERE key = ?1")?.execute([key])?;
    Ok(())
}

impl RunPersistence {
    /// Keeps a message from outside. Answers its key; none when one of the same id has come before.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn keep_message(&self, message: NewMessage) -> Result<Option<i64>, StoreError> {
        self.call(move |connection| insert(connection, &message))
    }

    /// Kept messages that somebody listens for, in the order in which they came.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn wanted_messages(&self, after: i64, now: Timestamp, limit: u32) -> Result<Vec<KeptMessage>, StoreError> {
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, id, name, correlation_key, variables, from_run, to_run, sent_at, expires_at
                 FROM messages m WHERE key > ?1 AND NOT taken AND expires_at >= ?2 AND EXISTS (
                   SELECT 1 FROM subscriptions s WHERE s.kind = 'message' AND s.name = m.name
                     AND (s.correlation_key IS NULL OR m.correlation_key IS NULL
                          OR s.correlation_key = m.correlation_key))
                 ORDER BY key LIMIT ?3",
            )?;
            let mut rows = statement.query(params![after, now.0, limit])?;
            let mut messages = Vec::new();
            while let Some(row) = rows.next()? {
                messages.push(read(row)?);
            }
            Ok(messages)
        })
    }

    /// Whether a message is still kept and not taken.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_message_kept(&self, key: i64) -> Result<bool, StoreError> {
        self.call(move |connection| is_there(connection, key))
    }

    /// Drops a message that nobody shall take any more.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn drop_message(&self, key: i64) -> Result<(), StoreError> {
        self.call(move |connection| {
            connection.prepare_cached("DELETE FROM messages WHERE key = ?1")?.execute([key])?;
            Ok(())
        })
    }
}

fn read(row: &Row<'_>) -> Result<KeptMessage, StoreError> {
    let key = row.get(0)?;
    let run = |column| -> Result<Option<RunId>, StoreError> {
        Ok(row.get::<_, Option<String>>(column)?.map(|run| RunId::from(run.as_str())))
    };
    let variables: VariableMap =
        serde_json::from_str(&row.get::<_, String>(4)?).map_err(|error| unreadable(key, &error))?;
    let message = NewMessage {
        id: row.get(1)?,
        name: row.get(2)?,
        correlation_key: row.get(3)?,
        variables,
        from: run(5)?,
        to: run(6)?,
        sent_at: Timestamp(row.get(7)?),
        expires_at: Timestamp(row.get(8)?),
    };
    Ok(KeptMessage { key, message })
}

fn unreadable(key: i64, error: &serde_json::Error) -> StoreError {
    StoreError::Unreadable { table: "messages", place: format!("message {key}"), reason: error.to_string() }
}
