//! What the screens remember about themselves (widths, open tabs), by name.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE ui_state (
            key TEXT NOT NULL PRIMARY KEY,
            json TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;",
}];

impl RunPersistence {
    /// Keeps something of the screens' own.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn put_ui_state(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let (key, json) = (key.to_owned(), value.to_string());
        self.call(move |connection| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO ui_state (key, json) VALUES (?1, ?2)")?
                .execute(params![key, json])?;
            Ok(())
        })
    }

    /// Something of the screens' own; none when nothing is kept under this name.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn ui_state(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let key = key.to_owned();
        self.call(move |connection| {
            let json: Option<String> = connection
                .prepare_cached("SELECT json FROM ui_state WHERE key = ?1")?
                .query_row([&key], |row| row.get(0))
                .optional()?;
            json.map(|json| serde_json::from_str(&json)).transpose().map_err(|error| StoreError::Unreadable {
                table: "ui_state",
                place: key,
                reason: error.to_string(),
            })
        })
    }
}
