//! Runs that begin anew: from where, with which definition, with which data.

use run_engine::{RunCommand, RunId, StatusReason};
use run_host::{HostError, RestartFrom, RestartPlan, RestartRequest, ResultStatus, RoutineFile, RunHost};
use serde_json::json;

use crate::support::{host, request, run, script, sequence, with_inputs};

fn from(from: RestartFrom) -> RestartRequest {
    RestartRequest { from, definition: None, variables: Vec::new(), strategies: Vec::new(), paused: false }
}

fn file(bytes: Vec<u8>) -> RoutineFile {
    RoutineFile { path: "test.bpmn".to_owned(), name: "Test".to_owned(), bytes }
}

fn three() -> Vec<u8> {
    sequence(&[&script("One", "a", "amount + 1"), &script("Two", "b", "a * 2"), &script("Three", "c", "b + 1")])
}

async fn ended(host: &RunHost, run: &RunId) -> serde_json::Value {
    host.rest(run).await;
    let result = host.result(run).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed);
    json!(result.variables)
}

fn elements(plan: &RestartPlan) -> (Vec<&str>, Vec<&str>) {
    (
        plan.kept.iter().map(|step| step.element.as_str()).collect(),
        plan.again.iter().map(|step| step.element.as_str()).collect(),
    )
}

#[tokio::test]
async fn from_a_step_what_was_before_is_kept_and_the_rest_is_done_again() {
    let host = host();
    let (first, _) = run(&host, with_inputs(request(three()), json!({ "amount": 4 }))).await;
    let place = RestartFrom::Element("Two".into());
    let plan = host.plan_restart(&first, &place, None).await.unwrap();
    assert_eq!(elements(&plan), (vec!["One"], vec!["Two", "Three"]));
    let edited = RestartRequest { variables: vec![(None, "a".to_owned(), json!(100))], ..from(place) };
    let again = host.restart(&first, edited).await.unwrap();
    assert_eq!(ended(&host, &again).await["c"], json!(201), "with the edited value");
    let shared = usize::try_from(plan.at.unwrap() - 1).unwrap();
    let (one, other) = (host.journal(&first, 2, None).await.unwrap(), host.journal(&again, 2, None).await.unwrap());
    assert_eq!(one[..shared], other[..shared], "what was before is taken from the record");
}

#[tokio::test]
async fn from_the_start_everything_is_done_again_with_the_same_or_other_data() {
    let host = host();
    let (first, _) = run(&host, with_inputs(request(three()), json!({ "amount": 4 }))).await;
    let plan = host.plan_restart(&first, &RestartFrom::Start, None).await.unwrap();
    assert_eq!(elements(&plan), (vec![], vec!["One", "Two", "Three"]));
    let same = host.restart(&first, from(RestartFrom::Start)).await.unwrap();
    assert_eq!(ended(&host, &same).await, json!(host.result(&first).await.unwrap().variables));
    let edited = RestartRequest { variables: vec![(None, "amount".to_owned(), json!(9))], ..from(RestartFrom::Start) };
    let other = host.restart(&first, edited).await.unwrap();
    assert_eq!(ended(&host, &other).await["c"], json!(21));
}

#[tokio::test]
async fn from_the_failed_step_it_goes_on_with_what_was_missing() {
    let host = host();
    let text = sequence(&[
        &script("One", "a", "1"),
        r#"<scriptTask id="Two" scriptFormat="javascript"><script>if (input.missing === undefined) throw new Error("broken"); return { b: input.missing };</script></scriptTask>"#,
    ]);
    let (first, result) = run(&host, request(text)).await;
    assert_ne!(result.status, ResultStatus::Completed, "{result:?}");
    let nothing = host.plan_restart(&first, &RestartFrom::Element("Nowhere".into()), None).await;
    assert_eq!(nothing, Err(HostError::NoSuchStep));
    let plan = host.plan_restart(&first, &RestartFrom::Failed, None).await.unwrap();
    assert_eq!(elements(&plan), (vec!["One"], vec!["Two"]));
    let edited =
        RestartRequest { variables: vec![(None, "missing".to_owned(), json!(3))], ..from(RestartFrom::Failed) };
    let again = host.restart(&first, edited).await.unwrap();
    assert_eq!(ended(&host, &again).await["b"], json!(3));
    assert_eq!(
        host.plan_restart(&again, &RestartFrom::Step(run_engine::StepId(9_999)), None).await,
        Err(HostError::NoSuchStep)
    );
}

#[tokio::test]
async fn a_changed_definition_begins_at_the_start_with_what_the_first_run_was_given() {
    let host = host();
    let (first, _) = run(&host, with_inputs(request(three()), json!({ "amount": 4 }))).await;
    let changed = sequence(&[&script("One", "a", "amount + 1"), &script("New", "d", "a * 10")]);
    let definition = Some(file(changed));
    let refused = host.plan_restart(&first, &RestartFrom::Element("Two".into()), definition.as_ref()).await;
    assert_eq!(refused, Err(HostError::OtherDefinition));
    let plan = host.plan_restart(&first, &RestartFrom::Start, definition.as_ref()).await.unwrap();
    assert_eq!((plan.at, elements(&plan).0), (None, vec![]), "nothing is shared");
    let again = host.restart(&first, RestartRequest { definition, ..from(RestartFrom::Start) }).await.unwrap();
    let variables = ended(&host, &again).await;
    assert_eq!((&variables["d"], &variables["b"]), (&json!(50), &json!(null)), "with the new definition only");

    // The same text is the definition that ran, whoever hands it over.
    let same = host.plan_restart(&first, &RestartFrom::Element("Two".into()), Some(&file(three()))).await.unwrap();
    assert!(same.at.is_some());
    host.send(&first, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await.unwrap_err();
}
