//! Routines and hosts that the tests share.

use std::sync::Arc;

use run_engine::{Actor, RunCommand, RunConfig, RunId, RunMode, StepId, StepOutcome, VariableMap};
use run_host::{HostOptions, OpenRequest, RunHost, RunResult, StartRequest};
use run_store::RunPersistence;
use step_execution::UnifiedSubroutineExecutor;

/// A file with one executable process of this content.
pub fn routine(content: &str) -> Vec<u8> {
    file(&format!(r#"<process id="P" name="Test" isExecutable="true">{content}</process>"#))
}

/// A file of this content.
pub fn file(content: &str) -> Vec<u8> {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">{content}</definitions>"#
    )
    .into_bytes()
}

/// Nodes in a row: `("userTask", "Review")` and so on, between a start and an end event.
pub fn sequence(nodes: &[&str]) -> Vec<u8> {
    let mut content = r#"<startEvent id="Start"/>"#.to_owned();
    let mut before = "Start".to_owned();
    for node in nodes.iter().copied().chain([r#"<endEvent id="End"/>"#]) {
        let id = node.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        content += node;
        content += &format!(r#"<sequenceFlow id="{before}-{id}" sourceRef="{before}" targetRef="{id}"/>"#);
        before = id;
    }
    routine(&content)
}

/// A script task that puts the value of an expression into a variable.
pub fn script(id: &str, variable: &str, expression: &str) -> String {
    format!(
        r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={expression}" resultVariable="{variable}"/></extensionElements></scriptTask>"#
    )
}

pub fn host() -> RunHost {
    host_on(RunPersistence::in_memory().unwrap())
}

pub fn host_on(store: RunPersistence) -> RunHost {
    RunHost::open(store, Arc::new(UnifiedSubroutineExecutor::default()), HostOptions::default())
}

pub fn request(bytes: Vec<u8>) -> StartRequest {
    StartRequest::of("test.bpmn", bytes)
}

pub fn token_game(bytes: Vec<u8>) -> StartRequest {
    let config = RunConfig { mode: RunMode::TokenGame, ..RunConfig::default() };
    StartRequest { config, ..request(bytes) }
}

pub fn with_inputs(request: StartRequest, inputs: serde_json::Value) -> StartRequest {
    let inputs: VariableMap = serde_json::from_value(inputs).unwrap();
    StartRequest { open: Some(OpenRequest { inputs, ..OpenRequest::default() }), ..request }
}

/// Starts a run, lets it come to rest, and says what has come of it.
pub async fn run(host: &RunHost, request: StartRequest) -> (RunId, RunResult) {
    let run = host.start(request).await.unwrap();
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    (run, result)
}

pub fn names(ids: &[routine_model::ElementId]) -> Vec<&str> {
    ids.iter().map(routine_model::ElementId::as_str).collect()
}

/// The step that waits at an element.
pub async fn waiting_step(host: &RunHost, run: &RunId, element: &str) -> StepId {
    let progress = host.progress(run).await.unwrap().progress;
    progress.steps.values().find(|step| step.element.as_str() == element).unwrap().id
}

/// Finishes a waiting step with these outputs, as a person does.
pub async fn finish_with(host: &RunHost, run: &RunId, step: StepId, outputs: &str) {
    let outcome = StepOutcome::Succeeded { outputs: serde_json::from_str(outputs).unwrap() };
    let attempt = host.progress(run).await.unwrap().progress.steps[&step].attempt;
    host.send(run, RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person }).await.unwrap();
}
