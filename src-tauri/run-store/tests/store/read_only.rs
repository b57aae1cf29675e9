//! A database that is only looked at stays as it is.

use std::fs;

use run_engine::{RunId, RunStatus};
use run_store::{RunPersistence, RunQuery, SCHEMA_VERSION, StoreError};
use rusqlite::Connection;
use serde_json::json;

use crate::support::{beginning, ending};

#[test]
fn what_is_stored_can_be_read_and_nothing_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    store.append(beginning("run", 1)).unwrap();
    drop(store);
    let before = fs::read(&path).unwrap();

    let store = RunPersistence::open_read_only(&path).unwrap();
    assert!(store.is_read_only());
    assert_eq!(store.journal(&RunId::from("run"), 1, None).unwrap().len(), 2);
    assert_eq!(store.append(ending("run", 2, RunStatus::Completed)), Err(StoreError::ReadOnly));
    assert_eq!(store.put_setting("name", &json!(1)), Err(StoreError::ReadOnly));
    assert_eq!(store.delete_runs(&[RunId::from("run")]), Err(StoreError::RunNotEnded("run".into())));
    assert_eq!(store.lock_run(&RunId::from("run")).unwrap_err(), StoreError::ReadOnly);
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_another_program_is_writing_can_be_looked_at_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let writer = RunPersistence::open(&path).unwrap();
    writer.append(beginning("run", 1)).unwrap();
    let reader = RunPersistence::open_read_only(&path).unwrap();
    assert_eq!(reader.runs(RunQuery::default()).unwrap().total, 1, "also what is in the log only");
    writer.append(beginning("other", 2)).unwrap();
    assert_eq!(reader.runs(RunQuery::default()).unwrap().total, 2);
}

#[test]
fn a_newer_database_is_not_even_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    drop(RunPersistence::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    assert_eq!(
        RunPersistence::open_read_only(&path).unwrap_err(),
        StoreError::Newer { found: SCHEMA_VERSION + 1, known: SCHEMA_VERSION }
    );
}
