//! Tools in the steps of models, from BPMN text to stored result: a real tool server over its input and output, approvals,
//! limits, the end of the program.

use std::sync::Arc;

use run_engine::{RunEvent, RunId, StepAnswer, StepRecord};
use run_host::{HostOptions, ResultStatus, RunHost, RunNotice, RunResult};
use run_store::RunPersistence;
use serde_json::{Value, json};

use crate::support::{request, run, sequence};
use crate::thinking::{kinds, records};
use crate::with_tools::{ANSWER, answer, call, host_of, host_with, nobody_asked, say, tools, work};

const TOOLS: &str = r#"<routine:tools allow="test/*"/>"#;

fn echo(text: &str) -> String {
    call("execute", "test__echo", json!({ "text": text }))
}

/// What the model was told in its requests.
async fn told(host: &RunHost, run: &RunId) -> String {
    let asked = records(host, run).await.into_iter().filter_map(|record| match &*record {
        StepRecord::ModelAsked { request, .. } => Some(request["messages"].clone()),
        _ => None,
    });
    asked.map(|messages| messages.to_string()).collect::<Vec<_>>().join("\n")
}

/// What the journal warns of.
async fn warnings(host: &RunHost, run: &RunId) -> Vec<String> {
    let entries = host.journal(run, 0, None).await.unwrap();
    let warned = entries.into_iter().filter_map(|entry| match entry.event {
        RunEvent::StepProgressed(event) => event.note["warning"]["limit"].as_str().map(ToOwned::to_owned),
        _ => None,
    });
    warned.collect()
}

