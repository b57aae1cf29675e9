//! Whether the journals that were copied are whole.

use std::collections::BTreeMap;

use run_engine::{JournalEntry, RoutineVersion, RunEvent, RunId, Timestamp};
use rusqlite::Connection;

use super::BrokenRun;
use crate::{StoreError, StoredRoutine};

/// A journal as far as it can be read.
struct Read {
    entries: Vec<JournalEntry>,
    command_ends: Vec<u64>,
    /// What is wrong with the next entry, when there is one.
    reason: Option<String>,
}

/// Counts the runs that are whole, and takes those out that are not.
pub(super) fn judge(target: &Connection) -> Result<(u64, Vec<BrokenRun>), StoreError> {
    let mut lines: BTreeMap<i64, (Option<RunId>, Option<u64>)> = BTreeMap::new();
    let mut statement = target.prepare("SELECT DISTINCT run_key FROM journal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        lines.insert(row.get(0)?, (None, None));
    }
    let mut statement = target.prepare("SELECT key, run, seq FROM runs")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let run: String = row.get(1)?;
        lines.insert(row.get(0)?, (Some(RunId::from(run.as_str())), row.get(2)?));
    }
    let (mut whole, mut broken) = (0, Vec::new());
    for (key, (run, of)) in lines {
        let Read { entries, command_ends, reason } = read(target, key)?;
        if reason.is_none() && of == Some(entries.len() as u64) {
            whole += 1;
            continue;
        }
        let reason = reason.unwrap_or_else(|| match of {
            Some(of) => format!("its journal ends at entry {} of {of}", entries.len()),
            None => "its line in the list of runs is lost".to_owned(),
        });
        let texts = texts(target, key, &entries)?;
        // A run may have been another one's copy, and then has been given a name of its own.
        let said = entries.iter().rev().find_map(|entry| match &entry.event {
            RunEvent::RunForked(forked) => Some(forked.run.clone()),
            RunEvent::RunCreated(created) => Some(created.run.clone()),
            _ => None,
        });
        for table in ["journal", "pins", "subscriptions"] {
            target.execute(&format!("DELETE FROM {table} WHERE run_key = ?1"), [key])?;
        }
        target.execute("DELETE FROM runs WHERE key = ?1", [key])?;
        broken.push(BrokenRun { run: run.or(said), entries, command_ends, of, texts, reason });
    }
    Ok((whole, broken))
}

fn read(target: &Connection, key: i64) -> Result<Read, StoreError> {
    let mut statement =
        target.prepare_cached("SELECT seq, time, json, ends_command FROM journal WHERE run_key = ?1 ORDER BY seq")?;
    let mut rows = statement.query([key])?;
    let mut read = Read { entries: Vec::new(), command_ends: Vec::new(), reason: None };
    while let Some(row) = rows.next()? {
        let (seq, wanted): (u64, u64) = (row.get(0)?, read.entries.len() as u64 + 1);
        if seq != wanted {
            read.reason = Some(format!("entry {wanted} of its journal is missing"));
            break;
        }
        match serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default()) {
            Ok(event) => read.entries.push(JournalEntry { seq, time: Timestamp(row.get(1)?), event }),
            Err(error) => {
                read.reason = Some(format!("entry {wanted} of its journal cannot be read: {error}"));
                break;
            }
        }
        if row.get::<_, Option<bool>>(3)?.unwrap_or(false) {
            read.command_ends.push(seq);
        }
    }
    Ok(read)
}

/// The texts that the run is known to need: by its pins, and by its journal, should those be lost.
fn texts(target: &Connection, key: i64, entries: &[JournalEntry]) -> Result<Vec<StoredRoutine>, StoreError> {
    let mut statement = target.prepare_cached("SELECT version FROM pins WHERE run_key = ?1")?;
    let mut wanted: Vec<String> = statement.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    wanted.extend(entries.iter().filter_map(|entry| match &entry.event {
        RunEvent::RunCreated(created) => Some(created.routine.version.0.to_string()),
        RunEvent::RoutinePinned(pinned) => Some(pinned.routine.version.0.to_string()),
        _ => None,
    }));
    wanted.sort_unstable();
    wanted.dedup();
    let mut statement = target.prepare_cached("SELECT name, bytes FROM routine_versions WHERE version = ?1")?;
    let mut found = Vec::new();
    for version in wanted {
        let mut rows = statement.query([&version])?;
        if let Some(row) = rows.next()? {
            let (name, bytes) = (row.get(0)?, row.get(1)?);
            found.push(StoredRoutine { version: RoutineVersion(version.as_str().into()), name, bytes });
        }
    }
    Ok(found)
}
