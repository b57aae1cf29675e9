//! Steps whose results count again, over the end of the program.

use std::path::Path;
use std::sync::Arc;

use run_engine::Timestamp;
use run_host::{Clock, HostOptions, ResultStatus, RunHost, VirtualClock};
use run_store::RunPersistence;
use step_execution::{ExecutionResources, HostRules, Outside, OutsideRules, ScriptPlace, UnifiedSubroutineExecutor};

use crate::answers::{Server, json as answer};
use crate::support::{request, run, sequence};

/// A host whose clock stands still there.
fn host_at(path: &Path, time: i64) -> RunHost {
    host_with(path, Clock::Virtual(VirtualClock::at(Timestamp(time))))
}

/// A host whose steps may call this machine.
fn host_with(path: &Path, clock: Clock) -> RunHost {
    let hosts = HostRules { private: vec!["127.0.0.1".to_owned()], ..HostRules::default() };
    let rules = OutsideRules { hosts, ..OutsideRules::default() };
    let outside = Outside { rules: Arc::new(move || rules.clone()), ..Outside::default() };
    let resources = ExecutionResources { outside, ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources);
    let options = HostOptions { clock, ..HostOptions::default() };
    RunHost::open(RunPersistence::open(path).unwrap(), Arc::new(executor), options)
}

/// A step that calls a server once a try.
fn call(id: &str, server: &Server, more: &str) -> String {
    format!(
        r#"<serviceTask id="{id}"><extensionElements><zeebe:taskDefinition type="routine:http"/>
        <zeebe:ioMapping><zeebe:input source="=&quot;{url}&quot;" target="url"/><zeebe:input source="=1" target="attempts"/>
        <zeebe:output source="=answer.body" target="{id}"/></zeebe:ioMapping>
        <zeebe:taskHeaders><zeebe:header key="resultVariable" value="answer"/></zeebe:taskHeaders>{more}</extensionElements></serviceTask>"#,
        url = server.base_url
    )
}

#[tokio::test]
async fn a_result_that_counts_again_does_so_until_the_program_ends_and_in_a_journal_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let server = Server::start(vec![answer("200 OK", "", "1"), answer("200 OK", "", "2")]).await;
    let cached = |id: &str| call(id, &server, r#"<routine:cache ttl="PT1H"/>"#);
    let routine = sequence(&[&cached("First"), &cached("Second"), r#"<userTask id="Wait"/>"#, &cached("Third")]);

    let host = host_at(&path, 0);
    let (run_id, result) = run(&host, request(routine)).await;
    assert_eq!(result.status, ResultStatus::Waiting, "{result:?}");
    assert_eq!(server.asked().len(), 1, "the second step took the result of the first");
    host.close().await.unwrap();
    drop(host);

    let host = host_at(&path, 0);
    host.resume_interrupted().await.unwrap();
    let step = crate::support::waiting_step(&host, &run_id, "Wait").await;
    crate::support::finish_with(&host, &run_id, step, "{}").await;
    host.rest(&run_id).await;
    let result = host.result(&run_id).await.unwrap();
    let values = [&result.variables["First"], &result.variables["Second"], &result.variables["Third"]];
    assert_eq!(values, [1, 1, 2], "what was done stays; a new program asks anew");
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn the_delay_before_another_try_goes_on_while_the_program_is_ended_and_is_not_begun_anew() {
    const HOUR: i64 = 3_600_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let server = Server::start(vec![answer("503 Service Unavailable", "", "{}"), answer("200 OK", "", "7")]).await;
    let routine = sequence(&[&call("Call", &server, r#"<routine:retry attempts="2" backoff="PT1H"/>"#)]);

    let host = host_at(&path, 0);
    let (run_id, result) = run(&host, request(routine)).await;
    assert_eq!((result.status, server.asked().len()), (ResultStatus::Waiting, 1), "{result:?}");
    let due = [(Timestamp(HOUR), run_id.clone())];
    assert_eq!(host.store().due_runs(None, 9).unwrap(), due);
    host.close().await.unwrap();
    drop(host);

    let host = host_at(&path, HOUR - 1);
    host.resume_interrupted().await.unwrap();
    host.rest(&run_id).await;
    assert_eq!(host.store().due_runs(None, 9).unwrap(), due, "it is not begun anew");
    host.close().await.unwrap();
    drop(host);

    let host = host_with(&path, Clock::System);
    host.resume_interrupted().await.unwrap();
    host.rest(&run_id).await;
    let result = host.result(&run_id).await.unwrap();
    assert_eq!((result.status, server.asked().len()), (ResultStatus::Completed, 2), "long after it is due: {result:?}");
}