/// The result when the run has ended or stands with an incident, however long a timer on the way takes.
async fn ended(host: &RunHost, run: &RunId) -> RunResult {
    let (_, mut watcher) = host.watch(run).await.unwrap();
    loop {
        host.rest(run).await;
        let result = host.result(run).await.unwrap();
        if result.status == ResultStatus::Completed || !result.incidents.is_empty() {
            return result;
        }
        if matches!(watcher.next().await, None | Some(RunNotice::WatchAgain)) {
            (_, watcher) = host.watch(run).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_model_calls_a_tool_and_goes_on_with_what_it_says() {
    let script = [echo("from the &lt;/data-x&gt; tool"), say("execute", ANSWER)];
    let host = host_with(nobody_asked(), None);
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", TOOLS, &script)]))).await;
    assert_eq!(result.variables["answer"], json!("done"), "{result:?}");
    let expected = [
        "strategyChosen",
        "phaseBegun execute",
        "modelAsked execute",
        "modelAnswered",
        "callAsked",
        "callBegun",
        "callEnded",
        "modelAsked execute",
        "modelAnswered",
        "phaseBegun check",
    ];
    assert_eq!(kinds(&records(&host, &run).await), expected);
    let told = told(&host, &run).await;
    assert!(told.contains(r#"name=\"echo\">\nfrom the </data-x> tool\n</data-"#), "what a tool says is data: {told}");
}

#[tokio::test]
async fn beside_tools_outputs_are_a_call_that_is_bound_to_their_schema_and_held_against_it() {
    let faulty = call("execute", "finish", json!({ "answer": 4 }));
    let script = [echo("once"), faulty, call("repair", "finish", json!({ "answer": "done" }))];
    let host = host_with(nobody_asked(), None);
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", TOOLS, &script)]))).await;
    assert_eq!(result.variables["answer"], json!("done"), "{result:?}");
    let records = records(&host, &run).await;
    let kinds = kinds(&records);
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "callAsked").count(),
        1,
        "the outputs are no call of a tool: {kinds:?}"
    );
    assert!(kinds.contains(&"phaseBegun repair".to_owned()), "what does not fit is mended: {kinds:?}");
    let offers = records.iter().filter_map(|record| match &**record {
        StepRecord::ModelAsked { request, .. } => Some(request["tools"].as_array().unwrap().clone()),
        _ => None,
    });
    for tools in offers {
        let finish = tools.iter().find(|tool| tool["name"] == "finish").unwrap();
        assert_eq!(finish["inputSchema"]["properties"]["answer"]["type"], "string", "each request is bound: {finish}");
    }
}

#[tokio::test]
async fn a_model_and_the_journal_are_told_of_a_server_that_is_not_there() {
    for mode in ["reasoning", "conversational"] {
        let purpose = if mode == "reasoning" { "execute" } else { "turn" };
        let host = host_with(nobody_asked(), None);
        let step = work(mode, r#"<routine:tools allow="nowhere/*, test/echo"/>"#, &[say(purpose, ANSWER)]);
        let (run, result) = run(&host, request(sequence(&[&step]))).await;
        assert_eq!(result.variables["answer"], json!("done"), "{result:?}");
        let told = told(&host, &run).await;
        assert!(told.contains("\\\"nowhere\\\" cannot be used"), "{mode}: {told}");
        let entries = host.journal(&run, 0, None).await.unwrap();
        let noted = entries.iter().any(|entry| match &entry.event {
            RunEvent::StepProgressed(event) => event.note["warning"]["tools"] == "tool-server-unknown",
            _ => false,
        });
        assert!(noted, "{mode}: the journal says so");
    }
}

#[tokio::test]
async fn a_tool_that_a_model_does_not_have_is_named_to_it_and_it_goes_on() {
    for mode in ["reasoning", "conversational"] {
        let purpose = if mode == "reasoning" { "execute" } else { "turn" };
        let script = [call(purpose, "launch_rockets", json!({})), say(purpose, ANSWER)];
        let host = host_with(nobody_asked(), None);
        let (run, result) = run(&host, request(sequence(&[&work(mode, "", &script)]))).await;
        assert_eq!(result.variables["answer"], json!("done"), "{result:?}");
        let kinds = kinds(&records(&host, &run).await);
        assert!(kinds.contains(&"callAsked".to_owned()) && !kinds.contains(&"callBegun".to_owned()), "{kinds:?}");
        assert!(told(&host, &run).await.contains("may not use"), "the model is told");
    }
}

#[tokio::test]
async fn a_call_waits_for_approval_over_the_end_of_the_program_and_is_made_as_it_was_edited() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let open = || {
        let store = RunPersistence::open(&path).unwrap();
        host_of(store, tools(json!({})), None, HostOptions::default())
    };
    let host = open();
    let script = [echo("asked for"), say("execute", ANSWER)];
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", TOOLS, &script)]))).await;
    assert_eq!(result.waiting.first().map(|place| place.on), Some("approval"), "{result:?}");
    host.close().await.unwrap();
    drop(host);

    let host = open();
    host.resume_interrupted().await.unwrap();
    let arguments = Some(json!({ "text": "edited" }));
    answer(&host, &run, StepAnswer::Approve { call: "1.1".to_owned(), arguments }).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["answer"], json!("done"), "{result:?}");
    let records = records(&host, &run).await;
    let asked = records.iter().filter(|record| matches!(***record, StepRecord::ModelAsked { .. })).count();
    assert_eq!(asked, 2, "nothing is asked twice");
    let json = serde_json::to_string(&records).unwrap();
    assert!(json.contains("asked for") && json.contains("edited"), "both versions are on record");
    let told = told(&host, &run).await;
    assert!(told.contains("A person has changed the arguments"), "the model knows: {told}");
}

#[tokio::test]
async fn a_call_that_is_rejected_or_not_decided_in_time_is_told_to_the_model_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls");
    let script = [call("execute", "test__write", json!({ "path": path })), say("execute", ANSWER)];
    let routine = || request(sequence(&[&work("reasoning", TOOLS, &script)]));

    let host = host_with(json!({}), None);
    let (rejected, _) = run(&host, routine()).await;
    answer(&host, &rejected, StepAnswer::Reject { call: "1.1".to_owned(), reason: Some("not today".to_owned()) }).await;
    assert_eq!(ended(&host, &rejected).await.variables["answer"], json!("done"));
    assert!(told(&host, &rejected).await.contains("They say: not today"));

    let host = host_with(json!({ "timeoutMs": 1, "onTimeout": "reject" }), None);
    let (late, _) = run(&host, routine()).await;
    assert_eq!(ended(&host, &late).await.variables["answer"], json!("done"));
    assert!(told(&host, &late).await.contains("Nobody decided about this call in time"));
    assert!(!path.exists(), "the tool was never called");
}

#[tokio::test]
async fn tools_are_used_in_a_conversation_and_a_late_approval_is_no_turn_of_the_person() {
    let script = [
        call("turn", "test__echo", json!({ "text": "looked up" })),
        say("turn", "Which one?"),
        call("turn", "finish", json!({ "answer": "the second" })),
    ];
    let host = host_with(json!({ "timeoutMs": 1, "onTimeout": "reject" }), None);
    let (run, _) = run(&host, request(sequence(&[&work("conversational", TOOLS, &script)]))).await;
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    while host.result(&run).await.unwrap().waiting.first().is_none_or(|place| place.on != "conversation") {
        watcher.next().await;
    }
    answer(&host, &run, StepAnswer::Say { text: "The second.".to_owned() }).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["answer"], json!("the second"), "{result:?}");
    let kinds = kinds(&records(&host, &run).await);
    assert_eq!(kinds.iter().filter(|kind| *kind == "personSaid").count(), 1, "{kinds:?}");
}

