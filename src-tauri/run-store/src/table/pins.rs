//! Which texts of routines each run needs: its own, and those of the routines that it has called.

use rusqlite::{Connection, params};

use crate::StoreError;
use crate::append::Append;
use crate::migration::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE pins (
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            version TEXT NOT NULL,
            PRIMARY KEY (run_key, version)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX pins_by_version ON pins (version);",
}];

/// Notes the texts that a run needs from now on.
pub(crate) fn insert(connection: &Connection, key: i64, append: &Append) -> Result<(), StoreError> {
    for text in &append.texts {
        connection
            .prepare_cached("INSERT OR IGNORE INTO pins (run_key, version) VALUES (?1, ?2)")?
            .execute(params![key, &*text.version.0])?;
    }
    Ok(())
}

/// A copy of a run needs the same texts.
pub(crate) fn copy(connection: &Connection, from: i64, to: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO pins (run_key, version) SELECT ?2, version FROM pins WHERE run_key = ?1")?
        .execute([from, to])?;
    Ok(())
}
