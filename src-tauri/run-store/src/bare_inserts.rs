//! What SQLite itself takes for a journal: the measure for how much the rest of the store adds.

use std::path::Path;
use std::time::{Duration, Instant};

use run_engine::RunId;
use rusqlite::{Connection, params};

use crate::{RunPersistence, StoreError, writer};

/// The table of the journal without its indices and references.
const TABLE: &str = "CREATE TABLE journal (
    run_key INTEGER NOT NULL, seq INTEGER NOT NULL, time INTEGER NOT NULL, json TEXT NOT NULL, ends_command INTEGER,
    PRIMARY KEY (run_key, seq)
  ) STRICT, WITHOUT ROWID;";

impl RunPersistence {
    /// How long SQLite takes to put the rows of a run's journal into a new file by one prepared statement, in so many commits
    /// that survive the end of the process.
    ///
    /// # Errors
    /// The journal cannot be read, or the file cannot be written.
    pub fn bare_inserts(&self, run: &RunId, into: &Path, commits: u64) -> Result<Duration, StoreError> {
        let entries = self.journal(run, 1, None)?;
        let mut rows = Vec::with_capacity(entries.len());
        for entry in &entries {
            let text = serde_json::to_string(&entry.event).map_err(|error| StoreError::Unreadable {
                table: "journal",
                place: format!("run {run}, entry {}", entry.seq),
                reason: error.to_string(),
            })?;
            rows.push((entry.seq, entry.time.0, text));
        }
        let mut connection = Connection::open(into)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        writer::prepare(&connection)?;
        connection.execute_batch(TABLE)?;
        let at_once = rows.len().div_ceil(usize::try_from(commits).unwrap_or(usize::MAX).max(1)).max(1);
        let begun = Instant::now();
        for rows in rows.chunks(at_once) {
            let transaction = connection.transaction()?;
            let mut statement = transaction.prepare_cached("INSERT INTO journal VALUES (1, ?1, ?2, ?3, 0)")?;
            for (seq, time, text) in rows {
                statement.execute(params![seq, time, text])?;
            }
            drop(statement);
            transaction.commit()?;
        }
        Ok(begun.elapsed())
    }
}
