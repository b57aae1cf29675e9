//! The texts of routines that runs are pinned to: a run always opens on the text that it began with.

use run_engine::RoutineVersion;
use rusqlite::{Connection, OptionalExtension, params};

use crate::append::Append;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE routine_versions (
            version TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            bytes BLOB NOT NULL
          ) STRICT;",
}];

/// One text of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoutine {
    /// Hash of the text.
    pub version: RoutineVersion,
    /// The name of its file, which tells its format.
    pub name: String,
    /// The text, byte for byte.
    pub bytes: Vec<u8>,
}

impl RunPersistence {
    /// A text by its version.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn routine(&self, version: &RoutineVersion) -> Result<Option<StoredRoutine>, StoreError> {
        let version = version.clone();
        self.call(move |connection| {
            let found = connection
                .prepare_cached("SELECT name, bytes FROM routine_versions WHERE version = ?1")?
                .query_row([&*version.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            Ok(found.map(|(name, bytes)| StoredRoutine { version, name, bytes }))
        })
    }
}

/// Keeps texts. The same version twice is kept once.
pub(crate) fn insert(connection: &Connection, append: &Append) -> Result<(), StoreError> {
    for text in &append.texts {
        connection
            .prepare_cached("INSERT OR IGNORE INTO routine_versions (version, name, bytes) VALUES (?1, ?2, ?3)")?
            .execute(params![&*text.version.0, text.name, text.bytes])?;
    }
    Ok(())
}

/// Forgets the texts that no run needs.
pub(crate) fn forget_unused(connection: &Connection) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM routine_versions WHERE version NOT IN (SELECT version FROM pins)")?
        .execute([])?;
    Ok(())
}
