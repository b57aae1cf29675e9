//! Databases and clocks that are not as they were left: nothing goes on from what is missing, and what is left is kept.

use std::path::Path;
use std::sync::Arc;

use run_engine::{RunId, RunStatus, Timestamp};
use run_host::{Clock, CutRun, ForkRequest, HostError, HostOptions, ResultStatus, RunHost, VirtualClock, rescue};
use run_store::RunPersistence;
use rusqlite::Connection;
use step_execution::UnifiedSubroutineExecutor;

use crate::support::{finish_with, host_on, request, run, script, sequence, waiting_step};

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

/// A run that waits for a person, with its database closed.
async fn left_waiting(path: &Path) -> (RunId, u64) {
    let host = host_on(RunPersistence::open(path).unwrap());
    let bytes = sequence(&[&script("Count", "total", "1 + 2"), r#"<userTask id="Look"/>"#]);
    let (run, result) = run(&host, request(bytes)).await;
    assert_eq!(result.status, ResultStatus::Waiting);
    let seq = host.progress(&run).await.unwrap().seq;
    host.close().await.unwrap();
    (run, seq)
}

#[tokio::test]
async fn a_run_whose_journal_was_cut_does_not_go_on_and_its_beginning_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (run, seq) = left_waiting(&path).await;
    change(&path, &format!("DELETE FROM journal WHERE seq > {}; DELETE FROM checkpoints", seq - 2));

    let host = host_on(RunPersistence::open(&path).unwrap());
    let refused = host.resume(&run).await.unwrap_err();
    assert!(matches!(refused, HostError::JournalBroken { .. }), "{refused:?}");
    let said = refused.to_string();
    assert!(
        said.contains(&format!("entry {} of its journal is missing, and there should be {seq}", seq - 1)),
        "{said}"
    );
    assert_eq!(host.progress(&run).await.unwrap_err().code(), "journal-broken");
    assert_eq!(host.progress_at(&run, seq - 2).await.unwrap().seq, seq - 2, "up to there it can be looked at");
    let fork = host.fork(&run, ForkRequest { at: Some(seq - 2), ..ForkRequest::default() }).await.unwrap();
    assert_ne!(fork, run, "and gone on from");
    host.close().await.unwrap();
}

#[tokio::test]
async fn a_rescued_database_goes_on_with_whole_runs_and_keeps_the_others_as_records() {
    let folder = tempfile::tempdir().unwrap();
    let (path, new) = (folder.path().join("runs.db"), folder.path().join("new.db"));
    let (cut, seq) = left_waiting(&path).await;
    let (whole, _) = left_waiting(&path).await;
    let (gone, _) = left_waiting(&path).await;
    let of = |run: &RunId| format!("run_key = (SELECT key FROM runs WHERE run = '{run}')");
    change(&path, &format!("DELETE FROM journal WHERE {} AND seq = {}", of(&cut), seq - 2));
    change(&path, &format!("DELETE FROM journal WHERE {} AND seq = 1", of(&gone)));

    let report = rescue(&path, &new, Timestamp(7)).unwrap();
    assert_eq!(report.whole, 1);
    let missing = |entry: u64| format!("entry {entry} of its journal is missing");
    let expected = [
        CutRun { run: Some(cut.clone()), kept: seq - 3, of: Some(seq), reason: missing(seq - 2) },
        CutRun { run: Some(gone.clone()), kept: 0, of: Some(seq), reason: missing(1) },
    ];
    assert_eq!(report.cut, expected);

    let host = host_on(RunPersistence::open(&new).unwrap());
    let step = waiting_step(&host, &whole, "Look").await;
    finish_with(&host, &whole, step, "{}").await;
    host.rest(&whole).await;
    assert_eq!(host.result(&whole).await.unwrap().status, ResultStatus::Completed);
    let record = host.progress(&cut).await.unwrap();
    assert_eq!((record.seq, record.progress.status), (seq - 3, RunStatus::InProgress));
    let refused = host.resume(&cut).await;
    assert!(matches!(refused, Err(HostError::Imported(_))), "what is missing may have been done: {refused:?}");
    host.progress(&gone).await.unwrap_err();
    host.close().await.unwrap();
}

fn host_at(path: &Path, time: i64) -> RunHost {
    let clock = Clock::Virtual(VirtualClock::at(Timestamp(time)));
    let executor = Arc::new(UnifiedSubroutineExecutor::default());
    RunHost::open(RunPersistence::open(path).unwrap(), executor, HostOptions { clock, ..HostOptions::default() })
}

#[tokio::test]
async fn a_clock_that_was_set_back_neither_stops_a_run_nor_confuses_its_past() {
    const NOW: i64 = 1_700_000_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let wait = r#"<intermediateCatchEvent id="Wait"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"#;
    let bytes = sequence(&[r#"<userTask id="Look"/>"#, wait]);
    let host = host_at(&path, NOW);
    let (run, _) = run(&host, request(bytes)).await;
    let seq = host.progress(&run).await.unwrap().seq;
    host.close().await.unwrap();
    drop(host);

    // A day earlier, by mistake.
    let earlier = NOW - 24 * 3_600_000;
    let host = host_at(&path, earlier);
    let step = waiting_step(&host, &run, "Look").await;
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    let waiting = host.result(&run).await.unwrap();
    assert_eq!(waiting.status, ResultStatus::Waiting, "{waiting:?}");
    assert!(host.journal(&run, seq + 1, None).await.unwrap().iter().all(|entry| entry.time == Timestamp(earlier)));
    assert!(
        host.seq_at(&run, Timestamp(NOW)).await.unwrap() >= seq,
        "a moment of then finds an entry of then or later"
    );
    host.close().await.unwrap();
    drop(host);

    // The clock is right again, and the hour long over.
    let host = host_on(RunPersistence::open(&path).unwrap());
    host.watch_over_runs().await;
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Completed);
    host.close().await.unwrap();
}
