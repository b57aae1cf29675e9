//! The journal: every event of every run, in order.

use run_engine::{JournalEntry, RunEvent, RunId, StepId, Timestamp};
use rusqlite::{Connection, Rows, params};

use crate::append::Append;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: "CREATE TABLE journal (
            run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            time INTEGER NOT NULL,
            json TEXT NOT NULL,
            type TEXT NOT NULL GENERATED ALWAYS AS (json ->> 'type') VIRTUAL,
            PRIMARY KEY (run_key, seq)
          ) STRICT, WITHOUT ROWID;",
    },
    // What a step has put on record is found without reading what other steps have.
    Migration {
        version: 6,
        sql: "CREATE INDEX journal_records ON journal (run_key, json ->> 'step', seq) WHERE json ->> 'type' = 'stepRecorded';",
    },
];

/// The texts of an append's events, in order.
pub(crate) fn texts(append: &Append) -> Result<Vec<String>, StoreError> {
    append
        .entries
        .iter()
        .map(|entry| {
            serde_json::to_string(&entry.event).map_err(|error| StoreError::Unreadable {
                table: "journal",
                place: place(&append.run, entry.seq),
                reason: error.to_string(),
            })
        })
        .collect()
}

/// Writes an append's events.
pub(crate) fn insert(connection: &Connection, key: i64, append: &Append, texts: &[String]) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("INSERT INTO journal (run_key, seq, time, json) VALUES (?1, ?2, ?3, ?4)")?;
    for (entry, text) in append.entries.iter().zip(texts) {
        statement.execute(params![key, entry.seq, entry.time.0, text])?;
    }
    Ok(())
}

impl RunPersistence {
    /// A stretch of a run's journal, in order; empty beyond its end.
    ///
    /// # Errors
    /// It cannot be read, or an entry in it is damaged.
    pub fn journal(&self, run: &RunId, from_seq: u64, limit: Option<u32>) -> Result<Vec<JournalEntry>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT j.seq, j.time, j.json FROM journal j JOIN runs r ON r.key = j.run_key
                 WHERE r.run = ?1 AND j.seq >= ?2 ORDER BY j.seq LIMIT ?3",
            )?;
            entries(&run, statement.query(params![&*run.0, from_seq, limit.map_or(-1, i64::from)])?)
        })
    }

    /// What a step of a run has put on record, in order, from an entry of the journal on.
    ///
    /// # Errors
    /// It cannot be read, or an entry of it is damaged.
    pub fn step_records(&self, run: &RunId, step: StepId, from_seq: u64) -> Result<Vec<JournalEntry>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT j.seq, j.time, j.json FROM journal j JOIN runs r ON r.key = j.run_key
                 WHERE r.run = ?1 AND j.json ->> 'type' = 'stepRecorded' AND j.json ->> 'step' = ?2 AND j.seq >= ?3
                 ORDER BY j.seq",
            )?;
            entries(&run, statement.query(params![&*run.0, step.0, from_seq])?)
        })
    }
}

fn entries(run: &RunId, mut rows: Rows<'_>) -> Result<Vec<JournalEntry>, StoreError> {
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        let event: RunEvent = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default()).map_err(|error| {
            StoreError::Unreadable { table: "journal", place: place(run, seq), reason: error.to_string() }
        })?;
        entries.push(JournalEntry { seq, time: Timestamp(row.get(1)?), event });
    }
    Ok(entries)
}

fn place(run: &RunId, seq: u64) -> String {
    format!("run {run}, entry {seq}")
}
