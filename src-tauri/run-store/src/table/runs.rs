//! The list of runs: one line a run, kept in step with its journal by the same transaction.

use run_engine::event::RunOrigin;
use run_engine::{RoutineRef, RoutineVersion, RunId, RunMode, RunStatus, StatusReason, StepId, Timestamp, WaitReason};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::routine_versions;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: "CREATE TABLE runs (
            key INTEGER PRIMARY KEY,
            run TEXT NOT NULL UNIQUE,
            routine_path TEXT NOT NULL,
            routine_name TEXT NOT NULL,
            routine_version TEXT NOT NULL,
            mode TEXT NOT NULL,
            status TEXT NOT NULL,
            reason TEXT,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            ended_at INTEGER,
            seq INTEGER NOT NULL,
            steps INTEGER NOT NULL,
            waiting TEXT NOT NULL,
            incidents INTEGER NOT NULL,
            micro_credits INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX runs_by_time ON runs (created_at DESC, key DESC);
          CREATE INDEX runs_by_routine ON runs (routine_path, created_at DESC);
          CREATE INDEX runs_by_status ON runs (status, created_at DESC);",
    },
    Migration { version: 2, sql: "ALTER TABLE runs ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;" },
    Migration {
        version: 6,
        sql: "ALTER TABLE runs ADD COLUMN origin_run TEXT;
              ALTER TABLE runs ADD COLUMN origin_seq INTEGER;
              CREATE INDEX runs_by_origin ON runs (origin_run) WHERE origin_run IS NOT NULL;",
    },
    Migration {
        version: 7,
        sql: "ALTER TABLE runs ADD COLUMN imported_run TEXT;
              ALTER TABLE runs ADD COLUMN imported_at INTEGER;",
    },
    Migration {
        version: 8,
        sql: "ALTER TABLE runs ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
              UPDATE runs SET asks = (
                  SELECT count(*) FROM json_each(waiting) WHERE json_extract(value, '$.on.kind') IN
                    ('form', 'manualWork', 'conversation', 'approval', 'decision', 'incident'))
                WHERE status IN ('scheduled', 'inProgress', 'paused') AND mode = 'data' AND imported_run IS NULL;
              CREATE INDEX runs_that_ask ON runs (created_at DESC, key DESC) WHERE asks > 0;",
    },
];

pub(super) const COLUMNS: &str = "run, routine_path, routine_name, routine_version, mode, status, reason, created_at, changed_at, \
     ended_at, seq, steps, waiting, incidents, micro_credits, rests, origin_run, origin_seq, imported_run, imported_at, asks";

/// More copies of a run than this are not listed.
const FAMILY_LISTED: u32 = 10_000;

/// What the list of runs knows about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// The run.
    pub run: RunId,
    /// The run that it began as a copy of, which may have been removed since.
    pub origin: Option<RunOrigin>,
    /// It came from a file, and nothing is added to it.
    pub imported: Option<Imported>,
    /// The routine, pinned to the text that the run runs: the one that it began with, or has gone on with.
    pub routine: RoutineRef,
    /// Whether it looks at data.
    pub mode: RunMode,
    /// How far it has come.
    pub status: RunStatus,
    /// Why it has that status.
    pub reason: Option<StatusReason>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When its journal last grew.
    pub changed_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Entries in its journal.
    pub seq: u64,
    /// Steps of activities that have started.
    pub steps: u64,
    /// Where its branches wait.
    pub waiting: Vec<WaitingPlace>,
    /// Number of open incidents.
    pub incidents: u64,
    /// What it has cost, micro-credits.
    pub micro_credits: u64,
    /// At so many places it waits for a person.
    pub asks: u32,
    /// Nothing of it is under way: it waits for somebody, something or the clock, and need not be in memory for that.
    pub rests: bool,
}

/// Where a run that came from a file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What it was called there.
    pub run: RunId,
    /// When it came.
    pub at: Timestamp,
}

/// A flow node at which a branch waits, and what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingPlace {
    /// The flow node.
    pub element: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What for.
    pub on: WaitReason,
    /// The step that waits; none where no step has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// Since when, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Up to when: it goes on by itself then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl RunPersistence {
    /// A run's line.
    ///
    /// # Errors
    /// There is no such run, or its line cannot be read.
    pub fn run(&self, run: &RunId) -> Result<RunRow, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM runs WHERE run = ?1"))?;
            let mut rows = statement.query([&*run.0])?;
            match rows.next()? {
                Some(row) => read(row),
                None => Err(StoreError::UnknownRun(run)),
            }
        })
    }

    /// All runs that have begun as copies of one another, and of which this one is one, the first before its copies. A run
    /// whose origin has been removed is a first one.
    ///
    /// # Errors
    /// There is no such run, or they cannot be read.
    pub fn family(&self, run: &RunId) -> Result<Vec<RunRow>, StoreError> {
        let run = run.clone();
        self.call(move |connection| {
            key(connection, &run)?.ok_or_else(|| StoreError::UnknownRun(run.clone()))?;
            let mut statement = connection.prepare_cached(&format!(
                "WITH RECURSIVE
                   upward (run, origin_run) AS (
                     SELECT run, origin_run FROM runs WHERE run = ?1
                     UNION SELECT r.run, r.origin_run FROM runs r JOIN upward u ON r.run = u.origin_run),
                   first (run) AS (
                     SELECT run FROM upward WHERE origin_run IS NULL OR origin_run NOT IN (SELECT run FROM runs) LIMIT 1),
                   downward (run) AS (
                     SELECT run FROM first UNION SELECT r.run FROM runs r JOIN downward d ON r.origin_run = d.run)
                 SELECT {COLUMNS} FROM runs WHERE run IN (SELECT run FROM downward)
                 ORDER BY created_at, key LIMIT {FAMILY_LISTED}"
            ))?;
            let mut rows = statement.query([&*run.0])?;
            let mut family = Vec::new();
            while let Some(row) = rows.next()? {
                family.push(read(row)?);
            }
            Ok(family)
        })
    }

    /// Removes ended runs, and runs that came from files, with their journals, and the routines' texts that no other run needs.
    ///
    /// # Errors
    /// One of them does not exist or has not ended, or they cannot be removed; none is removed then.
    pub fn delete_runs(&self, runs: &[RunId]) -> Result<(), StoreError> {
        let runs = runs.to_vec();
        self.call(move |connection| {
            let transaction = connection.transaction()?;
            for run in runs {
                let status: Option<String> = transaction
                    .prepare_cached("SELECT CASE WHEN imported_run IS NULL THEN status ELSE 'cancelled' END FROM runs WHERE run = ?1")?
                    .query_row([&*run.0], |row| row.get(0))
                    .optional()?;
                let status: RunStatus = from_word(status.ok_or_else(|| StoreError::UnknownRun(run.clone()))?)
                    .map_err(|reason| unreadable(&run, reason))?;
                if !status.is_final() {
                    return Err(StoreError::RunNotEnded(run));
                }
                transaction.prepare_cached("DELETE FROM runs WHERE run = ?1")?.execute([&*run.0])?;
            }
            routine_versions::forget_unused(&transaction)?;
            transaction.commit()?;
            Ok(())
        })
    }
}

