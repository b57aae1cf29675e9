//! Steps that a model thinks through, from BPMN text to stored result: with the Demo model, a person, and a server that
//! really speaks OpenAI's protocol.

use std::sync::Arc;

use routine_model::Credits;
use run_engine::{
    Actor, PathSelectionMode, RunCommand, RunConfig, RunEvent, RunId, StepAnswer, StepRecord, StepStatus, VariableMap,
    WaitReason,
};
use run_host::{HostOptions, ResultStatus, RunHost};
use run_store::RunPersistence;
use serde_json::{Value, json};
use step_execution::model::{
    MemoryBook, ModelSettings, Models, OwnPrice, PatienceSettings, Protocol, ProviderSettings,
};
use step_execution::{ExecutionResources, NoSecrets, ScriptPlace, UnifiedSubroutineExecutor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{host, request, run, sequence, waiting_step, with_inputs};

/// What a run has on record of its steps, in order.
pub(crate) async fn records(host: &RunHost, run: &RunId) -> Vec<Arc<StepRecord>> {
    let entries = host.journal(run, 0, None).await.unwrap();
    let records = entries.into_iter().filter_map(|entry| match entry.event {
        RunEvent::StepRecorded(event) => Some(event.record),
        _ => None,
    });
    records.collect()
}

/// The kinds of records, in order; requests with their purpose.
pub(crate) fn kinds(records: &[Arc<StepRecord>]) -> Vec<String> {
    let kind = |record: &Arc<StepRecord>| {
        let json = serde_json::to_value(&**record).unwrap();
        let more = [&json["phase"], &json["request"]["purpose"]].into_iter().find_map(Value::as_str);
        let kind = json["kind"].as_str().unwrap().to_owned();
        more.map_or(kind.clone(), |more| format!("{kind} {more}"))
    };
    records.iter().map(kind).collect()
}

fn task(inside: &str) -> Vec<u8> {
    sequence(&[&format!(
        r#"<task id="Answer" name="Answer the letter"><extensionElements><routine:strategy mode="reasoning"/>
        <routine:outputSchema>{{"type": "object", "required": ["answer"], "properties": {{"answer": {{"type": "string", "minLength": 3}}}}}}</routine:outputSchema>
        {inside}</extensionElements></task>"#
    )])
}

fn reply(purpose: &str, text: &str) -> String {
    format!(r#"<routine:reply purpose="{purpose}">{text}</routine:reply>"#)
}

#[tokio::test]
async fn a_scripted_step_goes_through_its_phases_and_stores_its_outputs() {
    let script = [
        reply("analyse", "A letter of {{name}}."),
        reply("plan", "Answer it."),
        reply("execute", r#"{"answer": "Dear {{name}}"}"#),
    ]
    .concat();
    let bytes =
        task(&format!("<routine:prompt>Answer {{{{name}}}}.</routine:prompt><routine:demo>{script}</routine:demo>"));
    let host = host();
    let (run, result) = run(&host, with_inputs(request(bytes), json!({ "name": "Ada" }))).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    assert_eq!(result.variables["answer"], json!("Dear Ada"), "the script's template is filled: {result:?}");
    let records = records(&host, &run).await;
    let expected = [
        "strategyChosen",
        "phaseBegun analyse",
        "modelAsked analyse",
        "modelAnswered",
        "phaseBegun plan",
        "modelAsked plan",
        "modelAnswered",
        "phaseBegun execute",
        "modelAsked execute",
        "modelAnswered",
        "phaseBegun check",
    ];
    assert_eq!(kinds(&records), expected, "what happened is what is on record");
    let scripted = records.iter().filter(|record| matches!(***record, StepRecord::ModelAsked { scripted: true, .. }));
    assert_eq!(scripted.count(), 3, "scripted answers are called scripted");
    assert!(serde_json::to_string(&records).unwrap().contains("<data-"), "values are fenced");
}

#[tokio::test]
async fn outputs_that_do_not_fit_are_repaired_once_and_then_fail_with_everything_said() {
    let wrong = reply("execute", r#"{"answer": "x"}"#);
    let mended = format!("{wrong}{}", reply("repair", r#"{"answer": "Dear Ada"}"#));
    let host = host();
    let (run_id, result) = run(&host, request(task(&format!("<routine:demo>{mended}</routine:demo>")))).await;
    assert_eq!(result.variables["answer"], json!("Dear Ada"), "one round of repair: {result:?}");
    let kinds = kinds(&records(&host, &run_id).await);
    assert!(kinds.contains(&"phaseBegun repair".to_owned()), "{kinds:?}");

    let twice = format!("{wrong}{}", reply("repair", r#"{"answer": ""}"#));
    let (_, result) = run(&host, request(task(&format!("<routine:demo>{twice}</routine:demo>")))).await;
    let told = format!("{result:?}");
    assert!(told.contains("outputs-not-valid") && told.contains("after one repair"), "{told}");
}

#[tokio::test]
async fn unmet_criteria_are_told_and_mended() {
    let verdict = |met: bool| {
        reply("check", &format!(r#"{{"verdicts": [{{"criterion": "It greets.", "met": {met}, "because": "b"}}]}}"#))
    };
    let script = [
        reply("execute", r#"{"answer": "No greeting"}"#),
        verdict(false),
        reply("repair", r#"{"answer": "Dear Ada"}"#),
        verdict(true),
    ]
    .concat();
    let inside =
        format!("<routine:successCriteria>It greets.</routine:successCriteria><routine:demo>{script}</routine:demo>");
    let (_, result) = run(&host(), request(task(&inside))).await;
    assert_eq!(result.variables["answer"], json!("Dear Ada"), "{result:?}");
}

#[tokio::test]
async fn without_a_model_a_person_is_asked_until_the_answer_fits() {
    let host = host();
    let (run, _) = run(&host, request(task("<routine:prompt>Answer it.</routine:prompt>"))).await;
    let step = waiting_step(&host, &run, "Answer").await;
    for text in ["x", "Dear Ada"] {
        let answer = StepAnswer::Say { text: text.to_owned() };
        host.send(&run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
        host.rest(&run).await;
    }
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["answer"], json!("Dear Ada"), "{result:?}");
    let kinds = kinds(&records(&host, &run).await);
    let asked = kinds.iter().filter(|kind| *kind == "modelAsked execute").count();
    assert_eq!(asked, 2, "an answer that does not fit is asked for again, and nothing twice: {kinds:?}");
}

#[tokio::test]
async fn who_fails_falls_back_to_whom_the_step_allows_and_each_attempt_is_on_record() {
    let script = r#"<scriptTask id="Answer" scriptFormat="javascript"><extensionElements>
        <routine:onFailure fallback="reasoning person"/><routine:demo><routine:reply purpose="plan">none</routine:reply></routine:demo>
        </extensionElements><script>throw new Error("broken")</script></scriptTask>"#;
    let host = host();
    let (run, _) = run(&host, request(sequence(&[script]))).await;
    let step = waiting_step(&host, &run, "Answer").await;
    let outputs: VariableMap = serde_json::from_value(json!({ "result": "by hand" })).unwrap();
    let answer = StepAnswer::Confirm { outputs };
    host.send(&run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["result"], json!("by hand"), "{result:?}");
    let kinds = kinds(&records(&host, &run).await);
    assert_eq!(kinds.iter().filter(|kind| *kind == "fellBack").count(), 2, "{kinds:?}");
}

/// Speaks OpenAI's protocol, and says the same to everybody.
pub(crate) async fn server(text: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut seen = Vec::new();
            let mut buffer = [0; 8192];
            loop {
                let count = stream.read(&mut buffer).await.unwrap_or(0);
                seen.extend_from_slice(&buffer[..count]);
                let so_far = String::from_utf8_lossy(&seen).into_owned();
                let Some((head, body)) = so_far.split_once("\r\n\r\n") else { continue };
                let length =
                    head.to_lowercase().split("content-length: ").nth(1).and_then(|rest| {
                        rest.split("\r\n").next().and_then(|length| length.trim().parse::<usize>().ok())
                    });
                if count == 0 || body.len() >= length.unwrap_or(0) {
                    break;
                }
            }
            let chunk = |delta: Value, finish: Value| {
                format!(
                    "data: {}\n\n",
                    json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny",
                    "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] })
                )
            };
            let usage = json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [],
                "usage": { "prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110 } });
            let body = format!(
                "{}{}data: {usage}\n\ndata: [DONE]\n\n",
                chunk(json!({ "content": text }), Value::Null),
                chunk(json!({}), json!("stop"))
            );
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    url
}

pub(crate) fn host_with(base_url: String) -> RunHost {
    host_of(settings_for(base_url))
}

/// A provider there, with a price for its model.
pub(crate) fn settings_for(base_url: String) -> ModelSettings {
    let provider = ProviderSettings {
        id: "test".to_owned(),
        name: "Test server".to_owned(),
        protocol: Protocol::OpenAi,
        base_url,
        secret: None,
        model: Some("tiny".to_owned()),
        prices: None,
        file: None,
        patience: PatienceSettings::default(),
    };
    // A credit is US$ 0.001: 10 dollars a million LLM tokens are 0.01 credits each.
    let price = OwnPrice {
        provider: "test".to_owned(),
        model: "tiny".to_owned(),
        input: "10".to_owned(),
        cached_input: None,
        cache_write: None,
        output: "10".to_owned(),
        date: "2026-11-23".to_owned(),
    };
    ModelSettings { providers: vec![provider], prices: vec![price], ..ModelSettings::default() }
}

pub(crate) fn host_of(settings: ModelSettings) -> RunHost {
    let models = Models::new(settings, Arc::new(NoSecrets), Arc::new(MemoryBook::default()));
    let resources = ExecutionResources { models: Arc::new(models), ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources);
    RunHost::open(RunPersistence::in_memory().unwrap(), Arc::new(executor), HostOptions::default())
}

#[tokio::test]
async fn a_real_model_is_paid_exactly_and_a_cap_pauses_before_it_is_asked() {
    let host = host_with(server(r#"{"answer": "Dear Ada"}"#).await);
    let bytes = task(r#"<routine:model phases="one" maxOutputTokens="50"/>"#);
    let (run_id, result) = run(&host, request(bytes.clone())).await;
    assert_eq!(result.variables["answer"], json!("Dear Ada"), "{result:?}");
    let spent = host.progress(&run_id).await.unwrap().progress.credits;
    assert_eq!(spent, "1.1".parse::<Credits>().unwrap(), "110 LLM tokens at 0.01 credits");

    let mut config = RunConfig::default();
    config.limits.max_credits = Some("0.5".parse().unwrap());
    let (run_id, _) = run(&host, run_host::StartRequest { config, ..request(bytes) }).await;
    let progress = host.progress(&run_id).await.unwrap().progress;
    assert_eq!(progress.status, run_engine::RunStatus::Paused, "a cap below one request pauses");
    let kinds = kinds(&records(&host, &run_id).await);
    assert!(
        !kinds.iter().any(|kind| kind.starts_with("modelAsked")),
        "nothing is asked that cannot be paid: {kinds:?}"
    );
}

#[tokio::test]
async fn test_mode_never_asks_online() {
    let host = host_with("http://127.0.0.1:9/v1/".to_owned());
    let bytes = task(&format!("<routine:demo>{}</routine:demo>", reply("execute", r#"{"answer": "scripted"}"#)));
    let config = RunConfig { test_mode: true, ..RunConfig::default() };
    let (_, result) = run(&host, run_host::StartRequest { config, ..request(bytes) }).await;
    assert_eq!(result.variables["answer"], json!("scripted"), "{result:?}");
}

#[tokio::test]
async fn missing_inputs_are_made_and_held_against_their_schema() {
    let step = r#"<task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>
        <routine:inputSchema missing="generate">{"type": "object", "required": ["tone"], "properties": {"tone": {"enum": ["warm", "dry"]}}}</routine:inputSchema>
        <routine:prompt>Write {{tone}}ly.</routine:prompt>
        <routine:demo><routine:reply purpose="fillInput">{"tone": "loud"}</routine:reply>
        <routine:reply purpose="fillInput">{"tone": "warm"}</routine:reply>
        <routine:reply purpose="execute">{"result": "Dear"}</routine:reply></routine:demo></extensionElements></task>"#;
    let host = host();
    let (run, result) = run(&host, request(sequence(&[step]))).await;
    assert_eq!(result.variables["result"], json!("Dear"), "{result:?}");
    let kinds = kinds(&records(&host, &run).await);
    let expected = ["modelAsked fillInput", "modelAnswered", "modelAsked fillInput", "modelAnswered", "strategyChosen"];
    assert_eq!(kinds.get(..5).unwrap(), expected, "{kinds:?}");
}

#[tokio::test]
async fn a_person_says_missing_inputs_as_values_of_their_types_or_as_one_plain_word() {
    let step = r#"<task id="Answer"><extensionElements><routine:strategy mode="reasoning"/>
        <routine:inputSchema missing="ask">{"type": "object", "required": ["guests"], "properties": {"guests": {"type": "integer"}}}</routine:inputSchema>
        <routine:prompt>Cook for {{guests}}.</routine:prompt>
        <routine:demo><routine:reply purpose="execute">{"result": "Stew for {{guests}}"}</routine:reply></routine:demo></extensionElements></task>"#;
    let confirmed = |value| StepAnswer::Confirm { outputs: [("guests".to_owned(), value)].into() };
    for answer in [confirmed(json!(4)), StepAnswer::Say { text: "4".to_owned() }] {
        let host = host();
        let (run, _) = run(&host, request(sequence(&[step]))).await;
        let step = waiting_step(&host, &run, "Answer").await;
        let say = |answer| RunCommand::AnswerStep { step, answer, by: Actor::Person };
        host.send(&run, say(confirmed(json!("four")))).await.unwrap();
        host.rest(&run).await;
        let again = host.progress(&run).await.unwrap().progress;
        assert_eq!(
            again.steps[&step].status,
            StepStatus::Waiting { on: WaitReason::Conversation },
            "what does not fit is asked for again"
        );
        host.send(&run, say(answer)).await.unwrap();
        host.rest(&run).await;
        assert_eq!(host.result(&run).await.unwrap().variables["result"], json!("Stew for 4"));
    }
}

#[tokio::test]
async fn a_gateways_script_chooses_an_open_way_and_a_closed_one_is_left_to_a_person() {
    for (chosen, status) in [("Left", ResultStatus::Completed), ("Elsewhere", ResultStatus::Waiting)] {
        let content = format!(
            r#"<startEvent id="Start"/><exclusiveGateway id="Fork"><extensionElements><routine:demo>
            <routine:reply purpose="choosePath">{{"flows": ["{chosen}"], "because": "it is shorter"}}</routine:reply>
            </routine:demo></extensionElements></exclusiveGateway><endEvent id="One"/><endEvent id="Two"/>
            <sequenceFlow id="In" sourceRef="Start" targetRef="Fork"/><sequenceFlow id="Left" sourceRef="Fork" targetRef="One"/>
            <sequenceFlow id="Right" sourceRef="Fork" targetRef="Two"/>"#
        );
        let config = RunConfig { path_selection: PathSelectionMode::Model, ..RunConfig::default() };
        let start = run_host::StartRequest { config, ..request(crate::support::routine(&content)) };
        let (_, result) = run(&host(), start).await;
        assert_eq!(result.status, status, "{result:?}");
    }
}
