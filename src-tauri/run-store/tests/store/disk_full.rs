//! A disk that is really full: a small one in memory, where the system lets us make one.

use std::process::Command;

use run_engine::RunId;
use run_store::{RunPersistence, RunQuery, StoreError};

use crate::support::beginning;

/// Where the small disk is; set only for the program that fills it.
const DISK: &str = "SMALL_DISK";

#[test]
fn on_a_full_disk_nothing_is_lost_and_it_goes_on_when_there_is_room() {
    if let Some(disk) = std::env::var_os(DISK) {
        return fill(std::path::Path::new(&disk));
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=768k small \"$1\" || exit 77; shift; exec \"$@\"";
    let ended = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "disk_full::on_a_full_disk_nothing_is_lost_and_it_goes_on_when_there_is_room", "--nocapture"])
        .env(DISK, folder.path())
        .output();
    match ended {
        // Where a user may not mount anything there is no such disk; a limit on pages shows the same elsewhere.
        Err(_) => {}
        Ok(output) if !String::from_utf8_lossy(&output.stdout).contains("running 1 test") => {}
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
    }
}

fn fill(disk: &std::path::Path) {
    let filler = disk.join("filler");
    std::fs::write(&filler, vec![1; 256 * 1024]).unwrap();
    let store = RunPersistence::open(&disk.join("runs.db")).unwrap();
    let mut kept = Vec::new();
    let refused = loop {
        let run = format!("run {}", kept.len());
        match store.append(beginning(&run, 1)) {
            Ok(()) => kept.push(run),
            Err(refused) => break refused,
        }
    };
    assert_eq!(refused, StoreError::DiskFull);
    assert!(kept.len() > 5, "some had room: {}", kept.len());
    let check = |store: &RunPersistence, many: usize| {
        assert_eq!(store.runs(RunQuery::default()).unwrap().total, many as u64);
        for run in &kept {
            assert_eq!(store.journal(&RunId::from(run.as_str()), 1, None).unwrap().len(), 2);
        }
    };
    check(&store, kept.len());
    drop(store);
    // Looking does not need room; and room is all that is needed to go on.
    check(&RunPersistence::open_read_only(&disk.join("runs.db")).unwrap(), kept.len());
    std::fs::remove_file(&filler).unwrap();
    let store = RunPersistence::open(&disk.join("runs.db")).unwrap();
    store.append(beginning("one more", 2)).unwrap();
    check(&store, kept.len() + 1);
}
