//! What the user decided about the program, by name.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::Value;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE settings (
            key TEXT NOT NULL PRIMARY KEY,
            json TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;",
}];

impl RunPersistence {
    /// Keeps a setting.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn put_setting(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let (key, value) = (key.to_owned(), value.clone());
        self.call(move |connection| put(connection, &key, &value))
    }

    /// A setting; none when the user has not decided.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let key = key.to_owned();
        self.call(move |connection| read(connection, &key))
    }

    /// Changes a setting by what it is, with no other program in between. The change gives the new value, none to leave it
    /// as it is, and whatever else it has to say.
    ///
    /// # Errors
    /// It cannot be read or stored, or the change fails.
    pub fn change_setting<T: Send + 'static>(
        &self,
        key: &str,
        change: impl FnOnce(Option<Value>) -> Result<(Option<Value>, T), StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let key = key.to_owned();
        self.call(move |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (changed, said) = change(read(&transaction, &key)?)?;
            if let Some(value) = changed {
                put(&transaction, &key, &value)?;
            }
            transaction.commit()?;
            Ok(said)
        })
    }
}

fn put(connection: &Connection, key: &str, value: &Value) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO settings (key, json) VALUES (?1, ?2)")?
        .execute(params![key, value.to_string()])?;
    Ok(())
}

fn read(connection: &Connection, key: &str) -> Result<Option<Value>, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT json FROM settings WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    json.map(|json| serde_json::from_str(&json)).transpose().map_err(|error| StoreError::Unreadable {
        table: "settings",
        place: key.to_owned(),
        reason: error.to_string(),
    })
}
