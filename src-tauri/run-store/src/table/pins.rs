//! Which texts of routines each run needs: its own, and those of the routines that it has called.

use run_engine::{RoutineVersion, RunId};
use rusqlite::{Connection, params};

use crate::append::Append;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE pins (
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            version TEXT NOT NULL,
            PRIMARY KEY (run_key, version)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX pins_by_version ON pins (version);",
}];

impl RunPersistence {
    /// The texts that a run needs; none when there is no such run.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn pinned(&self, run: &RunId) -> Result<Vec<RoutineVersion>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT p.version FROM pins p JOIN runs r ON r.key = p.run_key WHERE r.run = ?1 ORDER BY p.version",
            )?;
            let versions = statement.query_map([&*run.0], |row| row.get::<_, String>(0))?;
            versions.map(|version| Ok(RoutineVersion(version?.into()))).collect()
        })
    }
}

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
