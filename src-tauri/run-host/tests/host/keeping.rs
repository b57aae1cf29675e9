//! Rules that keep values and limits from models: marked values, caps and deadlines that nobody can raise.

use std::sync::Arc;

use run_engine::config::OnLimit;
use run_engine::{PathSelectionMode, RunConfig, RunId, RunStatus, StepRecord};
use run_host::{ResultStatus, RunHost, StartRequest};
use serde_json::{Value, json};

use crate::support::{request, routine, run, sequence, with_inputs};
use crate::thinking::{host_of, host_with, kinds, records, server, settings_for};

/// An address that is no loopback address; nothing is ever sent there.
const ELSEWHERE: &str = "http://203.0.113.7/v1/";

const SCHEMA: &str = r#"<routine:outputSchema>{"type": "object", "required": ["answer"], "properties": {"answer": {"type": "string"}}}</routine:outputSchema><routine:model phases="one" maxOutputTokens="50"/>"#;

/// A routine whose data object `account` is marked, with a step that has these settings.
fn marked(level: &str, settings: &str, step: &str) -> Vec<u8> {
    routine(&format!(
        r#"<extensionElements>{settings}</extensionElements><dataObject id="d" name="account" routine:sensitivity="{level}"/>
           <startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Answer"/>
           <task id="Answer"><extensionElements>{step}{SCHEMA}</extensionElements></task>
           <sequenceFlow id="b" sourceRef="Answer" targetRef="End"/><endEvent id="End"/>"#
    ))
}

/// A start with a value in the marked object.
fn given(bytes: Vec<u8>) -> StartRequest {
    with_inputs(request(bytes), json!({ "account": "DE12" }))
}

/// The rule that is on record to have forced a choice, and what the choice would have been.
fn forced(records: &[Arc<StepRecord>]) -> Option<(String, String)> {
    records.iter().find_map(|record| match &**record {
        StepRecord::StrategyChosen { reasons, .. } => {
            let text = |name: &str| reasons["forced"][name].as_str().map(ToOwned::to_owned);
            Some((text("rule")?, text("insteadOf")?))
        }
        _ => None,
    })
}

fn rule(name: &str, instead_of: &str) -> Option<(String, String)> {
    Some((name.to_owned(), instead_of.to_owned()))
}

async fn incident(host: &RunHost, run: &RunId) -> (String, String) {
    let progress = host.progress(run).await.unwrap().progress;
    let incident = progress.incidents.values().next().unwrap();
    (incident.code.clone(), incident.message.clone())
}

async fn nothing_was_asked(host: &RunHost, run: &RunId) {
    let kinds = kinds(&records(host, run).await);
    assert!(!kinds.iter().any(|kind| kind.starts_with("modelAsked")), "nothing is asked: {kinds:?}");
}

