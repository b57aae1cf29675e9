//! A store that refuses: the run is loaded again, and nothing that has happened outside is lost.

use std::time::Duration;

use run_engine::{RunCommand, StatusReason};
use run_host::{HostError, ResultStatus, RunNotice, RunQuery};
use run_store::{RunPersistence, StoreError};
use rusqlite::Connection;

use crate::support::{host_on, request, run, sequence};

/// Lets every write to the journal fail until it is dropped.
struct Refusing(Connection);

impl Refusing {
    fn new(path: &std::path::Path) -> Self {
        let connection = Connection::open(path).unwrap();
        connection.busy_timeout(Duration::from_secs(60)).unwrap();
        connection
            .execute_batch("CREATE TRIGGER refuse BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END")
            .unwrap();
        Self(connection)
    }
}

impl Drop for Refusing {
    fn drop(&mut self) {
        self.0.execute_batch("DROP TRIGGER refuse").unwrap();
    }
}

#[tokio::test]
async fn a_command_that_cannot_be_stored_has_not_happened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let (run, before) = run(&host, request(sequence(&[r#"<userTask id="A"/>"#]))).await;
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    let pause = || RunCommand::PauseRun { reason: StatusReason::UserPaused };

    let refusing = Refusing::new(&path);
    for _ in 0..2 {
        let refused = host.send(&run, pause()).await;
        assert!(
            matches!(&refused, Err(HostError::Store(StoreError::Other(why))) if why.contains("no room")),
            "{refused:?}"
        );
    }
    let notice = watcher.next().await;
    assert!(matches!(notice, Some(RunNotice::WatchAgain)), "{notice:?}");
    assert_eq!(host.result(&run).await.unwrap(), before);
    drop(refusing);

    host.send(&run, pause()).await.unwrap();
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Paused);
}

#[tokio::test]
async fn a_run_that_cannot_be_stored_does_not_begin() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let refusing = Refusing::new(&path);
    let refused = host.start(request(sequence(&[r#"<userTask id="A"/>"#]))).await;
    assert!(matches!(refused, Err(HostError::Store(StoreError::Other(_)))), "{refused:?}");
    drop(refusing);
    assert_eq!(host.list(RunQuery::default()).await.unwrap().total, 0);
}
