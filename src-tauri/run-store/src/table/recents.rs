//! Files that were opened lately.

use run_engine::Timestamp;
use rusqlite::params;

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

/// Older ones are forgotten.
const KEPT: u32 = 50;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE recents (
            path TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            opened_at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;",
}];

/// A file that was opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The file.
    pub path: String,
    /// The name to show.
    pub name: String,
    /// When it was last opened.
    pub opened_at: Timestamp,
}

impl RunPersistence {
    /// Notes that a file was opened. The 50 latest are kept.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn note_recent(&self, recent: Recent) -> Result<(), StoreError> {
        self.call(move |connection| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO recents (path, name, opened_at) VALUES (?1, ?2, ?3)")?
                .execute(params![recent.path, recent.name, recent.opened_at.0])?;
            connection
                .prepare_cached(
                    "DELETE FROM recents WHERE path NOT IN (SELECT path FROM recents ORDER BY opened_at DESC, path LIMIT ?1)",
                )?
                .execute([KEPT])?;
            Ok(())
        })
    }

    /// Forgets a file.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn forget_recent(&self, path: &str) -> Result<(), StoreError> {
        let path = path.to_owned();
        self.call(move |connection| {
            connection.prepare_cached("DELETE FROM recents WHERE path = ?1")?.execute([path])?;
            Ok(())
        })
    }

    /// Files that were opened lately, the latest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn recents(&self) -> Result<Vec<Recent>, StoreError> {
        self.call(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT path, name, opened_at FROM recents ORDER BY opened_at DESC, path")?;
            let rows = statement.query_map([], |row| {
                Ok(Recent { path: row.get(0)?, name: row.get(1)?, opened_at: Timestamp(row.get(2)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
