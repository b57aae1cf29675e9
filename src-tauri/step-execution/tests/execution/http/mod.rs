//! Steps that call servers, over real connections on the loopback, with servers that behave and servers that do not.

mod faults;
mod once;
mod rules;
mod search;
mod secrets;

use std::sync::{Arc, Mutex};

use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use routine_model::graph::data::Mapping;
use run_engine::{StepFailure, StepOutcome};
use serde_json::{Value, json};
use step_execution::{
    ExecutionResources, HostRules, Outside, OutsideRules, Progress, ProgressSink, ScriptPlace, Secret, SecretError,
    SecretSource, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

use crate::models::server::{Server, json as answer};
use crate::support::{activity, request, routine};

/// A key that must turn up nowhere.
pub(crate) const KEY: &str = "tok-planted-4711";

#[derive(Debug)]
struct Planted;

impl SecretSource for Planted {
    fn secret(&self, name: &str) -> Result<Secret, SecretError> {
        match name {
            "TOKEN" => Ok(Secret::new(KEY)),
            "LOGIN" => Ok(Secret::new(format!("user:{KEY}"))),
            other => Err(SecretError::Missing { name: other.to_owned() }),
        }
    }
}

/// What steps reach under these rules.
pub(crate) fn under(rules: OutsideRules) -> ExecutionResources {
    let outside = Outside { rules: Arc::new(move || rules.clone()), ..Outside::default() };
    ExecutionResources { secrets: Arc::new(Planted), outside, ..ExecutionResources::default() }
}

/// Rules that allow this machine.
pub(crate) fn loopback() -> OutsideRules {
    let hosts = HostRules { private: vec!["127.0.0.1".to_owned()], ..HostRules::default() };
    OutsideRules { hosts, ..OutsideRules::default() }
}

/// Does a step of this task type whose input mappings give this; answers its outcome and its notes.
pub(crate) async fn done(
    task_type: &str,
    inputs: Value,
    headers: &[(&str, &str)],
    resources: ExecutionResources,
) -> (StepOutcome, Vec<Value>) {
    let Value::Object(inputs) = inputs else { panic!("inputs are an object") };
    let headers = headers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let task_type = Expression::parse(task_type).unwrap();
    let binding = Binding::TaskType { task_type, retries: None, headers };
    let mut activity = activity(ActivityKind::ServiceTask, binding);
    let mapping =
        |(name, value): (&String, &Value)| Mapping { source: Expression::constant(value), target: name.clone() };
    activity.inputs = inputs.iter().map(mapping).collect();
    let mut request = request(routine(Process::default(), activity), json!({}));
    request.inputs = inputs.into_iter().collect();
    let notes = Arc::new(Mutex::new(Vec::new()));
    let taken = Arc::clone(&notes);
    let progress = ProgressSink::new(move |progress| match progress {
        Progress::Note(note) => taken.lock().unwrap().push(note),
        other => other.count_as_stored(),
    });
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources);
    let outcome = executor.execute(request, progress, CancellationToken::new()).await;
    let notes = notes.lock().unwrap().clone();
    (outcome, notes)
}

/// Calls a server of this machine.
pub(crate) async fn call(inputs: Value) -> (StepOutcome, Vec<Value>) {
    done("routine:http", inputs, &[("resultVariable", "answer")], under(loopback())).await
}

pub(crate) fn failed(outcome: StepOutcome) -> StepFailure {
    match outcome {
        StepOutcome::Failed { failure } => failure,
        other => panic!("it must fail: {other:?}"),
    }
}

pub(crate) fn answered(outcome: StepOutcome) -> Value {
    match outcome {
        StepOutcome::Succeeded { outputs } => outputs["answer"].clone(),
        other => panic!("it must succeed: {other:?}"),
    }
}

#[tokio::test]
async fn an_answer_is_its_status_its_headers_and_its_value() {
    let server = Server::start(vec![answer("201 Created", "x-id: 7\r\n", r#"{"id": 7, "tags": ["a"]}"#)]).await;
    let url = format!("{}orders", server.base_url);
    let inputs = json!({ "url": url, "method": "post", "query": { "page": 2, "tag": ["a b", "c"] },
        "headers": { "X-Trace": "t-1" }, "body": { "amount": 0 } });
    let (outcome, notes) = call(inputs).await;
    let found = answered(outcome);
    assert_eq!(found["status"], 201);
    assert_eq!(found["headers"]["x-id"], "7");
    assert_eq!(found["body"], json!({ "id": 7, "tags": ["a"] }));
    let asked = server.asked();
    assert!(asked[0].head.starts_with("POST /v1/orders?page=2&tag=a+b&tag=c HTTP/1.1"), "{}", asked[0].head);
    assert!(asked[0].head.contains("x-trace: t-1") && asked[0].head.contains("content-type: application/json"));
    assert_eq!(asked[0].body, json!({ "amount": 0 }), "falsy values are values");
    assert_eq!(notes[0]["http"]["result"]["status"], 201, "each try is on record");
    assert!(!notes[0].to_string().contains("page=2"), "what stands behind the question mark is not");
}

#[tokio::test]
async fn a_result_counts_again_for_the_same_inputs_while_it_is_fresh() {
    let server = Server::start(vec![answer("200 OK", "", "1"), answer("200 OK", "", "2")]).await;
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, under(loopback()));
    let step = |path: &str| {
        let headers = [("resultVariable".to_owned(), "answer".to_owned())].into();
        let task_type = Expression::parse("routine:http").unwrap();
        let mut activity = activity(ActivityKind::ServiceTask, Binding::TaskType { task_type, retries: None, headers });
        activity.settings.cache_ms = Some(60_000);
        let mut request = request(routine(Process::default(), activity), json!({}));
        request.inputs = [("url".to_owned(), json!(format!("{}{path}", server.base_url)))].into();
        request
    };
    let mut bodies = Vec::new();
    let notes = Arc::new(Mutex::new(Vec::new()));
    for path in ["a", "a", "b"] {
        let taken = Arc::clone(&notes);
        let progress = ProgressSink::new(move |progress| {
            if let Progress::Note(note) = progress {
                taken.lock().unwrap().push(note);
            }
        });
        let outcome = executor.execute(step(path), progress, CancellationToken::new()).await;
        bodies.push(answered(outcome)["body"].clone());
    }
    assert_eq!(bodies, [json!(1), json!(1), json!(2)]);
    assert_eq!(server.asked().len(), 2, "the second step asked nobody");
    let notes = notes.lock().unwrap();
    assert!(notes[1]["cached"]["ageMs"].is_u64(), "a cached result says so: {notes:?}");
}
