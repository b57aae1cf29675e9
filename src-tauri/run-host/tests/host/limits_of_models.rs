//! What holds a step with a model within its bounds: a second opinion, time for turns, room for LLM tokens, limits that warn.

use run_engine::{RunEvent, RunId, StepAnswer, StepRecord};
use run_host::{ResultStatus, RunHost};
use serde_json::{Value, json};

use crate::model_server::{Answer, ModelServer};
use crate::support::{request, run, sequence, with_inputs};
use crate::thinking::{kinds, records};
use crate::with_tools::{ANSWER, answer, host_with, nobody_asked, say, work};

/// The texts of a request, without who said them.
fn texts(request: &Value) -> String {
    let messages = request["messages"].as_array().cloned().unwrap_or_default();
    messages.iter().filter_map(|message| message["content"].as_str()).collect::<Vec<_>>().join("\n")
}

/// What was left out of requests, as the record says it.
async fn left_out(host: &RunHost, run: &RunId) -> Vec<String> {
    let trimmed = records(host, run).await.into_iter().filter_map(|record| match &*record {
        StepRecord::ContextTrimmed { left_out } => Some(left_out.clone()),
        _ => None,
    });
    trimmed.flatten().collect()
}

#[tokio::test]
async fn a_second_opinion_has_not_seen_how_the_outputs_came_about_and_can_refuse_them() {
    let verdict =
        |met: bool| json!({ "verdicts": [{ "criterion": "polite", "met": met, "because": "b" }] }).to_string();
    let script = [
        say("plan", "my secret plan"),
        say("execute", r#"{"answer": "Go away"}"#),
        say("check", &verdict(true)),
        say("check", &verdict(false)),
        say("repair", r#"{"answer": "Please go away"}"#),
        say("check", &verdict(true)),
        say("check", &verdict(true)),
    ];
    let inside = r#"<routine:successCriteria secondOpinion="true">polite</routine:successCriteria>"#;
    let host = host_with(nobody_asked(), None);
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", inside, &script)]))).await;
    assert_eq!(result.variables["answer"], json!("Please go away"), "the second opinion counts: {result:?}");
    let records = records(&host, &run).await;
    let checks: Vec<bool> = records
        .iter()
        .filter_map(|record| match &**record {
            StepRecord::ModelAsked { request, .. } if request["purpose"] == json!("check") => {
                Some(request["messages"].to_string().contains("my secret plan"))
            }
            _ => None,
        })
        .collect();
    assert_eq!(checks, [true, false, true, false], "its own check knows the plan, the second opinion does not");
}

#[tokio::test]
async fn a_person_who_does_not_answer_in_time_ends_the_conversation() {
    let inside = r#"<routine:conversation turnTimeout="1"/>"#;
    let script = [say("turn", "Are you there?")];
    let host = host_with(nobody_asked(), None);
    let (run, _) = run(&host, request(sequence(&[&work("conversational", inside, &script)]))).await;
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    let result = loop {
        let result = host.result(&run).await.unwrap();
        if !result.incidents.is_empty() {
            break result;
        }
        watcher.next().await;
    };
    assert_eq!(result.incidents.first().map(|incident| incident.code.as_str()), Some("turn-timeout"), "{result:?}");
}

#[tokio::test]
async fn turns_beyond_a_limit_that_warns_are_told_and_go_on() {
    let inside = r#"<routine:budget maxTurns="1" mode="warn"/>"#;
    let script = [say("turn", "And?"), say("turn", "And?"), say("turn", ANSWER)];
    let host = host_with(nobody_asked(), None);
    let (run, _) = run(&host, request(sequence(&[&work("conversational", inside, &script)]))).await;
    for text in ["one", "two"] {
        answer(&host, &run, StepAnswer::Say { text: text.to_owned() }).await;
    }
    assert_eq!(host.result(&run).await.unwrap().status, ResultStatus::Completed);
    let entries = host.journal(&run, 0, None).await.unwrap();
    let warned = entries.iter().filter(|entry| match &entry.event {
        RunEvent::StepProgressed(event) => event.note["warning"]["limit"] == json!("max-turns"),
        _ => false,
    });
    assert_eq!(warned.count(), 1, "the journal says it once");
}

#[tokio::test]
async fn inputs_that_the_prompt_does_not_name_are_left_out_first_and_named() {
    let server = ModelServer::start(vec![Answer::Text(ANSWER.to_owned())]).await;
    let inside = r#"<routine:model phases="one"/><routine:prompt>Use {{letter}}.</routine:prompt><routine:budget maxContextTokens="700"/>"#;
    let host = host_with(nobody_asked(), Some(&server.url));
    let inputs = json!({ "letter": "Dear Ada", "noise": "z".repeat(9_000) });
    let start = with_inputs(request(sequence(&[&work("reasoning", inside, &[])])), inputs);
    let (run, result) = run(&host, start).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let sent = texts(&server.seen.lock().unwrap()[0]);
    assert!(sent.contains("Dear Ada") && !sent.contains("zzz"), "{sent}");
    let left_out = left_out(&host, &run).await;
    assert!(left_out.iter().any(|line| line.contains("the input noise")), "{left_out:?}");
}

#[tokio::test]
async fn what_tools_say_counts_for_the_room_and_is_shortened_inside_its_fence() {
    let long = |letter: &str| Answer::Call("test__echo".to_owned(), json!({ "text": letter.repeat(6_000) }));
    let server = ModelServer::start(vec![long("q"), long("w"), Answer::Text(ANSWER.to_owned())]).await;
    let inside =
        r#"<routine:tools allow="test/echo"/><routine:model phases="one"/><routine:budget maxContextTokens="5000"/>"#;
    let host = host_with(nobody_asked(), Some(&server.url));
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", inside, &[])]))).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let last = texts(server.seen.lock().unwrap().last().unwrap());
    assert!(!last.contains(&"q".repeat(100)), "the oldest result has gone");
    let tail = last.lines().last().unwrap_or_default().to_owned();
    assert!(
        last.contains(&"w".repeat(100)) && tail.starts_with("</data-"),
        "the latest is there, in its fence: {tail}"
    );
    let left_out = left_out(&host, &run).await;
    assert!(left_out.iter().any(|line| line.contains("the earlier results")), "{left_out:?}");
    assert!(kinds(&records(&host, &run).await).contains(&"contextTrimmed".to_owned()));
}
