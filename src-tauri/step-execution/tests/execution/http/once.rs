//! Calls that must not be made twice, over the end of the program.

use std::sync::{Arc, Mutex};

use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use routine_model::graph::settings::RecoveryPolicy;
use run_engine::{StepOutcome, StepRecord};
use serde_json::{Value, json};
use step_execution::{Progress, ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor};
use tokio_util::sync::CancellationToken;

use super::{answered, failed, loopback, under};
use crate::models::server::{Server, json as answer};
use crate::support::{activity, request, routine};

/// Does a step again that has this on record; answers its outcome and what came on record besides.
async fn again(
    url: &str,
    method: &str,
    record: &[StepRecord],
    recovery: Option<RecoveryPolicy>,
) -> (StepOutcome, Vec<StepRecord>) {
    let task_type = Expression::parse("routine:http").unwrap();
    let headers = [("resultVariable".to_owned(), "answer".to_owned())].into();
    let mut activity = activity(ActivityKind::ServiceTask, Binding::TaskType { task_type, retries: None, headers });
    activity.settings.recovery = recovery;
    let mut request = request(routine(Process::default(), activity), json!({}));
    request.inputs = serde_json::from_value(json!({ "url": url, "method": method, "pause": 1 })).unwrap();
    request.record = record.iter().cloned().map(Arc::new).collect();
    let added = Arc::new(Mutex::new(Vec::new()));
    let taken = Arc::clone(&added);
    let progress = ProgressSink::new(move |progress| {
        if let Progress::Record { record, stored } = progress {
            taken.lock().unwrap().push(*record);
            stored.send(Ok(())).unwrap();
        }
    });
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, under(loopback()));
    let outcome = executor.execute(request, progress, CancellationToken::new()).await;
    let added = added.lock().unwrap().clone();
    (outcome, added)
}

#[tokio::test]
async fn a_call_that_changes_something_is_on_record_before_and_after() {
    let server = Server::start(vec![answer("200 OK", "", r#"{"charged": 5}"#); 4]).await;
    let (outcome, record) = again(&server.base_url, "POST", &[], None).await;
    let first = answered(outcome);
    assert_eq!(first["body"], json!({ "charged": 5 }));
    let kinds: Vec<Value> = record.iter().map(|record| serde_json::to_value(record).unwrap()["kind"].clone()).collect();
    assert_eq!(kinds, ["callAsked", "callBegun", "callEnded"]);

    let (outcome, more) = again(&server.base_url, "POST", &record, None).await;
    assert_eq!(answered(outcome), first, "what has been answered is not asked again");
    assert_eq!((server.asked().len(), more.len()), (1, 0));

    let (outcome, _) = again(&server.base_url, "POST", &record[..2], None).await;
    let failure = failed(outcome);
    assert_eq!((failure.code.as_str(), failure.retryable), ("http-interrupted", false));
    assert!(failure.message.contains("whether it took effect is not known"), "{}", failure.message);
    assert_eq!(server.asked().len(), 1, "never silently twice");

    for (times, policy) in
        [RecoveryPolicy::Retry, RecoveryPolicy::Ask, RecoveryPolicy::Incident].into_iter().enumerate()
    {
        answered(again(&server.base_url, "POST", &record[..2], Some(policy)).await.0);
        assert_eq!(
            server.asked().len(),
            times + 2,
            "unless the routine says so, or has had a person asked: {policy:?}"
        );
    }
}

#[tokio::test]
async fn a_call_that_may_be_made_twice_needs_no_record() {
    let server = Server::start(vec![answer("200 OK", "", "1")]).await;
    let (outcome, record) = again(&server.base_url, "GET", &[], None).await;
    assert_eq!((answered(outcome)["body"].clone(), record.len()), (json!(1), 0));
}