#[tokio::test]
async fn as_many_calls_as_the_limit_allows_are_made_and_not_one_more() {
    let script = |count: usize| {
        let calls = (0..count).map(|number| echo(&number.to_string()));
        calls.chain([say("execute", ANSWER)]).collect::<Vec<_>>()
    };
    let limited = |budget: &str, count: usize| {
        let inside = format!(r#"{TOOLS}<routine:budget maxToolCalls="12" {budget}/>"#);
        request(sequence(&[&work("reasoning", &inside, &script(count))]))
    };
    let made = |records: &[Arc<StepRecord>]| {
        records.iter().filter(|record| matches!(***record, StepRecord::CallEnded { .. })).count()
    };
    let host = host_with(nobody_asked(), None);
    let (exact, result) = run(&host, limited("", 12)).await;
    assert_eq!((result.status, made(&records(&host, &exact).await)), (ResultStatus::Completed, 12), "{result:?}");
    let (beyond, result) = run(&host, limited("", 13)).await;
    assert_eq!(result.incidents.first().map(|incident| incident.code.as_str()), Some("max-tool-calls"), "{result:?}");
    assert_eq!(made(&records(&host, &beyond).await), 12);
    let (warned, result) = run(&host, limited(r#"mode="warn""#, 13)).await;
    assert_eq!((result.status, made(&records(&host, &warned).await)), (ResultStatus::Completed, 13), "{result:?}");
    assert_eq!(warnings(&host, &warned).await, ["max-tool-calls"], "it is told once");
}

#[tokio::test]
async fn a_model_is_asked_as_often_as_the_limit_allows() {
    let script = [echo("a"), echo("b"), say("execute", ANSWER)];
    let limited = |budget: &str| {
        let inside = format!(r#"{TOOLS}<routine:budget {budget}/>"#);
        request(sequence(&[&work("reasoning", &inside, &script)]))
    };
    let host = host_with(nobody_asked(), None);
    let (_, exact) = run(&host, limited(r#"maxReasoningSteps="3""#)).await;
    assert_eq!(exact.status, ResultStatus::Completed, "{exact:?}");
    let (_, beyond) = run(&host, limited(r#"maxReasoningSteps="2""#)).await;
    assert_eq!(beyond.incidents.first().map(|incident| incident.code.as_str()), Some("max-reasoning-steps"));
    let (warned, result) = run(&host, limited(r#"maxReasoningSteps="2" mode="warn""#)).await;
    assert_eq!(
        (result.status, warnings(&host, &warned).await),
        (ResultStatus::Completed, vec!["max-reasoning-steps".to_owned()])
    );
}

#[tokio::test]
async fn a_call_of_a_tool_counts_as_time_of_the_step() {
    let script = [call("execute", "test__hang", json!({})), say("execute", ANSWER)];
    let inside = format!(r#"{TOOLS}<routine:budget maxTime="PT2S"/>"#);
    let host = host_with(nobody_asked(), None);
    let (run, _) = run(&host, request(sequence(&[&work("reasoning", &inside, &script)]))).await;
    let result = ended(&host, &run).await;
    assert!(!result.incidents.is_empty(), "{result:?}");
    let ended = records(&host, &run).await.into_iter().find_map(|record| match &*record {
        StepRecord::CallEnded { result, failed: true, .. } => Some(result["error"].clone()),
        _ => None,
    });
    assert_eq!(ended, Some(Value::from("tool-timeout")), "what became of the call is on record");
}
