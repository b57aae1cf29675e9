//! Stores and appends that the tests share.

use run_engine::event::{RoutineRef, RunCreated, RunStarted, RunStatusChanged};
use run_engine::{JournalEntry, RoutineVersion, RunEvent, RunId, RunMode, RunStatus, StatusReason, Timestamp};
use run_store::{Append, Durability, Exchange, RunPersistence, RunRow, StoredRoutine};
use tempfile::TempDir;

/// A store in memory, and one in a file that lives as long as the folder.
pub fn stores() -> [(Option<TempDir>, RunPersistence); 2] {
    let folder = tempfile::tempdir().unwrap();
    let on_disk = RunPersistence::open(&folder.path().join("runs.db")).unwrap();
    [(None, RunPersistence::in_memory().unwrap()), (Some(folder), on_disk)]
}

pub fn routine() -> RoutineRef {
    RoutineRef { path: "sales/onboarding.bpmn".into(), name: "Onboarding".into(), version: version("v1") }
}

pub fn version(text: &str) -> RoutineVersion {
    RoutineVersion(text.into())
}

pub fn text(text: &str) -> StoredRoutine {
    StoredRoutine { version: version(text), name: "onboarding.bpmn".into(), bytes: format!("<{text}/>").into_bytes() }
}

/// The first append of a run: created and started.
pub fn beginning(run: &str, time: i64) -> Append {
    let created = RunCreated { run: RunId::from(run), format: 1, routine: routine(), config: Box::default() };
    let events = [RunEvent::RunCreated(created), RunEvent::RunStarted(RunStarted { paused: false })];
    append(run, 0, time, events.to_vec(), RunStatus::InProgress)
}

/// The last append of a run that was begun with [`beginning`].
pub fn ending(run: &str, time: i64, status: RunStatus) -> Append {
    let changed = RunStatusChanged { status, reason: Some(StatusReason::Completed), message: None };
    let mut append = append(run, 2, time, vec![RunEvent::RunStatusChanged(changed)], status);
    append.row.reason = Some(StatusReason::Completed);
    append.row.ended_at = Some(Timestamp(time));
    append
}

pub fn append(run: &str, after: u64, time: i64, events: Vec<RunEvent>, status: RunStatus) -> Append {
    let entries: Vec<_> = events
        .into_iter()
        .zip(after + 1..)
        .map(|(event, seq)| JournalEntry { seq, time: Timestamp(time), event })
        .collect();
    let seq = after + entries.len() as u64;
    Append {
        run: RunId::from(run),
        copy_of: None,
        expected_seq: after,
        command_ends: entries.last().map(|entry| entry.seq).into_iter().collect(),
        entries: entries.into(),
        row: row(run, time, seq, status),
        texts: vec![text("v1")],
        figures: Vec::new(),
        exchange: Exchange::default(),
        durability: Durability::Process,
    }
}

pub fn row(run: &str, time: i64, seq: u64, status: RunStatus) -> RunRow {
    RunRow {
        run: RunId::from(run),
        origin: None,
        imported: None,
        routine: routine(),
        mode: RunMode::Data,
        status,
        reason: None,
        created_at: Timestamp(time),
        changed_at: Timestamp(time),
        ended_at: None,
        seq,
        steps: 0,
        waiting: Vec::new(),
        incidents: 0,
        micro_credits: 0,
        asks: 0,
        rests: false,
    }
}