#[tokio::test]
async fn confidential_values_take_a_step_out_of_conversation() {
    let host = host_with(server(r#"{"answer": "done"}"#).await);
    let step = r#"<routine:strategy mode="conversational"/>"#;
    let (run_id, result) = run(&host, given(marked("confidential", "", step))).await;
    assert_eq!(result.variables["answer"], json!("done"), "a model on this machine may see them: {result:?}");
    let records = records(&host, &run_id).await;
    assert_eq!(forced(&records), rule("sensitive-values-not-in-conversations", "conversational"));

    let allowed = r#"<routine:settings allowSensitive="conversation"/>"#;
    let (run_id, _) = run(&host, given(marked("confidential", allowed, step))).await;
    let kinds = kinds(&crate::thinking::records(&host, &run_id).await);
    assert!(kinds.contains(&"modelAsked turn".to_owned()), "a routine may allow it: {kinds:?}");
}

#[tokio::test]
async fn confidential_values_never_go_to_an_online_model_and_a_person_may_do_it_instead() {
    let host = host_with(ELSEWHERE.to_owned());
    for mode in ["reasoning", "conversational"] {
        let bytes = marked("confidential", "", &format!(r#"<routine:strategy mode="{mode}"/>"#));
        let (run_id, _) = run(&host, given(bytes)).await;
        let (code, message) = incident(&host, &run_id).await;
        assert_eq!(code, "policy", "{message}");
        assert!(message.contains("sensitive-values-not-"), "the rule is named: {message}");
        assert!(forced(&records(&host, &run_id).await).is_some(), "and is on record");
        nothing_was_asked(&host, &run_id).await;
    }
    let bytes = marked(
        "confidential",
        "",
        r#"<routine:strategy mode="reasoning"/><routine:onFailure fallback="conversational person"/>"#,
    );
    let (run_id, _) = run(&host, given(bytes)).await;
    let records = records(&host, &run_id).await;
    let to_person = records.iter().any(|record| matches!(&**record, StepRecord::FellBack { to: None, .. }));
    assert!(to_person, "the chain leaves out whom the rules forbid: {:?}", kinds(&records));
}

#[tokio::test]
async fn secret_values_go_to_no_model_at_all_and_what_a_step_does_not_see_does_not_count() {
    let host = host_with(server(r#"{"answer": "done"}"#).await);
    let all = r#"<routine:settings allowSensitive="conversation, onlineModel"/>"#;
    let reasoning = r#"<routine:strategy mode="reasoning"/>"#;
    let (run_id, _) = run(&host, given(marked("secret", all, reasoning))).await;
    let (code, message) = incident(&host, &run_id).await;
    assert!(code == "policy" && message.contains("secret-values-not-to-models"), "{code}: {message}");
    nothing_was_asked(&host, &run_id).await;

    let narrowed =
        format!(r#"<zeebe:ioMapping><zeebe:input source="=1" target="count"/></zeebe:ioMapping>{reasoning}"#);
    let (_, result) = run(&host, given(marked("secret", all, &narrowed))).await;
    assert_eq!(result.variables["answer"], json!("done"), "inputs say what the step sees: {result:?}");
    let copied =
        format!(r#"<zeebe:ioMapping><zeebe:input source="=account" target="count"/></zeebe:ioMapping>{reasoning}"#);
    let (run_id, _) = run(&host, given(marked("secret", all, &copied))).await;
    assert_eq!(incident(&host, &run_id).await.0, "policy", "a copy is as secret as what it copies");
    let named = format!(r#"{narrowed}<routine:prompt>Look at {{{{account}}}}.</routine:prompt>"#);
    let (run_id, _) = run(&host, given(marked("secret", all, &named))).await;
    assert_eq!(incident(&host, &run_id).await.0, "policy", "what the prompt names is shown too");
}

#[tokio::test]
async fn a_gateway_shows_no_confidential_values_to_an_online_model_and_leaves_the_way_to_a_person() {
    let fork = routine(
        r#"<dataObject id="d" name="account" routine:sensitivity="confidential"/>
           <startEvent id="Start"/><exclusiveGateway id="Fork"/><endEvent id="One"/><endEvent id="Two"/>
           <sequenceFlow id="In" sourceRef="Start" targetRef="Fork"/><sequenceFlow id="Left" sourceRef="Fork" targetRef="One"/>
           <sequenceFlow id="Right" sourceRef="Fork" targetRef="Two"/>"#,
    );
    let host = host_with(ELSEWHERE.to_owned());
    let by_model = || config(|config| config.path_selection = PathSelectionMode::Model);
    let (run_id, result) = run(&host, StartRequest { config: by_model(), ..given(fork) }).await;
    assert_eq!(result.status, ResultStatus::Waiting, "{result:?}");
    let progress = host.progress(&run_id).await.unwrap().progress;
    let reason = progress.decisions.values().next().and_then(|open| open.left.clone()).unwrap();
    assert!(reason.contains("sensitive-values-not-to-online-models"), "the person is told the rule: {reason}");
    nothing_was_asked(&host, &run_id).await;
}

#[tokio::test]
async fn a_called_routine_keeps_what_its_caller_has_marked() {
    let host = host_with(server(r#"{"answer": "done"}"#).await);
    let content = format!(
        r#"<process id="P" isExecutable="true"><dataObject id="d" name="account" routine:sensitivity="secret"/>
             <startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Call"/>
             <callActivity id="Call" calledElement="Q"><extensionElements><zeebe:calledElement processId="Q" propagateAllParentVariables="false"/>
               <zeebe:ioMapping><zeebe:input source="=account" target="letter"/></zeebe:ioMapping></extensionElements></callActivity>
             <sequenceFlow id="c" sourceRef="Call" targetRef="End"/><endEvent id="End"/></process>
           <process id="Q"><startEvent id="S"/><sequenceFlow id="b" sourceRef="S" targetRef="Answer"/>
             <task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>{SCHEMA}</extensionElements></task>
             <sequenceFlow id="e" sourceRef="Answer" targetRef="E"/><endEvent id="E"/></process>"#
    );
    let (run_id, _) = run(&host, given(crate::support::file(&content))).await;
    let (code, message) = incident(&host, &run_id).await;
    assert!(code == "policy" && message.contains("secret-values-not-to-models"), "{code}: {message}");
    nothing_was_asked(&host, &run_id).await;
}

fn config(limit: impl FnOnce(&mut RunConfig)) -> RunConfig {
    let mut config = RunConfig::default();
    limit(&mut config);
    config
}

fn capped() -> RunConfig {
    config(|config| {
        config.limits.max_credits = Some("0.5".parse().unwrap());
        config.limits.on_max_credits = OnLimit::Stop;
    })
}

const SCRIPT: &str = r#"<scriptTask id="Answer" scriptFormat="javascript"><extensionElements><routine:strategy mode="reasoning"/><routine:model phases="one" maxOutputTokens="50"/></extensionElements><script>return {answer: "by script"}</script></scriptTask>"#;

#[tokio::test]
async fn a_hard_cap_that_one_request_would_break_forces_what_is_bound_and_refuses_what_is_not() {
    let host = host_with(server(r#"{"answer": "by model"}"#).await);
    let bound = StartRequest { config: capped(), ..request(sequence(&[SCRIPT])) };
    let (run_id, result) = run(&host, bound).await;
    assert_eq!(
        (result.status, &result.variables["answer"]),
        (ResultStatus::Completed, &json!("by script")),
        "{result:?}"
    );
    assert_eq!(forced(&records(&host, &run_id).await), rule("cap-below-one-model-call", "reasoning"));

    let alone = format!(
        r#"<task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>{SCHEMA}</extensionElements></task>"#
    );
    let (run_id, _) = run(&host, StartRequest { config: capped(), ..request(sequence(&[&alone])) }).await;
    let progress = host.progress(&run_id).await.unwrap().progress;
    assert_ne!(progress.status, RunStatus::Completed, "nothing else can do it");
    nothing_was_asked(&host, &run_id).await;
}

#[tokio::test]
async fn a_hard_deadline_that_is_too_near_refuses_what_only_a_model_could_do() {
    let host = host_with(server(r#"{"answer": "by model"}"#).await);
    let near = || config(|config| config.limits.max_time_ms = Some(1_500));
    let (run_id, result) = run(&host, StartRequest { config: near(), ..request(sequence(&[SCRIPT])) }).await;
    assert_eq!(result.variables["answer"], json!("by script"), "{result:?}");
    assert_eq!(forced(&records(&host, &run_id).await), rule("deadline-too-near-for-a-model", "reasoning"));

    let alone = format!(
        r#"<task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>{SCHEMA}</extensionElements></task>"#
    );
    let (run_id, _) = run(&host, StartRequest { config: near(), ..request(sequence(&[&alone])) }).await;
    let (code, message) = incident(&host, &run_id).await;
    assert!(code == "policy" && message.contains("deadline-too-near-for-a-model"), "{code}: {message}");

    let soft = config(|config| {
        config.limits.max_time_ms = Some(1_500);
        config.limits.on_max_time = OnLimit::Pause;
    });
    let (_, result) = run(&host, StartRequest { config: soft, ..request(sequence(&[&alone])) }).await;
    assert_eq!(result.variables["answer"], Value::from("by model"), "what pauses can go on later: {result:?}");
}

#[tokio::test]
async fn what_a_model_costs_that_has_no_price_is_kept_within_no_limit_so_a_person_has_to_allow_it() {
    let url = server(r#"{"answer": "done"}"#).await;
    let unpriced = |allow_unpriced: bool| {
        let mut settings = settings_for(url.clone());
        settings.prices.clear();
        settings.providers[0].prices = Some("nobody".to_owned());
        settings.budgets.allow_unpriced = allow_unpriced;
        host_of(settings)
    };
    let task = format!(
        r#"<task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>{SCHEMA}</extensionElements></task>"#
    );
    let start = |config: RunConfig| StartRequest { config, ..request(sequence(&[&task])) };
    let cap = || config(|config| config.limits.max_credits = Some("5".parse().unwrap()));

    let host = unpriced(false);
    let (run_id, _) = run(&host, start(cap())).await;
    let (code, message) = incident(&host, &run_id).await;
    assert!(code == "unpriced-model" && message.contains("nobody knows what tiny"), "{code}: {message}");
    nothing_was_asked(&host, &run_id).await;
    let (_, result) = run(&host, start(RunConfig::default())).await;
    assert_eq!(result.variables["answer"], json!("done"), "without a limit there is nothing to keep: {result:?}");

    let (_, result) = run(&unpriced(true), start(cap())).await;
    assert_eq!(result.variables["answer"], json!("done"), "a person has allowed it: {result:?}");
}
