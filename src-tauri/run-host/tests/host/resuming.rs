//! Closing the program and opening it again.

use run_engine::{RunCommand, RunId, RunStatus};
use run_host::{HostError, ResultStatus};
use run_store::{RunPersistence, StoreError};

use crate::support::{finish_with, host_on, names, request, routine, run, sequence, token_game, waiting_step};

#[tokio::test]
async fn a_run_goes_on_where_it_was_after_the_program_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let (run, _) = run(&host, request(sequence(&[r#"<userTask id="A"/>"#, r#"<userTask id="B"/>"#]))).await;
    let step = waiting_step(&host, &run, "A").await;
    host.close().await.unwrap();
    assert!(!host.is_live(&run));
    drop(host);

    let host = host_on(RunPersistence::open(&path).unwrap());
    let seen = host.progress(&run).await.unwrap();
    assert_eq!((seen.live, seen.progress.status), (false, RunStatus::InProgress), "looking does not move it");
    let resumed = host.resume_interrupted().await.unwrap();
    assert!(matches!(resumed.as_slice(), [(resumed, Ok(()))] if *resumed == run), "{resumed:?}");
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    let step = waiting_step(&host, &run, "B").await;
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Completed);
}

#[tokio::test]
async fn a_run_opens_on_the_text_that_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let (old, _) = run(&host, token_game(sequence(&[r#"<task id="Old"/>"#]))).await;
    let (new, _) = run(&host, token_game(sequence(&[r#"<task id="New"/>"#]))).await;
    host.close().await.unwrap();
    drop(host);

    let host = host_on(RunPersistence::open(&path).unwrap());
    for (run, task) in [(old, "Old"), (new, "New")] {
        let snapshot = host.progress(&run).await.unwrap();
        let graph = &snapshot.graphs[&snapshot.progress.routine.version];
        assert!(graph.node(&task.into()).is_some(), "{task}");
        assert_eq!(names(&host.result(&run).await.unwrap().completed), ["Start", task, "End", "P"]);
    }
}

#[tokio::test]
async fn the_window_and_the_terminal_do_not_move_the_same_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let window = host_on(RunPersistence::open(&path).unwrap());
    let terminal = host_on(RunPersistence::open(&path).unwrap());
    let (run, _) = run(&window, request(sequence(&[r#"<userTask id="A"/>"#]))).await;

    let refused = terminal.send(&run, RunCommand::ResumeRun).await.unwrap_err();
    assert_eq!(refused, HostError::Store(StoreError::RunInUse(run.clone())));
    assert!(!terminal.progress(&run).await.unwrap().live, "the terminal may look");
    let resumed = terminal.resume_interrupted().await.unwrap();
    assert!(matches!(resumed.as_slice(), [(_, Err(_))]), "{resumed:?}");

    window.close().await.unwrap();
    terminal.resume(&run).await.unwrap();
    assert!(terminal.is_live(&run));
}

#[tokio::test]
async fn several_senders_bring_a_run_back_once() {
    let folder = tempfile::tempdir().unwrap();
    let opened = || host_on(RunPersistence::open(&folder.path().join("runs.db")).unwrap());
    let host = opened();
    let parallel = routine(
        r#"<startEvent id="S"/><parallelGateway id="G"/><userTask id="A"/><userTask id="B"/><userTask id="C"/><endEvent id="E"/>
           <sequenceFlow id="s" sourceRef="S" targetRef="G"/><sequenceFlow id="a" sourceRef="G" targetRef="A"/>
           <sequenceFlow id="b" sourceRef="G" targetRef="B"/><sequenceFlow id="c" sourceRef="G" targetRef="C"/>
           <sequenceFlow id="d" sourceRef="A" targetRef="E"/><sequenceFlow id="e" sourceRef="B" targetRef="E"/>
           <sequenceFlow id="f" sourceRef="C" targetRef="E"/>"#,
    );
    let (run, _) = run(&host, request(parallel)).await;
    let mut steps = Vec::new();
    for element in ["A", "B", "C"] {
        steps.push(waiting_step(&host, &run, element).await);
    }
    host.close().await.unwrap();
    drop(host);
    let host = opened();
    let senders = steps.into_iter().map(|step| {
        let (host, run) = (host.clone(), run.clone());
        tokio::spawn(async move { finish_with(&host, &run, step, "{}").await })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.unwrap();
    }
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Completed);
}

#[tokio::test]
async fn a_run_that_is_not_there_is_said_so() {
    let host = host_on(RunPersistence::in_memory().unwrap());
    let nobody = RunId::from("nobody");
    let unknown = HostError::Store(StoreError::UnknownRun(nobody.clone()));
    assert_eq!(host.progress(&nobody).await.unwrap_err(), unknown);
    assert_eq!(host.send(&nobody, RunCommand::ResumeRun).await.unwrap_err(), unknown);
    assert_eq!(host.watch(&nobody).await.unwrap_err(), unknown);
}
