//! Called routines: found once, pinned for the run.

use std::sync::Arc;

use run_host::{FindRoutine, HostOptions, ResultStatus, RoutineFile, RunHost};
use run_store::RunPersistence;
use step_execution::UnifiedSubroutineExecutor;

use crate::support::{file, finish_with, request, run, script, sequence, waiting_step};

fn host_finding(store: RunPersistence, find: FindRoutine) -> RunHost {
    let options = HostOptions { find_routine: find, ..HostOptions::default() };
    RunHost::open(store, Arc::new(UnifiedSubroutineExecutor::default()), options)
}

/// A routine that waits for a person and then says its word.
fn inner(word: &str) -> RoutineFile {
    let said = script("Say", "word", &format!("&quot;{word}&quot;"));
    let bytes = file(&format!(
        r#"<process id="Q" isExecutable="true"><startEvent id="S"/><userTask id="Inner"/>{said}<endEvent id="E"/>
        <sequenceFlow id="f1" sourceRef="S" targetRef="Inner"/><sequenceFlow id="f2" sourceRef="Inner" targetRef="Say"/>
        <sequenceFlow id="f3" sourceRef="Say" targetRef="E"/></process>"#
    ));
    RoutineFile { path: "inner.bpmn".into(), name: "Inner".into(), bytes }
}

#[tokio::test]
async fn a_run_keeps_the_version_that_it_called_though_the_file_changes_and_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let call = |id: &str| format!(r#"<callActivity id="{id}" calledElement="Q"/>"#);
    let caller = sequence(&[&call("First"), &call("Second")]);

    let host = host_finding(RunPersistence::open(&path).unwrap(), Arc::new(|_| Ok(inner("old"))));
    let (run, _) = run(&host, request(caller)).await;
    let step = waiting_step(&host, &run, "Inner").await;
    host.close().await.unwrap();
    drop(host);

    let host = host_finding(RunPersistence::open(&path).unwrap(), Arc::new(|_| Ok(inner("new"))));
    host.resume_interrupted().await.unwrap();
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    let step = waiting_step(&host, &run, "Inner").await;
    host.close().await.unwrap();
    drop(host);

    let host = host_finding(RunPersistence::open(&path).unwrap(), Arc::new(|_| Err("it is gone".into())));
    host.resume_interrupted().await.unwrap();
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed);
    assert_eq!(result.variables["word"], "old", "both calls run the version that was pinned at the first");
}

#[tokio::test]
async fn a_called_routine_that_is_not_there_is_an_incident_that_says_so() {
    let store = RunPersistence::in_memory().unwrap();
    let host = host_finding(store, Arc::new(|process| Err(format!("no routine here has the process {process}"))));
    let (_, result) = run(&host, request(sequence(&[r#"<callActivity id="Call" calledElement="Q"/>"#]))).await;
    assert_eq!(result.incidents[0].message, "no routine here has the process Q");
}
