//! The real program is killed (kill -9) in the middle of what steps with models and tools do, and started again: nothing is
//! lost, and nothing is paid or done twice without saying so.

use serde_json::{Value, json};

use crate::model_server::{Answer, ModelServer};
use crate::serve::{Server, Socket};
use crate::support::Desk;
use crate::tool_program::tool_program;

/// A routine with one step `Work` that a model does.
fn routine(mode: &str, script: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
        <process id="P" name="Killed" isExecutable="true"><startEvent id="Start"/>
        <task id="Work"><extensionElements><routine:strategy mode="{mode}"/><routine:model phases="one"/><routine:tools allow="test/*"/>
        <routine:outputSchema>{{"type": "object", "required": ["answer"], "properties": {{"answer": {{"type": "string"}}}}}}</routine:outputSchema>
        <routine:demo>{script}</routine:demo></extensionElements></task><endEvent id="End"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Work"/><sequenceFlow id="f2" sourceRef="Work" targetRef="End"/></process></definitions>"#
    )
}

/// A program, its page, and the run that is watched there.
struct Program {
    server: Server,
    socket: Socket,
    run: String,
}

impl Program {
    /// Starts a run in a new program.
    async fn begin(desk: &Desk, xml: String) -> Self {
        let server = Server::start(desk);
        let mut socket = server.socket().await;
        let reach = json!({ "kind": "program", "command": tool_program(), "arguments": [], "environment": [] });
        let tools = json!({ "id": "test", "name": "Test", "reach": reach, "enabled": true, "trusted": false,
            "startMs": 60_000, "callMs": 60_000, "resultBytes": 1_000_000 });
        let (saved, _) = socket.call("saveToolServer", json!({ "server": tools })).await;
        assert!(saved.get("ok").is_some(), "{saved}");
        let routine = json!({ "source": "text", "xml": xml, "name": "killed" });
        let start = json!({ "routine": routine, "mode": "data", "paused": false });
        let (started, _) = socket.call("startRun", start).await;
        let run = started["ok"]["runId"].as_str().unwrap_or_else(|| panic!("{started}")).to_owned();
        let mut program = Self { server, socket, run };
        program.watch().await;
        program
    }

    async fn watch(&mut self) {
        let (view, _) = self.socket.call("watchRun", json!({ "subscription": 1, "runId": self.run })).await;
        assert!(view.get("ok").is_some(), "{view}");
    }

    /// Killed, and started again.
    async fn killed(self, desk: &Desk) -> Self {
        let Self { server, socket, run } = self;
        server.kill();
        drop(socket);
        let server = Server::start(desk);
        let socket = server.socket().await;
        let mut program = Self { server, socket, run };
        program.watch().await;
        program
    }

    /// Returns what the journal holds as soon as that is enough.
    async fn until(&mut self, desk: &Desk, is_enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        loop {
            let (_, journal) = desk.json(&["journal", &self.run]);
            if is_enough(&journal) {
                return journal;
            }
            self.socket.frame().await;
        }
    }

    async fn answer(&mut self, answer: Value) {
        let (view, _) = self.socket.call("showRun", json!({ "runId": self.run })).await;
        let steps = view["ok"]["steps"].as_array().cloned().unwrap_or_default();
        let step = steps.iter().find(|step| step["element"] == json!("Work")).unwrap_or_else(|| panic!("{view}"));
        let params = json!({ "runId": self.run, "stepId": step["id"], "answer": answer });
        let (answered, _) = self.socket.call("answerStep", params).await;
        assert!(answered.get("ok").is_some(), "{answered}");
    }

    async fn go_on(&mut self) {
        let (done, _) = self.socket.call("continueRun", json!({ "runId": self.run })).await;
        assert!(done.get("ok").is_some(), "{done}");
    }

    /// The journal of the run that has completed, and what it came to.
    async fn completes(mut self, desk: &Desk) -> (Vec<Value>, Value) {
        let ended = |journal: &[Value]| {
            let status =
                |entry: &Value| entry["type"] == json!("runStatusChanged") && entry["status"] == json!("completed");
            journal.iter().any(status)
        };
        let journal = self.until(desk, ended).await;
        let (_, shown) = desk.json(&["show", &self.run]);
        assert_eq!(shown[0]["status"], json!("completed"), "{shown:?}");
        assert_eq!(self.server.end(), 0);
        (journal, shown[0]["variables"].clone())
    }
}

/// The kinds of what is on record, in order.
fn kinds(journal: &[Value]) -> Vec<&str> {
    journal.iter().filter_map(|entry| entry["record"]["kind"].as_str()).collect()
}

fn count(journal: &[Value], kind: &str) -> usize {
    kinds(journal).into_iter().filter(|found| *found == kind).count()
}