/// The key of a run in other tables, and where its journal ends.
pub(crate) fn key(connection: &Connection, run: &RunId) -> Result<Option<(i64, u64)>, StoreError> {
    let found = connection
        .prepare_cached("SELECT key, seq FROM runs WHERE run = ?1")?
        .query_row([&*run.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found)
}

pub(crate) fn insert(connection: &Connection, row: &RunRow) -> Result<i64, StoreError> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO runs ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"
        ))?
        .execute(params![
            &*row.run.0,
            row.routine.path,
            row.routine.name,
            &*row.routine.version.0,
            word(&row.mode),
            word(&row.status),
            row.reason.as_ref().map(word),
            row.created_at.0,
            row.changed_at.0,
            row.ended_at.map(|time| time.0),
            row.seq,
            row.steps,
            json(&row.waiting),
            row.incidents,
            row.micro_credits,
            row.rests,
            row.origin.as_ref().map(|origin| &*origin.run.0),
            row.origin.as_ref().map(|origin| origin.seq),
            row.imported.as_ref().map(|imported| &*imported.run.0),
            row.imported.as_ref().map(|imported| imported.at.0),
            row.asks,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Only what changes while a run goes on.
pub(crate) fn update(connection: &Connection, key: i64, row: &RunRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE runs SET mode = ?2, status = ?3, reason = ?4, changed_at = ?5, ended_at = ?6, seq = ?7, steps = ?8,
             waiting = ?9, incidents = ?10, micro_credits = ?11, rests = ?12, asks = ?13, routine_name = ?14,
             routine_version = ?15 WHERE key = ?1",
        )?
        .execute(params![
            key,
            word(&row.mode),
            word(&row.status),
            row.reason.as_ref().map(word),
            row.changed_at.0,
            row.ended_at.map(|time| time.0),
            row.seq,
            row.steps,
            json(&row.waiting),
            row.incidents,
            row.micro_credits,
            row.rests,
            row.asks,
            row.routine.name,
            &*row.routine.version.0,
        ])?;
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> Result<RunRow, StoreError> {
    let run: String = row.get(0)?;
    let id = RunId::from(run.as_str());
    let unreadable = |reason: String| unreadable(&id, reason);
    let text = |column| -> Result<String, StoreError> { Ok(row.get(column)?) };
    Ok(RunRow {
        run: id.clone(),
        routine: RoutineRef { path: text(1)?, name: text(2)?, version: RoutineVersion(text(3)?.into()) },
        mode: from_word(text(4)?).map_err(unreadable)?,
        status: from_word(text(5)?).map_err(unreadable)?,
        reason: row.get::<_, Option<String>>(6)?.map(from_word).transpose().map_err(unreadable)?,
        created_at: Timestamp(row.get(7)?),
        changed_at: Timestamp(row.get(8)?),
        ended_at: row.get::<_, Option<i64>>(9)?.map(Timestamp),
        seq: row.get(10)?,
        steps: row.get(11)?,
        waiting: serde_json::from_str(&text(12)?).map_err(|error| unreadable(error.to_string()))?,
        incidents: row.get(13)?,
        micro_credits: row.get(14)?,
        rests: row.get(15)?,
        origin: match (row.get::<_, Option<String>>(16)?, row.get(17)?) {
            (Some(run), Some(seq)) => Some(RunOrigin { run: RunId::from(run.as_str()), seq }),
            _ => None,
        },
        imported: match (row.get::<_, Option<String>>(18)?, row.get(19)?) {
            (Some(run), Some(at)) => Some(Imported { run: RunId::from(run.as_str()), at: Timestamp(at) }),
            _ => None,
        },
        asks: row.get(20)?,
    })
}

fn unreadable(run: &RunId, reason: String) -> StoreError {
    StoreError::Unreadable { table: "runs", place: format!("run {run}"), reason }
}

/// The word that a variant is stored as, the same as in the journal.
pub(super) fn word<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn from_word<T: for<'de> Deserialize<'de>>(word: String) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|error| error.to_string())
}

fn json(places: &[WaitingPlace]) -> String {
    serde_json::to_string(places).unwrap_or_else(|_| "[]".to_owned())
}
