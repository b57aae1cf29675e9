//! Copies of a database: made in use, put in its place, and nothing is lost on the way.

use std::fs;

use run_store::{RunPersistence, RunQuery, StoreError, backups, restore};

use crate::support::beginning;

#[test]
fn a_copy_is_made_in_use_and_put_in_the_place_of_a_damaged_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    store.append(beginning("early", 1)).unwrap();
    let copy = store.back_up().unwrap().unwrap();
    store.append(beginning("late", 2)).unwrap();
    let found: Vec<_> = backups(&path).into_iter().map(|backup| backup.path).collect();
    assert_eq!(found, std::slice::from_ref(&copy));

    assert_eq!(restore(&path, &copy), Err(StoreError::InUse), "somebody has it open");
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0xa5);
    fs::write(&path, &bytes).unwrap();

    let aside = restore(&path, &copy).unwrap().unwrap();
    assert_eq!(fs::read(aside).unwrap(), bytes, "what was there is kept");
    let store = RunPersistence::open(&path).unwrap();
    let runs: Vec<_> = store.runs(RunQuery::default()).unwrap().runs.into_iter().map(|row| row.run).collect();
    assert_eq!(runs, ["early".into()]);
}

#[test]
fn a_damaged_database_does_not_take_the_place_of_its_good_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    for number in 0..200 {
        store.append(beginning(&format!("run {number}"), number)).unwrap();
    }
    let copy = store.back_up().unwrap().unwrap();
    let good = fs::read(&copy).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 16 * 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();

    let refused = RunPersistence::open(&path).and_then(|store| store.back_up());
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
    assert_eq!(fs::read(&copy).unwrap(), good);
    assert_eq!(backups(&path).len(), 1, "no half copy is left");
}

#[test]
fn a_damaged_or_foreign_copy_is_refused_and_the_database_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    store.append(beginning("run", 1)).unwrap();
    drop(store);
    let before = fs::read(&path).unwrap();
    let letter = folder.path().join("runs.db.letter.backup");
    fs::write(&letter, "Dear Sir or Madam, ".repeat(100)).unwrap();
    let damaged = folder.path().join("runs.db.damaged.backup");
    let mut bytes = before.clone();
    bytes[4096..].fill(0xa5);
    fs::write(&damaged, bytes).unwrap();
    for copy in [&letter, &damaged, &folder.path().join("nothing")] {
        restore(&path, copy).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}
