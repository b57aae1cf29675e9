//! The journal: every event of every run, in order.

use run_engine::{JournalEntry, RunEvent, RunId, StepId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Rows, params};

use super::runs;
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
    // Not known of entries that are older than this column.
    Migration { version: 6, sql: "ALTER TABLE journal ADD COLUMN ends_command INTEGER;" },
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
    let mut statement = connection
        .prepare_cached("INSERT INTO journal (run_key, seq, time, json, ends_command) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (entry, text) in append.entries.iter().zip(texts) {
        let ends = append.command_ends.binary_search(&entry.seq).is_ok();
        statement.execute(params![key, entry.seq, entry.time.0, text, ends])?;
    }
    Ok(())
}

/// Gives a new run the beginning of another one's journal, in which only the run's id is another.
pub(crate) fn copy(connection: &Connection, from: i64, to: i64, append: &Append, upto: u64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO journal (run_key, seq, time, json, ends_command)
             SELECT ?2, seq, time, CASE seq WHEN 1 THEN json_set(json, '$.run', ?4) ELSE json END, ends_command
             FROM journal WHERE run_key = ?1 AND seq <= ?3",
        )?
        .execute(params![from, to, upto, &*append.run.0])?;
    Ok(())
}

impl RunPersistence {
    /// The last entry up to `seq` that ends what a command has led to; 0 when there is none. Of entries that do not say
    /// so it is one behind which the time has gone on.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn command_end(&self, run: &RunId, seq: u64) -> Result<u64, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let found = connection
                .prepare_cached(
                    "SELECT this.seq FROM runs r JOIN journal this ON this.run_key = r.key
                     LEFT JOIN journal next ON next.run_key = this.run_key AND next.seq = this.seq + 1
                     WHERE r.run = ?1 AND this.seq <= ?2
                       AND coalesce(this.ends_command, next.time IS NULL OR next.time <> this.time)
                     ORDER BY this.seq DESC LIMIT 1",
                )?
                .query_row(params![&*run.0, seq], |row| row.get(0))
                .optional()?;
            Ok(found.unwrap_or(0))
        })
    }

    /// All entries that end what a command has led to, ascending; those of entries that do not say so are missing.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn command_ends(&self, run: &RunId) -> Result<Vec<u64>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT j.seq FROM journal j JOIN runs r ON r.key = j.run_key
                 WHERE r.run = ?1 AND j.ends_command ORDER BY j.seq",
            )?;
            let ends = statement.query_map([&*run.0], |row| row.get(0))?;
            Ok(ends.collect::<Result<_, _>>()?)
        })
    }

    /// The last entry that was stored at a moment or before it; 0 when the run began later. Times that go back because a
    /// clock was set back give an entry near the moment.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub fn seq_at(&self, run: &RunId, time: Timestamp) -> Result<u64, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let (key, end) = runs::key(connection, &run)?.ok_or(StoreError::UnknownRun(run))?;
            // Entries are in the order of their times, and only their numbers have an index.
            let mut statement =
                connection.prepare_cached("SELECT time FROM journal WHERE run_key = ?1 AND seq = ?2")?;
            let (mut before, mut after) = (0, end + 1);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                let found: Option<i64> = statement.query_row(params![key, middle], |row| row.get(0)).optional()?;
                match found {
                    Some(found) if found > time.0 => after = middle,
                    Some(_) | None => before = middle,
                }
            }
            Ok(before)
        })
    }

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
