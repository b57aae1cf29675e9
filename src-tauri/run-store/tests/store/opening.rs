//! Files that are newer, foreign, damaged, read-only, or full.

use std::fs;

use run_engine::RunId;
use run_store::{RunPersistence, SCHEMA_VERSION, StoreError};
use rusqlite::Connection;

use crate::support::beginning;

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    drop(RunPersistence::open(&path).unwrap());
    let newer = SCHEMA_VERSION + 1;
    Connection::open(&path).unwrap().pragma_update(None, "user_version", newer).unwrap();
    let before = fs::read(&path).unwrap();

    let refused = RunPersistence::open(&path).unwrap_err();
    assert_eq!(refused, StoreError::Newer { found: newer, known: SCHEMA_VERSION });
    assert!(refused.to_string().contains("newer version of this program"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn files_of_other_programs_are_refused_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("other.db");
    Connection::open(&database).unwrap().execute("CREATE TABLE songs (title TEXT)", []).unwrap();
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear Sir or Madam, ".repeat(100)).unwrap();
    for path in [database, letter] {
        let before = fs::read(&path).unwrap();
        assert_eq!(RunPersistence::open(&path).unwrap_err(), StoreError::Foreign { path: path.clone() });
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_folder_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let refused = RunPersistence::open(folder.path()).unwrap_err();
    assert!(matches!(&refused, StoreError::CannotOpen { path, .. } if path == folder.path()), "{refused:?}");
}

#[test]
fn a_damaged_database_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    for number in 0..200 {
        store.append(beginning(&format!("run {number}"), number)).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    // The first page tells that it is a database; the rest is destroyed.
    bytes[4096..].fill(0xa5);
    fs::write(&path, bytes).unwrap();

    let errors = match RunPersistence::open(&path) {
        Err(error) => vec![error],
        Ok(store) => vec![
            store.append(beginning("new", 1)).unwrap_err(),
            store.journal(&RunId::from("run 1"), 1, None).unwrap_err(),
        ],
    };
    for error in errors {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    }
}

#[test]
fn a_journal_entry_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    store.append(beginning("run", 1)).unwrap();
    let tamper = Connection::open(&path).unwrap();
    tamper.execute("UPDATE journal SET json = '{\"type\":\"runExploded\"}' WHERE seq = 2", []).unwrap();

    let error = store.journal(&RunId::from("run"), 1, None).unwrap_err();
    assert!(
        matches!(&error, StoreError::Unreadable { table: "journal", place, .. } if place == "run run, entry 2"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    drop(RunPersistence::open(&path).unwrap());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        // Nothing is read-only for the superuser.
        return;
    }
    assert_eq!(RunPersistence::open(&path).unwrap_err(), StoreError::ReadOnly);
}
