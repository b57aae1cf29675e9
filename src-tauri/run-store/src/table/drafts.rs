//! Unsaved texts of routines, kept so that nothing is lost.

use run_engine::Timestamp;
use rusqlite::{Row, params};
use serde_json::Value;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE drafts (
            key TEXT NOT NULL PRIMARY KEY,
            path TEXT,
            name TEXT NOT NULL,
            xml TEXT NOT NULL,
            base_version TEXT,
            undo TEXT,
            saved_at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;",
}];

/// The unsaved text of one tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Names the draft: the routine's path, or a name that was chosen for a tab without a file.
    pub key: String,
    /// The file that it belongs to.
    pub path: Option<String>,
    /// The name to show.
    pub name: String,
    /// The text.
    pub xml: String,
    /// Version of the file that the text was made from.
    pub base_version: Option<String>,
    /// What the editor needs to undo steps, in its own form.
    pub undo: Option<Value>,
    /// When it was kept.
    pub saved_at: Timestamp,
}

impl RunPersistence {
    /// Keeps a draft, in place of the one with the same key.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn put_draft(&self, draft: Draft) -> Result<(), StoreError> {
        self.call(move |connection| {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO drafts (key, path, name, xml, base_version, undo, saved_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    draft.key,
                    draft.path,
                    draft.name,
                    draft.xml,
                    draft.base_version,
                    draft.undo.map(|undo| undo.to_string()),
                    draft.saved_at.0
                ])?;
            Ok(())
        })
    }

    /// Forgets a draft; says whether there was one.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn discard_draft(&self, key: &str) -> Result<bool, StoreError> {
        let key = key.to_owned();
        self.call(move |connection| {
            Ok(connection.prepare_cached("DELETE FROM drafts WHERE key = ?1")?.execute([key])? > 0)
        })
    }

    /// All drafts, the latest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        self.call(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, path, name, xml, base_version, undo, saved_at FROM drafts ORDER BY saved_at DESC, key",
            )?;
            let mut rows = statement.query([])?;
            let mut drafts = Vec::new();
            while let Some(row) = rows.next()? {
                drafts.push(read(row)?);
            }
            Ok(drafts)
        })
    }
}

fn read(row: &Row<'_>) -> Result<Draft, StoreError> {
    let key: String = row.get(0)?;
    let undo = match row.get::<_, Option<String>>(5)? {
        Some(text) => Some(serde_json::from_str(&text).map_err(|error| StoreError::Unreadable {
            table: "drafts",
            place: key.clone(),
            reason: error.to_string(),
        })?),
        None => None,
    };
    Ok(Draft {
        key,
        path: row.get(1)?,
        name: row.get(2)?,
        xml: row.get(3)?,
        base_version: row.get(4)?,
        undo,
        saved_at: Timestamp(row.get(6)?),
    })
}
