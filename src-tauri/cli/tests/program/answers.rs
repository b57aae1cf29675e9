//! What people answer from a terminal: turns of a conversation, confirmations, approvals, rejections.

use std::path::{Path, PathBuf};

use crate::support::Desk;
use serde_json::{Value, json};

fn file(desk: &Desk, task: &str) -> PathBuf {
    desk.write(
        "talk.bpmn",
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="P" name="Talk" isExecutable="true">
    <startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Step"/>{task}
    <sequenceFlow id="b" sourceRef="Step" targetRef="End"/><endEvent id="End"/>
  </process>
</definitions>"#
        ),
    )
}

fn conversation(desk: &Desk) -> PathBuf {
    file(
        desk,
        r#"<task id="Step"><extensionElements><routine:strategy mode="conversational"/><routine:prompt>Agree on a town.</routine:prompt>
        <routine:outputSchema>{ "type": "object", "required": ["town"], "properties": { "town": { "type": "string" } } }</routine:outputSchema>
        <routine:conversation confirm="true"/>
        <routine:demo><routine:reply purpose="turn">Which town?</routine:reply><routine:reply purpose="turn" tool="finish">{ "town": "Ulm" }</routine:reply></routine:demo>
        </extensionElements></task>"#,
    )
}

fn approval(desk: &Desk) -> PathBuf {
    file(
        desk,
        r#"<scriptTask id="Step"><extensionElements><routine:approval risk="high"/>
        <zeebe:script expression="=1 + 1" resultVariable="sum"/></extensionElements></scriptTask>"#,
    )
}

/// Starts a run that comes to wait, and gives its id.
fn waiting(desk: &Desk, file: &Path, on: &str) -> String {
    let (status, lines) = desk.json(&["run", file.to_str().unwrap()]);
    let result = lines.last().unwrap();
    assert_eq!((status, &result["waiting"]), (3, &json!([{ "element": "Step", "on": on }])), "{result}");
    result["run"].as_str().unwrap().to_owned()
}

fn ended(told: &(i32, Vec<Value>)) -> &Value {
    assert_eq!(told.0, 0, "{:?}", told.1.last());
    told.1.last().unwrap()
}

#[test]
fn a_conversation_is_held_and_its_outcome_confirmed() {
    let desk = Desk::new();
    let file = conversation(&desk);
    let run = waiting(&desk, &file, "conversation");
    let early = desk.routine(&["send", &run, "--confirm", "Step"]);
    assert_eq!(early.status, 2, "nothing has been offered yet");
    assert!(early.err.contains("--variables"), "{}", early.err);
    assert_eq!(desk.routine(&["send", &run, "--answer", "Step"]).status, 2, "an answer needs its text");

    let (status, _) = desk.json(&["send", &run, "--answer", "Step", "--text", "Ulm, please."]);
    assert_eq!(status, 3, "it waits for the confirmation");
    let confirmed = desk.json(&["send", &run, "--confirm", "Step"]);
    assert_eq!(ended(&confirmed)["variables"]["town"], json!("Ulm"), "what was offered counts");

    let run = waiting(&desk, &file, "conversation");
    let own = desk.json(&["send", &run, "--confirm", "Step", "--set", "town=\"Bonn\""]);
    assert_eq!(ended(&own)["variables"]["town"], json!("Bonn"), "a person's own outputs come before the model's");
}

#[test]
fn a_step_that_asks_first_is_approved_or_rejected() {
    let desk = Desk::new();
    let file = approval(&desk);
    let run = waiting(&desk, &file, "approval");
    assert_eq!(desk.routine(&["send", &run, "--approve", "Elsewhere"]).status, 2);
    let approved = desk.json(&["send", &run, "--approve", "Step"]);
    assert_eq!(ended(&approved)["variables"]["sum"], json!(2));

    let run = waiting(&desk, &file, "approval");
    let (status, told) = desk.json(&["send", &run, "--reject", "Step", "--text", "Not today."]);
    assert_ne!(status, 0, "{:?}", told.last());
    assert!(told.iter().any(|line| line.to_string().contains("Not today.")), "the reason is on record");
    assert_eq!(told.last().unwrap()["variables"].get("sum"), None, "nothing was done");
}

#[test]
fn a_test_run_takes_the_script_and_an_override_takes_another_strategy() {
    let desk = Desk::new();
    let file = conversation(&desk);
    let name = file.to_str().unwrap();
    let (_, lines) = desk.json(&["run", name, "--test-mode"]);
    assert_eq!(lines[0]["config"]["testMode"], json!(true), "{}", lines[0]);
    let (_, lines) = desk.json(&["run", name, "--strategy", "Step=reasoning", "--test-mode"]);
    let chosen = lines.iter().find(|line| line["record"]["kind"] == "strategyChosen").unwrap();
    assert_eq!(chosen["record"]["strategy"], json!("reasoning"));
}

#[test]
fn only_who_is_among_the_approvers_decides() {
    let desk = Desk::with(&[("USER", "ann")]);
    let guarded = |approvers: &str| {
        file(
            &desk,
            &format!(
                r#"<scriptTask id="Step"><extensionElements><routine:approval risk="high" approvers="{approvers}"/>
                <zeebe:script expression="=1 + 1" resultVariable="sum"/></extensionElements></scriptTask>"#
            ),
        )
    };
    let run = waiting(&desk, &guarded("Bo, Cy"), "approval");
    for stranger in [&["send", &run, "--approve", "Step"][..], &["send", &run, "--approve", "Step", "--by", "Di"]] {
        let refused = desk.routine(stranger);
        assert_eq!(refused.status, 2, "{}", refused.err);
        assert!(refused.err.contains("Only Bo, Cy may decide"), "it says who may: {}", refused.err);
    }
    let approved = desk.json(&["send", &run, "--approve", "Step", "--by", "Bo"]);
    assert_eq!(ended(&approved)["variables"]["sum"], json!(2));
    let decided = approved.1.iter().find(|line| line["record"]["kind"] == "callDecided").unwrap();
    assert_eq!(decided["record"]["by"], json!({ "actor": "named", "name": "Bo" }), "who has decided is on record");

    let own = waiting(&desk, &guarded("ann"), "approval");
    let approved = desk.json(&["send", &own, "--approve", "Step"]);
    assert_eq!(ended(&approved)["variables"]["sum"], json!(2), "without a name it is that of the account");
}

#[test]
fn a_missing_input_is_given_as_a_value_of_its_type() {
    let desk = Desk::new();
    let asking = file(
        &desk,
        r#"<task id="Step"><extensionElements><routine:strategy mode="reasoning"/><routine:prompt>Cook for {{guests}}.</routine:prompt>
        <routine:inputSchema missing="ask">{ "type": "object", "required": ["guests"], "properties": { "guests": { "type": "integer" } } }</routine:inputSchema>
        <routine:demo><routine:reply purpose="execute">{ "result": "Stew for {{guests}}" }</routine:reply></routine:demo></extensionElements></task>"#,
    );
    for given in [&["--confirm", "Step", "--set", "guests=4"][..], &["--answer", "Step", "--text", "4"]] {
        let run = waiting(&desk, &asking, "conversation");
        let answered = desk.json(&[&["send", &run], given].concat());
        assert_eq!(ended(&answered)["variables"]["result"], json!("Stew for 4"), "{given:?}");
    }
}