fn waits(on: &'static str) -> impl Fn(&[Value]) -> bool {
    move |journal| {
        journal
            .last()
            .is_some_and(|entry| entry["type"] == json!("stepWaiting") && entry["on"].to_string().contains(on))
    }
}

#[tokio::test]
async fn killed_in_a_conversation_it_goes_on_with_the_next_turn() {
    let desk = Desk::new();
    let script = r#"<routine:reply purpose="turn">When?</routine:reply><routine:reply purpose="turn">On which day?</routine:reply>
        <routine:reply purpose="turn" tool="finish">{"answer": "Monday"}</routine:reply>"#;
    let mut program = Program::begin(&desk, routine("conversational", script)).await;
    program.until(&desk, waits("conversation")).await;
    program.answer(json!({ "answer": "say", "text": "Soon." })).await;
    program.until(&desk, |journal| count(journal, "modelAnswered") == 2 && waits("conversation")(journal)).await;
    let mut program = program.killed(&desk).await;
    program.answer(json!({ "answer": "say", "text": "On Monday." })).await;
    let (journal, variables) = program.completes(&desk).await;
    assert_eq!(variables["answer"], json!("Monday"));
    assert_eq!(
        (count(&journal, "modelAsked"), count(&journal, "personSaid")),
        (3, 2),
        "each turn once: {:?}",
        kinds(&journal)
    );
}

#[tokio::test]
async fn killed_while_a_call_waits_for_approval_it_still_waits_and_is_made_once_as_edited() {
    let desk = Desk::new();
    let (asked, edited) = (desk.path("asked"), desk.path("edited"));
    let script = format!(
        r#"<routine:reply purpose="execute" tool="test__write">{}</routine:reply><routine:reply purpose="execute">{{"answer": "done"}}</routine:reply>"#,
        json!({ "path": asked })
    );
    let mut program = Program::begin(&desk, routine("reasoning", &script)).await;
    program.until(&desk, waits("approval")).await;
    let mut program = program.killed(&desk).await;
    program.answer(json!({ "answer": "approve", "call": "1.1", "arguments": { "path": edited } })).await;
    let (journal, variables) = program.completes(&desk).await;
    assert_eq!(variables["answer"], json!("done"));
    assert_eq!((count(&journal, "modelAsked"), count(&journal, "callAsked")), (2, 1), "{:?}", kinds(&journal));
    assert_eq!(std::fs::read_to_string(edited).unwrap(), "once\n", "made once, with what the person left");
    assert!(!asked.exists());
}

#[tokio::test]
async fn killed_while_a_tool_is_at_work_a_person_is_asked_before_it_is_called_again() {
    let answer = Answer::Text(json!({ "answer": "without it" }).to_string());
    let model = ModelServer::start(vec![Answer::Call("test__hang".to_owned(), json!({})), answer]).await;
    let desk = Desk::with(&[("ROUTINE_MODEL_BASE_URL", &model.url), ("ROUTINE_MODEL", "tiny")]);
    let mut program = Program::begin(&desk, routine("reasoning", "")).await;
    program.until(&desk, waits("approval")).await;
    program.answer(json!({ "answer": "approve", "call": "1.1" })).await;
    program.until(&desk, |journal| count(journal, "callBegun") == 1).await;
    let mut program = program.killed(&desk).await;
    program.go_on().await;
    program.until(&desk, |journal| count(journal, "callAsked") == 2 && waits("approval")(journal)).await;
    program.answer(json!({ "answer": "reject", "call": "1.1", "reason": "once is enough" })).await;
    let (journal, variables) = program.completes(&desk).await;
    assert_eq!(variables["answer"], json!("without it"));
    assert_eq!((count(&journal, "callBegun"), count(&journal, "modelLost")), (1, 0), "{:?}", kinds(&journal));
    assert_eq!(model.asked(), 2, "the request that led to the call is not paid again");
}

#[tokio::test]
async fn killed_in_a_streamed_answer_it_says_what_was_lost_and_asks_again() {
    let answer = Answer::Text(json!({ "answer": "whole" }).to_string());
    let mut model = ModelServer::start(vec![Answer::Begun("{\"answer\": \"ha".to_owned()), answer]).await;
    let desk = Desk::with(&[("ROUTINE_MODEL_BASE_URL", &model.url), ("ROUTINE_MODEL", "tiny")]);
    let program = Program::begin(&desk, routine("reasoning", "")).await;
    model.begins().await;
    let mut program = program.killed(&desk).await;
    program.go_on().await;
    let (journal, variables) = program.completes(&desk).await;
    assert_eq!(variables["answer"], json!("whole"));
    assert_eq!(model.asked(), 2);
    let lost = ["strategyChosen", "phaseBegun", "modelAsked", "modelLost", "modelAsked", "modelAnswered", "phaseBegun"];
    assert_eq!(kinds(&journal), lost, "what nobody saw is said to be lost, and nothing else is done twice");
}
