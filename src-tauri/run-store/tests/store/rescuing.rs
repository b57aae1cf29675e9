//! What can be read of a damaged database comes into a new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use run_engine::event::VariableSet;
use run_engine::{JournalEntry, RunEvent, RunId, RunStatus, ScopeId};
use run_store::{Rescued, RunPersistence, RunQuery, StoreError, rescue};
use rusqlite::Connection;
use serde_json::json;

use crate::support::{append, beginning};

const PAGE: usize = 4096;

/// A database with runs of different lengths; answers their journals.
fn filled(path: &Path) -> BTreeMap<RunId, Vec<JournalEntry>> {
    let store = RunPersistence::open(path).unwrap();
    let mut journals = BTreeMap::new();
    for run in 0..60_u64 {
        let id = format!("run {run}");
        store.append(beginning(&id, 1)).unwrap();
        for round in 0..run % 7 {
            let events = (0..20).map(|number| {
                let (name, value) = (format!("v{number}"), json!(format!("{round} {}", "text ".repeat(20))));
                RunEvent::VariableSet(VariableSet { scope: ScopeId(1), name, value })
            });
            store.append(append(&id, 2 + round * 20, 2, events.collect(), RunStatus::InProgress)).unwrap();
        }
        let id = RunId::from(id.as_str());
        journals.insert(id.clone(), store.journal(&id, 1, None).unwrap());
    }
    store.put_setting("theme", &json!("dark")).unwrap();
    journals
}

/// Every run is there as it was, or is said to be broken with a true beginning of its journal, or its table is said to be
/// incomplete. Answers how many are whole and broken.
fn check(journals: &BTreeMap<RunId, Vec<JournalEntry>>, rescued: &Rescued, to: &Path) -> (usize, usize) {
    let store = RunPersistence::open(to).unwrap();
    let (mut whole, mut broken) = (0, 0);
    for (run, journal) in journals {
        let there = store.run(run).is_ok();
        let said = rescued.broken.iter().find(|broken| broken.run.as_ref() == Some(run));
        match (there, said) {
            (true, None) => {
                assert_eq!(&store.journal(run, 1, None).unwrap(), journal, "{run} is as it was");
                whole += 1;
            }
            (false, Some(said)) => {
                assert!(journal.starts_with(&said.entries), "{run} begins as it was");
                broken += 1;
            }
            (false, None) => {
                let incomplete =
                    |name: &str| rescued.tables.iter().any(|table| table.name == name && table.reason.is_some());
                assert!(incomplete("runs") || incomplete("journal"), "{run} is lost and nobody says so");
            }
            (true, Some(_)) => panic!("{run} is there and is said not to be"),
        }
    }
    assert_eq!(rescued.whole, whole as u64);
    assert_eq!(
        Connection::open(to).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)),
        Ok("ok".to_owned())
    );
    (whole, broken)
}

#[test]
fn of_a_whole_database_everything_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("runs.db"), folder.path().join("new.db"));
    let journals = filled(&from);
    let rescued = rescue(&from, &to).unwrap();
    assert_eq!(check(&journals, &rescued, &to), (60, 0));
    assert!(rescued.tables.iter().all(|table| table.reason.is_none()), "{:?}", rescued.tables);
    let store = RunPersistence::open(&to).unwrap();
    assert_eq!(store.setting("theme").unwrap(), Some(json!("dark")));
    assert_eq!(store.routine(&crate::support::version("v1")).unwrap(), Some(crate::support::text("v1")));
    assert!(matches!(rescue(&from, &to), Err(StoreError::CannotOpen { .. })), "nothing is written over");
}

#[test]
fn whichever_page_is_destroyed_what_the_others_hold_is_rescued() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("runs.db");
    let journals = filled(&from);
    let good = fs::read(&from).unwrap();
    let (mut most, mut touched) = (0, 0);
    for page in (1..8).chain((8..good.len() / PAGE).step_by(9)) {
        let mut bytes = good.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        let (damaged, to) = (folder.path().join(format!("{page}.db")), folder.path().join(format!("{page}.new.db")));
        fs::write(&damaged, &bytes).unwrap();
        let rescued = rescue(&damaged, &to).unwrap();
        let (whole, _) = check(&journals, &rescued, &to);
        most = most.max(whole);
        touched += usize::from(whole < 60);
        assert_eq!(fs::read(&damaged).unwrap(), bytes, "the damaged file stays as it is");
        fs::remove_file(&to).unwrap();
    }
    assert_eq!(most, 60, "most tables have nothing to do with runs");
    assert!(touched > 3, "some pages did hold journals");
}

#[test]
fn a_journal_that_was_cut_or_has_a_gap_is_kept_up_to_there() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("runs.db"), folder.path().join("new.db"));
    let journals = filled(&from);
    let tamper = Connection::open(&from).unwrap();
    let of = |run: &str| format!("(SELECT key FROM runs WHERE run = '{run}')");
    tamper.execute(&format!("DELETE FROM journal WHERE run_key = {} AND seq > 30", of("run 6")), []).unwrap();
    tamper.execute(&format!("DELETE FROM journal WHERE run_key = {} AND seq = 9", of("run 5")), []).unwrap();
    tamper
        .execute(
            &format!(
                "UPDATE journal SET json = '{{\"type\":\"runExploded\"}}' WHERE run_key = {} AND seq = 4",
                of("run 4")
            ),
            [],
        )
        .unwrap();
    tamper.execute("PRAGMA foreign_keys = OFF", []).unwrap();
    tamper.execute("DELETE FROM runs WHERE run = 'run 3'", []).unwrap();
    drop(tamper);

    let rescued = rescue(&from, &to).unwrap();
    let store = RunPersistence::open(&to).unwrap();
    assert_eq!(store.runs(RunQuery::default()).unwrap().total, 56);
    let found: BTreeMap<String, (usize, Option<u64>)> = rescued
        .broken
        .iter()
        .map(|broken| (broken.run.as_ref().unwrap().to_string(), (broken.entries.len(), broken.of)))
        .collect();
    let expected =
        [("run 6", (30, Some(122))), ("run 5", (8, Some(102))), ("run 4", (3, Some(82))), ("run 3", (62, None))];
    assert_eq!(found, BTreeMap::from(expected.map(|(run, kept)| (run.to_owned(), kept))));
    for broken in &rescued.broken {
        assert_eq!(broken.texts, [crate::support::text("v1")], "its routine is with it: {}", broken.reason);
        assert!(journals[broken.run.as_ref().unwrap()].starts_with(&broken.entries));
    }
}
