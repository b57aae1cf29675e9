//! Step by step, paused, cancelled.

use run_engine::{RunCommand, RunStatus, StatusReason};
use run_host::{HostError, ResultStatus, StartRequest};

use crate::support::{host, names, request, routine, script, sequence, token_game};

#[tokio::test]
async fn a_paused_run_moves_one_step_at_a_time() {
    let host = host();
    let paused = StartRequest { paused: true, ..token_game(sequence(&[r#"<task id="A"/>"#, r#"<task id="B"/>"#])) };
    let run = host.start(paused).await.unwrap();
    host.rest(&run).await;
    for done in [vec![], vec!["Start"], vec!["Start", "A"]] {
        assert_eq!(names(&host.result(&run).await.unwrap().completed), done);
        host.send(&run, RunCommand::Step { branch: None }).await.unwrap();
        host.rest(&run).await;
    }
    host.send(&run, RunCommand::ResumeRun).await.unwrap();
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Completed);
}

/// Goes round for ever, as far as anybody who watches can tell.
fn endless() -> StartRequest {
    let content = format!(
        r#"<startEvent id="S"/><exclusiveGateway id="In"/>{}<exclusiveGateway id="Out" default="again"/><endEvent id="E"/>
           <sequenceFlow id="a" sourceRef="S" targetRef="In"/><sequenceFlow id="b" sourceRef="In" targetRef="T"/>
           <sequenceFlow id="c" sourceRef="T" targetRef="Out"/><sequenceFlow id="again" sourceRef="Out" targetRef="In"/>
           <sequenceFlow id="d" sourceRef="Out" targetRef="E"><conditionExpression>=false</conditionExpression></sequenceFlow>"#,
        script("T", "x", "1")
    );
    request(routine(&content))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_loop_can_be_paused_resumed_and_cancelled() {
    let host = host();
    let run = host.start(endless()).await.unwrap();
    host.send(&run, RunCommand::PauseRun { reason: StatusReason::UserPaused }).await.unwrap();
    host.rest(&run).await;
    let paused = host.progress(&run).await.unwrap();
    assert_eq!(paused.progress.status, RunStatus::Paused);

    host.send(&run, RunCommand::ResumeRun).await.unwrap();
    host.send(&run, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await.unwrap();
    host.rest(&run).await;
    let ended = host.progress(&run).await.unwrap();
    assert_eq!((ended.progress.status, ended.live), (RunStatus::Cancelled, false));
    assert!(ended.seq > paused.seq);

    let refused = host.send(&run, RunCommand::ResumeRun).await;
    assert!(matches!(refused, Err(HostError::Rejected(_))), "{refused:?}");
}
