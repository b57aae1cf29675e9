//! Secrets in calls: they reach the server that they are for, and nothing else.

use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use run_engine::StepOutcome;
use serde_json::{Value, json};
use step_execution::{ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor};
use tokio_util::sync::CancellationToken;

use super::{KEY, answered, call, failed, loopback, under};
use crate::models::server::{Server, json as answer};
use crate::support::{activity, request, routine};

/// The call of a routine whose mappings hold only variables.
async fn mapped_from_data(inputs: Value) -> StepOutcome {
    let task_type = Expression::parse("routine:http").unwrap();
    let binding = Binding::TaskType { task_type, retries: None, headers: Default::default() };
    let mut request = request(routine(Process::default(), activity(ActivityKind::ServiceTask, binding)), json!({}));
    request.inputs = serde_json::from_value(inputs).unwrap();
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, under(loopback()));
    executor.execute(request, ProgressSink::ignore(), CancellationToken::new()).await
}

fn assert_hidden(rule: &str, outcome: &StepOutcome, notes: &[Value]) {
    let seen = format!("{outcome:?} {notes:?}");
    assert!(!seen.contains(KEY), "{rule}: the key is in {seen}");
    let encoded = "dXNlcjp0b2stcGxhbnRlZC00NzEx";
    assert!(rule != "basic" || !seen.contains(encoded), "{rule}: the encoded key is in {seen}");
}

#[tokio::test]
async fn a_secret_is_sent_and_masked_where_the_server_says_it_back() {
    for (rule, inputs, sent) in [
        ("bearer", json!({ "auth": "bearer:TOKEN" }), format!("authorization: Bearer {KEY}")),
        ("a header", json!({ "headers": { "X-Key": "k={{secret.TOKEN}}" } }), format!("x-key: k={KEY}")),
        ("basic", json!({ "auth": "basic:LOGIN" }), "authorization: Basic dXNlcjp0b2stcGxhbnRlZC00NzEx".to_owned()),
    ] {
        let echo = format!(r#"{{"you sent": "key {KEY}", "{KEY}": ["{KEY}", "dXNlcjp0b2stcGxhbnRlZC00NzEx"]}}"#);
        let server = Server::start(vec![answer("200 OK", &format!("x-echo: {KEY}\r\n"), &echo)]).await;
        let mut inputs = inputs;
        inputs["url"] = json!(server.base_url);
        let (outcome, notes) = call(inputs.clone()).await;
        assert!(server.asked()[0].head.contains(&sent), "{rule}: {}", server.asked()[0].head);
        assert_hidden(rule, &outcome, &notes);
        assert!(
            answered(outcome)["body"]["you sent"].as_str().unwrap().starts_with("key "),
            "{rule}: the rest is there"
        );
        let server = Server::start(vec![answer("403 Forbidden", "", &format!("bad key {KEY}"))]).await;
        inputs["url"] = json!(server.base_url);
        let (outcome, notes) = call(inputs).await;
        assert!(!format!("{outcome:?} {notes:?}").contains(KEY), "{rule}: nor in what a refusal says");
        assert!(failed(outcome).message.contains("bad key"), "{rule}");
    }
}

#[tokio::test]
async fn a_secret_stays_with_the_host_that_it_is_for() {
    let other = Server::start(vec![answer("200 OK", "", "1")]).await;
    let first = Server::start(vec![answer("302 Found", &format!("location: {}\r\n", other.base_url), "")]).await;
    let inputs = json!({ "url": first.base_url, "auth": "bearer:TOKEN",
        "headers": { "X-Key": "{{secret.TOKEN}}", "X-Trace": "7" } });
    answered(call(inputs).await.0);
    assert!(first.asked()[0].head.contains(KEY));
    let head = &other.asked()[0].head;
    assert!(!head.contains(KEY) && head.contains("x-trace: 7"), "{head}");
}

#[tokio::test]
async fn only_the_routine_names_secrets() {
    let server = Server::start(vec![answer("200 OK", "", "1")]).await;
    let failure = failed(call(json!({ "url": server.base_url, "auth": "bearer:NOBODY" })).await.0);
    assert_eq!((failure.code.as_str(), server.asked().len()), ("secret-missing", 0));
    let failure = failed(call(json!({ "url": server.base_url, "auth": "TOKEN" })).await.0);
    assert_eq!(failure.code, "input");

    // The routine maps a variable that came from outside; what it holds is no reference.
    let from_outside = json!({ "url": server.base_url, "headers": { "X-Note": "{{secret.TOKEN}}" } });
    let outcome = mapped_from_data(from_outside).await;
    assert_eq!(failed(outcome).code, "secret-refused");
    assert_eq!(server.asked().len(), 0);
    let body = json!({ "url": server.base_url, "method": "PUT", "body": { "note": "{{secret.TOKEN}}" } });
    answered(call(body).await.0);
    assert_eq!(server.asked()[0].body["note"], "{{secret.TOKEN}}", "a body is data and is sent as it is");
}
