//! A swarm works through its subtasks by itself.

use routine_model::Credits;
use run_engine::RunStatus;
use run_host::RunQuery;
use serde_json::json;
use swarm::{
    Author, BlockedOn, NewSubtask, Origin, StatusReason, SubtaskStatus, SwarmCommand, SwarmLimits, SwarmSettings,
    SwarmStatus,
};

use super::{in_memory, on_disk, posting, settings, started, store, subtask, until, value, with_stores};
use crate::support::sequence;

fn writer(key: &str) -> Vec<u8> {
    with_stores(&[store("S", "text", &format!(r#"key="{key}""#))], &[posting("Write", "text", "swarm.goal", "S")])
}

#[tokio::test]
async fn a_swarm_with_three_subtasks_works_through_them_in_their_order() {
    let host = in_memory(&[("a", writer("a")), ("b", writer("b")), ("c", writer("c"))]);
    let swarms = host.swarms();
    let tasks =
        vec![subtask("third", "c", &["second"]), subtask("first", "a", &[]), subtask("second", "b", &["first"])];
    let id = started(&swarms, settings(tasks)).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(context.status, SwarmStatus::Idle);
    for key in ["a", "b", "c"] {
        assert_eq!(value(&context, key), Some(json!("Get it done")), "{key}");
    }
    let order = |key: &str| context.board.get(key).unwrap().seq;
    assert!(order("a") < order("b") && order("b") < order("c"), "each begins when what it depends on is done");
    assert_eq!((context.planned_runs, context.records.len()), (3, 3), "one run and one record each");
    assert_eq!(context.runs_at_work().count(), 0);
}

#[tokio::test]
async fn a_swarm_that_cannot_go_on_says_why() {
    let host = in_memory(&[("a", writer("a"))]);
    let swarms = host.swarms();
    let tasks = vec![subtask("first", "a", &[]), subtask("second", "nobody", &["first"])];
    let id = started(&swarms, settings(tasks)).await;
    let is_stuck = |context: &swarm::SwarmContext| matches!(context.reason, Some(StatusReason::Stuck { .. }));
    let context = until(&swarms, &id, is_stuck).await;
    let Some(StatusReason::Stuck { blocks }) = &context.reason else { panic!("{:?}", context.reason) };
    assert_eq!(blocks[0].on, BlockedOn::NoRoutine { wanted: Some("nobody".to_owned()) });
    let command = SwarmCommand::ChooseRoutine {
        by: Author::Person,
        subtask: "second".into(),
        routine: Some("a.bpmn".to_owned()),
    };
    swarms.send(&id, command).await.unwrap();
    until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
}

#[tokio::test]
async fn more_to_do_wakes_a_swarm_that_has_done_everything() {
    let host = in_memory(&[("a", writer("a")), ("b", writer("b"))]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("first", "a", &[])])).await;
    until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    let by = Origin::from(Author::Person);
    let command = SwarmCommand::AddSubtask { by, subtask: subtask("second", "b", &["first"]) };
    swarms.send(&id, command).await.unwrap();
    let is_done =
        |context: &swarm::SwarmContext| context.subtasks.values().all(|one| one.status == SubtaskStatus::Done);
    let context = until(&swarms, &id, is_done).await;
    assert!(value(&context, "b").is_some());
}

#[tokio::test]
async fn pausing_and_stopping_a_swarm_reaches_its_runs() {
    let host = in_memory(&[("wait", sequence(&[r#"<userTask id="A"/>"#]))]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "wait", &[])])).await;
    let context = until(&swarms, &id, |context| {
        context.runs_at_work().any(|(_, run)| run.standing == swarm::state::RunStanding::Joined)
    })
    .await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    let status = async || host.progress(&run).await.unwrap().progress.status;
    swarms.send(&id, SwarmCommand::PauseSwarm { by: Author::Person }).await.unwrap();
    swarms.rest(&id).await;
    assert_eq!(status().await, RunStatus::Paused);
    swarms.send(&id, SwarmCommand::ResumeSwarm { by: Author::Person }).await.unwrap();
    swarms.rest(&id).await;
    assert_eq!(status().await, RunStatus::InProgress);
    let stop = SwarmCommand::StopSwarm { by: Author::Person, message: Some("enough".to_owned()) };
    swarms.send(&id, stop).await.unwrap();
    let context = until(&swarms, &id, |context| context.status == SwarmStatus::Terminated).await;
    assert_eq!(status().await, RunStatus::Cancelled);
    assert_eq!((context.statistics.runs, context.statistics.runs_cancelled), (1, 1), "closing statistics");
    assert!(context.statistics.lasted_ms < 60_000);
}

#[tokio::test]
async fn after_the_end_of_the_program_a_swarm_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let routines = [("wait", sequence(&[r#"<userTask id="A"/>"#])), ("b", writer("b"))];
    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    let tasks = vec![subtask("first", "wait", &[]), subtask("second", "b", &["first"])];
    let id = started(&swarms, settings(tasks)).await;
    let joined = |context: &swarm::SwarmContext| context.statistics.runs == 1;
    let run = until(&swarms, &id, joined).await.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    host.close().await.unwrap();
    drop((swarms, host));

    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    assert!(swarms.resume_interrupted().await.unwrap().iter().all(|(_, taken_up)| taken_up.is_ok()));
    swarms.rest(&id).await;
    assert!(host.is_live(&run), "its run is back");
    let step = crate::support::waiting_step(&host, &run, "A").await;
    crate::support::finish_with(&host, &run, step, "{}").await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(context.planned_runs, 2, "nothing was begun twice");
    assert_eq!(host.list(RunQuery::default()).await.unwrap().runs.len(), 2);
}

#[tokio::test]
async fn a_subtask_whose_routine_cannot_run_fails_with_the_reason() {
    let broken = crate::support::routine(
        r#"<startEvent id="S"/><scriptTask id="A"/><sequenceFlow id="f" sourceRef="S" targetRef="Nowhere"/>"#,
    );
    let host = in_memory(&[("broken", broken)]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "broken", &[])])).await;
    let is_over = |context: &swarm::SwarmContext| context.subtasks[&"one".into()].status == SubtaskStatus::Failed;
    let context = until(&swarms, &id, is_over).await;
    let told = format!("{:?}", context.subtasks[&"one".into()].blocked);
    assert!(told.contains("cannot run"), "{told}");
}

#[tokio::test]
async fn so_many_runs_at_once_and_no_more() {
    let host = in_memory(&[("wait", sequence(&[r#"<userTask id="A"/>"#]))]);
    let swarms = host.swarms();
    let tasks: Vec<NewSubtask> = ["a", "b", "c", "d"].iter().map(|id| subtask(id, "wait", &[])).collect();
    let limits = SwarmLimits { parallel_runs: 2, ..SwarmLimits::default() };
    let id = started(&swarms, SwarmSettings { limits, credits: Some(Credits::ZERO), ..settings(tasks) }).await;
    for done in 0..4 {
        let context = until(&swarms, &id, |context| context.statistics.runs >= (done + 2).min(4)).await;
        assert!(context.runs_at_work().count() <= 2);
        let (run, _) = context.runs_at_work().next().unwrap();
        host.rest(run).await;
        let step = crate::support::waiting_step(&host, run, "A").await;
        crate::support::finish_with(&host, run, step, "{}").await;
        until(&swarms, &id, |context| context.statistics.runs_completed > done).await;
    }
    until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
}
