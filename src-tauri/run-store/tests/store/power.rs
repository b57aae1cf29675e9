//! The power fails: what was written since the last synchronisation is there in part, as zeros, or not at all.

use std::fs;
use std::path::Path;

use run_engine::RunId;
use run_store::{Append, Durability, RunPersistence, RunQuery};
use rusqlite::Connection;

use crate::support::beginning;

/// The database as it is found when the log was cut there, and the rest of it is as given.
fn found(folder: &Path, database: &[u8], log: &[u8]) -> Vec<RunId> {
    let path = folder.join("found.db");
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("found.db{ending}")));
    }
    fs::write(&path, database).unwrap();
    fs::write(folder.join("found.db-wal"), log).unwrap();
    let store = RunPersistence::open(&path).unwrap();
    let mut runs: Vec<_> = store.runs(RunQuery::default()).unwrap().runs.into_iter().map(|row| row.run).collect();
    runs.reverse();
    for run in &runs {
        assert_eq!(store.journal(run, 1, None).unwrap().len(), 2, "{run} is there whole");
    }
    drop(store);
    let sound: String =
        Connection::open(&path).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    runs
}

#[test]
fn wherever_the_log_was_cut_whole_commits_are_there_up_to_one_and_none_after_it() {
    const COMMITS: usize = 12;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    store.flush().unwrap();
    let name = |number: usize| format!("run {number:02}");
    let mut ends = vec![fs::metadata(folder.path().join("runs.db-wal")).unwrap().len() as usize];
    for number in 0..COMMITS {
        let durability = if number % 3 == 0 { Durability::Power } else { Durability::Process };
        store.append(Append { durability, ..beginning(&name(number), number as i64) }).unwrap();
        ends.push(fs::metadata(folder.path().join("runs.db-wal")).unwrap().len() as usize);
    }
    let (database, log) = (fs::read(&path).unwrap(), fs::read(folder.path().join("runs.db-wal")).unwrap());
    assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "the log only grows: {ends:?}");

    // Not a multiple of a frame's length, so that most cuts are in the middle of one.
    for cut in (0..=log.len()).step_by(1_237).chain(ends.iter().copied()).chain([log.len()]) {
        let mut zeros = log.clone();
        zeros[cut..].fill(0);
        let mut torn = log.clone();
        torn[cut..].iter_mut().for_each(|byte| *byte ^= 0x5a);
        for rest in [&log[..cut], &zeros, &torn] {
            let runs = found(folder.path(), &database, rest);
            let expected: Vec<RunId> = (0..runs.len()).map(|number| RunId::from(name(number).as_str())).collect();
            assert_eq!(runs, expected, "the first ones, in order, at {cut}");
            // Frames behind a commit may be rest of an earlier lap of the log, so a commit's end is not always the file's.
            let least = ends.iter().skip(1).filter(|end| **end <= cut && **end > ends[0]).count();
            assert!(runs.len() >= least, "what was synchronised is there: {} of {least} at {cut}", runs.len());
        }
    }
}
