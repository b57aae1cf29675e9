//! Appending: all or nothing, in order, by one writer.

use std::sync::mpsc;

use run_engine::{RunId, RunStatus};
use run_store::{Durability, RunPersistence, RunQuery, StoreError};

use crate::support::{beginning, ending, stores};

#[test]
fn an_append_elsewhere_than_at_the_end_is_a_conflict_and_writes_nothing() {
    for (_folder, store) in stores() {
        let run = RunId::from("run");
        let early = store.append(ending("run", 5, RunStatus::Completed));
        assert_eq!(early, Err(StoreError::Conflict { run: run.clone(), expected: 2, found: 0 }));
        store.append(beginning("run", 10)).unwrap();
        let again = store.append(beginning("run", 11));
        assert_eq!(again, Err(StoreError::Conflict { run: run.clone(), expected: 0, found: 2 }));

        assert_eq!(store.journal(&run, 1, None).unwrap().len(), 2);
        assert_eq!(store.run(&run).unwrap().changed_at.0, 10);
    }
}

#[test]
fn appends_that_are_stored_together_are_answered_one_by_one() {
    for (_folder, store) in stores() {
        let (done, answers) = mpsc::channel();
        for number in 0..200_i64 {
            let mut append = beginning(&format!("run {}", number % 150), number);
            append.durability = if number % 3 == 0 { Durability::Power } else { Durability::Process };
            let done = done.clone();
            store.submit(append, move |result| done.send((number, result.is_ok())).unwrap());
        }
        drop(done);
        let answers: Vec<_> = answers.iter().collect();
        let expected: Vec<_> = (0..200).map(|number| (number, number < 150)).collect();
        assert_eq!(answers, expected, "the same run cannot begin twice");
        assert_eq!(store.runs(RunQuery::default()).unwrap().total, 150);
    }
}

#[test]
fn what_is_stored_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new folder/runs.db");
    for durability in [Durability::Process, Durability::Power] {
        let store = RunPersistence::open(&path).unwrap();
        store.append(run_store::Append { durability, ..beginning(&format!("{durability:?}"), 1) }).unwrap();
        store.flush().unwrap();
    }
    let store = RunPersistence::open(&path).unwrap();
    assert_eq!(store.runs(RunQuery::default()).unwrap().total, 2);
    assert_eq!(store.path(), Some(path.as_path()));
}

#[test]
fn a_run_is_claimed_by_one_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (window, terminal) = (RunPersistence::open(&path).unwrap(), RunPersistence::open(&path).unwrap());
    let run = RunId::from("../odd name");
    let lock = window.lock_run(&run).unwrap();
    assert_eq!(terminal.lock_run(&run).unwrap_err(), StoreError::RunInUse(run.clone()));
    terminal.lock_run(&RunId::from("another")).unwrap();
    drop(lock);
    terminal.lock_run(&run).unwrap();
    let left = std::fs::read_dir(folder.path().join("runs.db.locks")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).filter(|name| name != "open").collect();
    assert!(left.is_empty(), "nothing is left behind: {left:?}");
}

#[test]
fn two_programs_may_write_different_runs_to_one_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (window, terminal) = (RunPersistence::open(&path).unwrap(), RunPersistence::open(&path).unwrap());
    let other = std::thread::spawn(move || {
        for number in 0..50 {
            terminal.append(beginning(&format!("terminal {number}"), number)).unwrap();
        }
    });
    for number in 0..50 {
        window.append(beginning(&format!("window {number}"), number)).unwrap();
    }
    other.join().unwrap();
    assert_eq!(window.runs(RunQuery::default()).unwrap().total, 100);
}
