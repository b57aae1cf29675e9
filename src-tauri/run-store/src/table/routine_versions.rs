//! The texts of routines that runs are pinned to: a run always opens on the text that it began with.

use run_engine::RoutineVersion;
use rusqlite::{OptionalExtension, params};

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
    /// Keeps a text. The same version twice is kept once.
    ///
    /// # Errors
    /// It cannot be stored.
    pub fn put_routine(&self, routine: StoredRoutine) -> Result<(), StoreError> {
        self.call(move |connection| {
            connection
                .prepare_cached("INSERT OR IGNORE INTO routine_versions (version, name, bytes) VALUES (?1, ?2, ?3)")?
                .execute(params![&*routine.version.0, routine.name, routine.bytes])?;
            Ok(())
        })
    }

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
