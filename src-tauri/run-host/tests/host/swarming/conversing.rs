//! Several members of a team in one conversation: who is mentioned answers, with their own persona and model.

use run_engine::{Actor, RunCommand, RunEvent, RunId, StepAnswer};
use run_host::RunHost;
use serde_json::{Value, json};
use swarm::{StatusReason, SwarmSettings};

use super::members::host;
use super::{settings, started, subtask, until};
use crate::model_server::{Answer, ModelServer};
use crate::support::{sequence, waiting_step};

fn talk() -> Vec<u8> {
    sequence(&[r#"<task id="Work" name="Talk"><extensionElements><routine:strategy mode="conversational"/>
        <routine:outputSchema>{"type": "object", "required": ["day"], "properties": {"day": {"type": "string"}}}</routine:outputSchema>
        <routine:conversation with="ann bo"/></extensionElements></task>"#])
}

fn team() -> Value {
    json!({
        "members": [
            { "id": "ann", "name": "Ann", "kind": "agent", "persona": "a planner", "model": "test/small" },
            { "id": "bo", "name": "Bo", "kind": "agent", "persona": "a doubter", "model": "test/large" },
            { "id": "cy", "name": "Cy", "kind": "agent", "persona": "an uninvited guest" },
        ],
        "leader": "bo",
    })
}

async fn say(host: &RunHost, run: &RunId, text: &str) {
    let step = waiting_step(host, run, "Work").await;
    let answer = StepAnswer::Say { text: text.to_owned() };
    host.send(run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(run).await;
}

/// Who was to answer, and why, as the journal has it.
async fn answering(host: &RunHost, run: &RunId) -> Vec<(String, String)> {
    let entries = host.journal(run, 0, None).await.unwrap();
    let noted = entries.into_iter().filter_map(|entry| match entry.event {
        RunEvent::StepProgressed(event) => {
            let of = event.note.get("answering")?.clone();
            Some((of["member"].as_str()?.to_owned(), of["because"].as_str()?.to_owned()))
        }
        _ => None,
    });
    noted.collect()
}

#[tokio::test]
async fn who_is_mentioned_answers_else_who_spoke_last_else_who_leads() {
    let text = |text: &str| Answer::Text(text.to_owned());
    let server = ModelServer::start(vec![
        text("Why at all?"),
        text("Are you sure?"),
        text("On Monday then. @Bo, do you agree?"),
        text("I doubt it."),
        Answer::Call("finish".to_owned(), json!({ "day": "Monday" })),
    ])
    .await;
    let host = host(Some(&server.url), &[("talk", talk())]);
    let swarms = host.swarms();
    let team = serde_json::from_value(team()).unwrap();
    let id = started(&swarms, SwarmSettings { team, ..settings(vec![subtask("one", "talk", &[])]) }).await;
    let run = until(&swarms, &id, |context| context.statistics.runs == 1).await.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    say(&host, &run, "Because.").await;
    say(&host, &run, "@Ann, when? Not @Cy.").await;
    say(&host, &run, "Enough of that.").await;
    until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;

    let said = |member: &str, why: &str| (member.to_owned(), why.to_owned());
    let expected = [
        said("bo", "leader"),
        said("bo", "active"),
        said("ann", "mentioned"),
        said("bo", "mentioned"),
        said("bo", "active"),
    ];
    assert_eq!(
        answering(&host, &run).await,
        expected,
        "who leads, who spoke last, who was mentioned, who was handed to"
    );
    let seen = server.seen.lock().unwrap().clone();
    let models: Vec<&str> = seen.iter().filter_map(|request| request["model"].as_str()).collect();
    assert_eq!(models, ["large", "large", "small", "large", "large"], "each with their own model");
    let third = seen[2]["messages"].to_string();
    assert!(third.contains("You are a planner.") && third.contains("You speak as Ann"), "{third}");
    assert!(third.contains("Bo: Why at all?"), "she sees who has said what: {third}");
    assert!(!seen[2]["messages"][0].to_string().contains("a doubter"), "and is nobody else: {third}");
    assert_eq!(host.result(&run).await.unwrap().variables["day"], json!("Monday"));
}
