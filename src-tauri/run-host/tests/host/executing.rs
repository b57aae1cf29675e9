//! What the host promises to executors, shown by executors that check it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use routine_model::RoutineGraph;
use run_engine::{
    RunCommand, RunConfig, RunEvent, RunId, StatusReason, StepId, StepOutcome, StepRequest, Unsupported, VariableMap,
};
use run_host::{HostOptions, ResultStatus, RunHost};
use run_store::RunPersistence;
use rusqlite::Connection;
use serde_json::json;
use step_execution::{
    CostEstimate, DecisionFuture, PathChoice, PathQuestion, ProgressSink, StepFuture, SubroutineExecutor,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::support::{names, request, run, sequence};

type Doing = dyn Fn(&StepRequest) -> Option<StepOutcome> + Send + Sync;

/// Does steps in place, or outside, by functions that a test gives.
struct Checking {
    pure: Box<Doing>,
    outside: Box<Doing>,
    /// Until when steps outside take.
    gate: Option<Arc<Notify>>,
    aborted: AtomicUsize,
}

impl std::fmt::Debug for Checking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Checking")
    }
}

impl Checking {
    fn outside(doing: impl Fn(&StepRequest) -> Option<StepOutcome> + Send + Sync + 'static) -> Self {
        Self { pure: Box::new(|_| None), outside: Box::new(doing), gate: None, aborted: AtomicUsize::new(0) }
    }
}

impl SubroutineExecutor for Checking {
    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome> {
        (self.pure)(request)
    }

    fn execute(&self, request: StepRequest, progress: ProgressSink, abort: CancellationToken) -> StepFuture<'_> {
        Box::pin(async move {
            progress.note(json!({"phase": "begun"}));
            if let Some(gate) = &self.gate {
                tokio::select! {
                    () = gate.notified() => {}
                    () = abort.cancelled() => {
                        self.aborted.fetch_add(1, Ordering::SeqCst);
                        return StepOutcome::Cancelled;
                    }
                }
            }
            (self.outside)(&request).unwrap_or(StepOutcome::Cancelled)
        })
    }

    fn estimate_cost(&self, _: &StepRequest) -> CostEstimate {
        CostEstimate::FREE
    }

    fn decide_path(&self, question: PathQuestion, _: ProgressSink) -> DecisionFuture<'_> {
        Box::pin(async move { Ok(PathChoice { flows: question.options.into_iter().take(1).collect(), because: None }) })
    }

    fn unsupported(&self, _: &Arc<RoutineGraph>, _: &RunConfig) -> Vec<Unsupported> {
        Vec::new()
    }

    fn cancel(&self, _: &RunId, _: StepId) -> bool {
        false
    }
}

fn done() -> Option<StepOutcome> {
    Some(StepOutcome::Succeeded { outputs: VariableMap::new() })
}

fn host_with(store: RunPersistence, executor: Checking) -> (RunHost, Arc<Checking>) {
    let executor = Arc::new(executor);
    (RunHost::open(store, executor.clone(), HostOptions::default()), executor)
}

fn one_task() -> Vec<u8> {
    sequence(&[r#"<task id="A"/>"#])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_done_outside_before_it_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let store = RunPersistence::open(&path).unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (reader, noted) = (store.clone(), seen.clone());
    let (host, _) = host_with(
        store,
        Checking::outside(move |request| {
            let stored = reader.journal(&request.run, 1, None).unwrap();
            let is_stored = stored
                .iter()
                .any(|entry| matches!(&entry.event, RunEvent::StepStarted(started) if started.step == request.step));
            noted.lock().unwrap().push((request.element.to_string(), is_stored));
            done()
        }),
    );
    let (_, result) = run(&host, request(sequence(&[r#"<task id="A"/>"#, r#"<task id="B"/>"#]))).await;
    assert_eq!(result.status, ResultStatus::Completed);
    assert_eq!(*seen.lock().unwrap(), [("A".to_owned(), true), ("B".to_owned(), true)]);
}

#[tokio::test]
async fn a_panic_in_an_executor_is_a_failed_step() {
    for in_place in [true, false] {
        let store = RunPersistence::in_memory().unwrap();
        let mut executor = Checking::outside(|_| panic!("lost the plot"));
        if in_place {
            executor.pure = Box::new(|_| panic!("lost the plot"));
        }
        let (host, _) = host_with(store, executor);
        let (_, result) = run(&host, request(one_task())).await;
        assert_eq!(result.status, ResultStatus::Waiting, "a person has to look at it: {result:?}");
        let incident = &result.incidents[0];
        assert_eq!((incident.element.as_str(), incident.code.as_str()), ("A", "panic"));
        assert!(incident.message.contains("lost the plot"), "{incident:?}");
    }
}

#[tokio::test]
async fn a_cancelled_run_gives_up_the_steps_that_are_being_done() {
    let mut executor = Checking::outside(|_| done());
    executor.gate = Some(Arc::default());
    let (host, executor) = host_with(RunPersistence::in_memory().unwrap(), executor);
    let run = host.start(request(one_task())).await.unwrap();
    host.send(&run, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await.unwrap();
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Cancelled);
    assert_eq!(executor.aborted.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn notes_on_the_way_are_in_the_journal() {
    let (host, _) = host_with(RunPersistence::in_memory().unwrap(), Checking::outside(|_| done()));
    let (run, _) = run(&host, request(one_task())).await;
    let journal = host.journal(&run, 1, None).await.unwrap();
    let notes: Vec<_> = journal
        .iter()
        .filter_map(|entry| match &entry.event {
            RunEvent::StepProgressed(progressed) => Some(progressed.note.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(notes, [json!({"phase": "begun"})]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_result_of_a_step_waits_until_the_store_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let times = Arc::new(AtomicUsize::new(0));
    let counted = times.clone();
    let gate = Arc::new(Notify::new());
    let mut executor = Checking::outside(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        done()
    });
    executor.gate = Some(gate.clone());
    let (host, _) = host_with(RunPersistence::open(&path).unwrap(), executor);
    let run = host.start(request(one_task())).await.unwrap();

    let tamper = Connection::open(&path).unwrap();
    tamper.busy_timeout(Duration::from_secs(60)).unwrap();
    tamper
        .execute_batch("CREATE TRIGGER refuse BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END")
        .unwrap();
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    gate.notify_one();
    while watcher.next().await.is_some() {}
    tamper.execute_batch("DROP TRIGGER refuse").unwrap();

    let (mut snapshot, mut watcher) = host.watch(&run).await.unwrap();
    while !snapshot.progress.status.is_final() {
        watcher.next().await;
        (snapshot, watcher) = host.watch(&run).await.unwrap();
    }
    let result = host.result(&run).await.unwrap();
    assert_eq!(names(&result.completed), ["Start", "A", "End", "P"]);
    assert_eq!(times.load(Ordering::SeqCst), 1, "the step is not done twice");
}
