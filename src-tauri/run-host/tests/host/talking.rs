//! Steps done in conversations: turns, several at once, the end of the program in the middle, agreement, limits.

use run_engine::{Actor, RunCommand, RunId, StepAnswer, VariableMap};
use run_host::{ResultStatus, RunHost};
use run_store::RunPersistence;
use serde_json::json;

use crate::support::{host, host_on, request, run, sequence, waiting_step};
use crate::thinking::{kinds, records};

fn talk(id: &str, settings: &str) -> String {
    format!(
        r#"<task id="{id}"><extensionElements><routine:strategy mode="conversational"/>
        <routine:outputSchema>{{"type": "object", "required": ["day"], "properties": {{"day": {{"type": "string"}}}}}}</routine:outputSchema>
        {settings}
        <routine:demo><routine:reply purpose="turn">When do you come?</routine:reply>
        <routine:reply purpose="turn">On which day?</routine:reply>
        <routine:reply purpose="turn" tool="finish">{{"day": "Monday"}}</routine:reply>
        <routine:reply purpose="turn" tool="finish">{{"day": "Tuesday"}}</routine:reply></routine:demo></extensionElements></task>"#
    )
}

async fn say(host: &RunHost, run: &RunId, element: &str, text: &str) {
    let step = waiting_step(host, run, element).await;
    let answer = StepAnswer::Say { text: text.to_owned() };
    host.send(run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(run).await;
}

#[tokio::test]
async fn a_conversation_outlives_the_program_and_nothing_is_asked_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let (run, _) = run(&host, request(sequence(&[&talk("Ask", "")]))).await;
    say(&host, &run, "Ask", "Soon.").await;
    host.close().await.unwrap();
    drop(host);

    let host = host_on(RunPersistence::open(&path).unwrap());
    host.resume_interrupted().await.unwrap();
    say(&host, &run, "Ask", "On Monday.").await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    assert_eq!(result.variables["day"], json!("Monday"));
    let kinds = kinds(&records(&host, &run).await);
    let turn = ["modelAsked turn", "modelAnswered", "personSaid"];
    let expected: Vec<&str> = ["strategyChosen"].into_iter().chain(turn).chain(turn).chain(turn).take(9).collect();
    assert_eq!(kinds, expected, "three turns of the model, two of the person, each once");
}

#[tokio::test]
async fn outputs_are_the_persons_to_confirm_or_to_doubt() {
    let host = host();
    let (run, _) = run(&host, request(sequence(&[&talk("Ask", r#"<routine:conversation confirm="true"/>"#)]))).await;
    for text in ["Soon.", "On Monday.", "No, a day later."] {
        say(&host, &run, "Ask", text).await;
    }
    let step = waiting_step(&host, &run, "Ask").await;
    let outputs: VariableMap = serde_json::from_value(json!({ "day": "Tuesday" })).unwrap();
    let answer = StepAnswer::Confirm { outputs };
    host.send(&run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(&run).await;
    assert_eq!(host.result(&run).await.unwrap().variables["day"], json!("Tuesday"));
}

#[tokio::test]
async fn several_conversations_go_on_side_by_side() {
    let content = format!(
        r#"<startEvent id="Start"/><parallelGateway id="Fork"/>{}{}<endEvent id="End"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Fork"/><sequenceFlow id="f2" sourceRef="Fork" targetRef="One"/>
        <sequenceFlow id="f3" sourceRef="Fork" targetRef="Two"/><sequenceFlow id="f4" sourceRef="One" targetRef="End"/>
        <sequenceFlow id="f5" sourceRef="Two" targetRef="End"/>"#,
        talk("One", ""),
        talk("Two", "")
    );
    let host = host();
    let (run, _) = run(&host, request(crate::support::routine(&content))).await;
    for (element, text) in [("One", "a"), ("Two", "b"), ("Two", "c"), ("One", "d")] {
        say(&host, &run, element, text).await;
    }
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
}

#[tokio::test]
async fn a_conversation_has_so_many_turns_and_no_more() {
    let host = host();
    let (run, _) = run(&host, request(sequence(&[&talk("Ask", r#"<routine:budget maxTurns="1"/>"#)]))).await;
    for text in ["Soon.", "On Monday."] {
        say(&host, &run, "Ask", text).await;
    }
    let told = format!("{:?}", host.result(&run).await.unwrap());
    assert!(told.contains("max-turns"), "{told}");
}
