//! A whole routine whose step a real model thinks through: from BPMN text to stored result.

use std::sync::Arc;

use run_engine::{RunEvent, StepRecord};
use run_host::{HostOptions, OpenRequest, ResultStatus, RunHost, StartRequest};
use run_store::RunPersistence;
use serde_json::json;
use step_execution::model::Models;
use step_execution::{ExecutionResources, ScriptPlace, UnifiedSubroutineExecutor};

use crate::side_program;

const ROUTINE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="triage" name="Triage" isExecutable="true">
    <startEvent id="Start"/>
    <sequenceFlow id="F1" sourceRef="Start" targetRef="Judge"/>
    <task id="Judge" name="Judge the report">
      <extensionElements>
        <routine:strategy mode="reasoning"/>
        <routine:model phases="one" maxOutputTokens="300" temperature="0.2"/>
        <routine:prompt>Judge this report: {{report}}. Give it a title and say how urgent it is.</routine:prompt>
        <routine:outputSchema>{"type": "object", "additionalProperties": false, "required": ["title", "urgency"],
          "properties": {"title": {"type": "string", "minLength": 1, "maxLength": 60},
          "urgency": {"enum": ["low", "medium", "high"]}}}</routine:outputSchema>
      </extensionElements>
    </task>
    <sequenceFlow id="F2" sourceRef="Judge" targetRef="Route"/>
    <scriptTask id="Route" name="Route it">
      <extensionElements><zeebe:script expression="=title + &quot; (&quot; + urgency + &quot;)&quot;" resultVariable="line"/></extensionElements>
    </scriptTask>
    <sequenceFlow id="F3" sourceRef="Route" targetRef="End"/>
    <endEvent id="End"/>
  </process>
</definitions>"#;

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn a_routine_is_thought_through_by_a_model_behind_a_server() {
    thinks(crate::models()).await;
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn a_routine_is_thought_through_by_our_own_side_program() {
    if let Some(runner) = side_program::own_runner() {
        thinks(side_program::models(runner)).await;
    }
}

async fn thinks(models: Models) {
    let resources = ExecutionResources { models: Arc::new(models), ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources);
    let host = RunHost::open(RunPersistence::in_memory().unwrap(), Arc::new(executor), HostOptions::default());
    let inputs = serde_json::from_value(json!({ "report": "The printer on the third floor smokes." })).unwrap();
    let start = StartRequest {
        open: Some(OpenRequest { inputs, ..OpenRequest::default() }),
        ..StartRequest::of("triage.bpmn", ROUTINE.as_bytes().to_vec())
    };
    let run = host.start(start).await.unwrap();
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    println!("{:?}: {}", result.status, json!(result.variables));
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let (title, urgency) = (&result.variables["title"], &result.variables["urgency"]);
    assert!(["low", "medium", "high"].contains(&urgency.as_str().unwrap()), "{urgency}");
    let line = format!("{} ({})", title.as_str().unwrap(), urgency.as_str().unwrap());
    assert_eq!(result.variables["line"], json!(line), "the next step computes with what the model said");
    let journal = host.journal(&run, 0, None).await.unwrap();
    let asked = journal.iter().filter(|entry| match &entry.event {
        RunEvent::StepRecorded(event) => matches!(*event.record, StepRecord::ModelAsked { scripted: false, .. }),
        _ => false,
    });
    assert!(asked.count() >= 1, "a model was asked, and not a script");
}
