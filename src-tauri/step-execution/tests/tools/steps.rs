//! Steps that call a tool or ask for approval, executed again and again with a longer record, as a run does it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use routine_model::graph::RoutineGraph;
use routine_model::{ElementId, read_bpmn};
use run_engine::{
    Actor, BranchId, CallDecision, HardLimits, OutsideStrategies, RunId, RunMode, StepId, StepOutcome, StepRecord,
    StepRequest, Timestamp, VariableMap, WaitReason,
};
use serde_json::{Value, json};
use step_execution::tool::approval::{ApprovalPolicy, PendingState, pending_calls};
use step_execution::tool::{ToolServerSettings, Tools};
use step_execution::{
    ExecutionResources, Progress, ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

use crate::support::{program, servers};

/// A step and its record.
struct Step {
    executor: UnifiedSubroutineExecutor,
    request: StepRequest,
    record: Arc<Mutex<Vec<Arc<StepRecord>>>>,
}

impl Step {
    fn new(task: &str, inputs: Value, policy: Value, server: ToolServerSettings) -> Self {
        let policy: ApprovalPolicy = serde_json::from_value(policy).unwrap();
        let resources =
            ExecutionResources { tools: Arc::new(Tools::new(servers(vec![server]), policy)), ..Default::default() };
        let inputs: VariableMap = serde_json::from_value(inputs).unwrap();
        Self {
            executor: UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources),
            request: StepRequest {
                run: RunId::from("run-1"),
                step: StepId(1),
                attempt: 1,
                branch: BranchId(1),
                element: ElementId::from("Step"),
                routine_path: "test.bpmn".to_owned(),
                graph: graph(task),
                mode: RunMode::Data,
                variables: inputs.clone(),
                inputs,
                started_at: Timestamp(0),
                worked_ms: 0,
                record_since: 1,
                time_zone: "UTC".to_owned(),
                strategies: OutsideStrategies::default(),
                record: Vec::new(),
                credits_left: None,
                deadline: None,
                hard_limits: HardLimits::default(),
                marks: BTreeMap::new(),
                test_mode: false,
                member: None,
                swarm: None,
            },
            record: Arc::default(),
        }
    }

    async fn execute(&self) -> StepOutcome {
        let record = Arc::clone(&self.record);
        let progress = ProgressSink::new(move |progress| {
            if let Progress::Record { record: one, stored } = progress {
                record.lock().unwrap().push(Arc::new(*one));
                let _ = stored.send(Ok(()));
            }
        });
        let request = StepRequest { record: self.record.lock().unwrap().clone(), ..self.request.clone() };
        self.executor.execute(request, progress, CancellationToken::new()).await
    }

    fn add(&self, record: StepRecord) {
        self.record.lock().unwrap().push(Arc::new(record));
    }

    fn decide(&self, call: &str, decision: CallDecision) {
        self.add(StepRecord::CallDecided { call: call.to_owned(), decision, by: Actor::Person });
    }

    fn state(&self) -> PendingState {
        let record = self.record.lock().unwrap();
        pending_calls(record.iter().map(AsRef::as_ref)).remove(0).state
    }
}

fn graph(task: &str) -> Arc<RoutineGraph> {
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
            xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t"><process id="P" isExecutable="true">{task}</process></definitions>"#
    );
    let reading = read_bpmn(text.as_bytes());
    Arc::new(reading.graph)
}

fn tool_task(tool: &str, more: &str) -> String {
    format!(
        r#"<serviceTask id="Step"><extensionElements><zeebe:taskDefinition type="routine:tool"/>
            <zeebe:taskHeaders><zeebe:header key="server" value="test"/><zeebe:header key="tool" value="{tool}"/>
            <zeebe:header key="resultVariable" value="result"/></zeebe:taskHeaders>{more}</extensionElements></serviceTask>"#
    )
}

fn approval(until_ms: Option<u64>) -> StepOutcome {
    StepOutcome::Waiting { on: WaitReason::Approval, until_ms }
}

/// A little of the time may be gone already.
fn waits_at_most(outcome: &StepOutcome, most: u64) -> bool {
    matches!(outcome, StepOutcome::Waiting { on: WaitReason::Approval, until_ms: Some(left) } if (most / 2..=most).contains(left))
}

fn succeeded(result: Value) -> StepOutcome {
    StepOutcome::Succeeded { outputs: BTreeMap::from([("result".to_owned(), result)]) }
}

fn code(outcome: StepOutcome) -> String {
    match outcome {
        StepOutcome::Failed { failure } => failure.code,
        other => panic!("it has to fail, and {other:?}"),
    }
}

fn nobody_asked() -> Value {
    json!({ "threshold": "critical" })
}

#[tokio::test]
async fn a_tool_is_called_and_its_result_is_the_output() {
    let step = Step::new(&tool_task("echo", ""), json!({ "text": "hello" }), nobody_asked(), program());
    assert_eq!(step.execute().await, succeeded(json!("hello")));
    assert_eq!(step.state(), PendingState::CompletedWithSuccess);
    let kinds = step.record.lock().unwrap().len();
    assert_eq!(kinds, 3, "asked, begun and ended are on record: {:?}", step.record.lock().unwrap());
    assert_eq!(step.execute().await, succeeded(json!("hello")), "executed again, it only reads its record");
    assert_eq!(step.record.lock().unwrap().len(), kinds);
}

#[tokio::test]
async fn a_call_waits_for_approval_and_is_made_with_what_the_person_has_changed() {
    let step = Step::new(&tool_task("echo", ""), json!({ "text": "a" }), json!({}), program());
    assert_eq!(step.execute().await, approval(None));
    assert_eq!(step.state(), PendingState::PendingApproval);
    assert_eq!(step.execute().await, approval(None), "after a restart it waits as before");
    step.decide("tool", CallDecision::Approved { arguments: Some(json!({ "text": "b" })) });
    assert_eq!(step.execute().await, succeeded(json!("b")));
    let record = step.record.lock().unwrap();
    let call = pending_calls(record.iter().map(AsRef::as_ref)).remove(0);
    assert_eq!((call.asked, call.edited), (json!({ "text": "a" }), Some(json!({ "text": "b" }))), "both are on record");
}

#[tokio::test]
async fn what_is_rejected_or_not_decided_in_time_is_not_called() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls");
    let inputs = json!({ "path": path });
    let rejected = Step::new(&tool_task("write", ""), inputs.clone(), json!({}), program());
    rejected.execute().await;
    rejected.decide("tool", CallDecision::Rejected { reason: Some("no".to_owned()) });
    assert_eq!(code(rejected.execute().await), "approval-rejected");
    let policy = json!({ "timeoutMs": 5000, "onTimeout": "reject" });
    let late = Step::new(&tool_task("write", ""), inputs, policy, program());
    assert!(waits_at_most(&late.execute().await, 5000), "its own time to decide");
    late.add(StepRecord::WaitExpired);
    assert_eq!(late.state(), PendingState::RejectedByTimeout);
    assert_eq!(code(late.execute().await), "approval-timeout");
    assert!(!path.exists(), "the tool was never called");
}

#[tokio::test]
async fn an_approved_call_waits_for_its_time() {
    let policy = json!({ "threshold": "critical", "delayMs": 3_600_000 });
    let step = Step::new(&tool_task("echo", ""), json!({ "text": "x" }), policy, program());
    assert!(matches!(step.execute().await, StepOutcome::Waiting { until_ms: Some(1..=3_600_000), .. }));
    assert!(matches!(step.state(), PendingState::Scheduled { .. }));
    step.add(StepRecord::WaitExpired);
    assert_eq!(step.execute().await, succeeded(json!("x")));
}

#[tokio::test]
async fn a_call_that_may_have_been_done_is_not_repeated_without_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls");
    let inputs = json!({ "path": path });
    let begun = |step: &Step| {
        step.add(StepRecord::CallAsked {
            call: "tool".to_owned(),
            tool: "write".to_owned(),
            server: Some("test".to_owned()),
            arguments: inputs.clone(),
            risk: "high".to_owned(),
            approval: false,
            until: None,
        });
        step.add(StepRecord::CallBegun { call: "tool".to_owned() });
    };
    let step = Step::new(&tool_task("write", ""), inputs.clone(), nobody_asked(), program());
    begun(&step);
    assert_eq!(step.execute().await, approval(None), "though the rules ask nobody");
    let asked = pending_calls(step.record.lock().unwrap().iter().map(AsRef::as_ref)).remove(0);
    assert!(asked.may_have_been_done, "the person is told that it may have been done already");
    assert!(!path.exists());
    step.decide("tool", CallDecision::Approved { arguments: None });
    assert_eq!(step.execute().await, succeeded(json!("written")));

    let again = Step::new(
        &tool_task("write", r#"<routine:recovery policy="retry"/>"#),
        inputs.clone(),
        nobody_asked(),
        program(),
    );
    begun(&again);
    assert_eq!(again.execute().await, succeeded(json!("written")), "its recovery says that it is to be done again");
    let mut trusted = program();
    trusted.trusted = true;
    let believed = Step::new(&tool_task("write", ""), inputs.clone(), nobody_asked(), trusted);
    begun(&believed);
    assert_eq!(believed.execute().await, succeeded(json!("written")), "a trusted server says that it changes nothing");
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
}

#[tokio::test]
async fn what_a_list_forbids_or_a_schema_refuses_is_not_called() {
    let forbidden = tool_task("echo", r#"<routine:tools allow="test/write"/>"#);
    let step = Step::new(&forbidden, json!({ "text": "x" }), nobody_asked(), program());
    assert_eq!(code(step.execute().await), "tool-not-allowed");
    let wrong = Step::new(&tool_task("echo", ""), json!({ "text": 5 }), json!({}), program());
    assert_eq!(code(wrong.execute().await), "tool-arguments", "nobody is asked about what cannot be called");
    let failing = Step::new(&tool_task("fail", ""), json!({}), nobody_asked(), program());
    assert_eq!(code(failing.execute().await), "tool-failed");
    let unknown = Step::new(&tool_task("nothing", ""), json!({}), nobody_asked(), program());
    assert_eq!(code(unknown.execute().await), "tool-unknown");
}

#[tokio::test]
async fn a_step_with_an_approval_is_confirmed_before_it_is_done() {
    let task = r#"<scriptTask id="Step"><extensionElements><zeebe:script expression="=amount * 2" resultVariable="result"/>
        <routine:approval risk="high" timeout="PT1M" onTimeout="reject"/></extensionElements></scriptTask>"#;
    let step = Step::new(task, json!({ "amount": 2 }), json!({}), program());
    assert!(waits_at_most(&step.execute().await, 60_000), "its own time to decide");
    step.decide("step", CallDecision::Approved { arguments: Some(json!({ "amount": 5 })) });
    assert_eq!(step.execute().await, succeeded(json!(10)), "it is done with the inputs that the person has changed");
    let rejected = Step::new(task, json!({ "amount": 2 }), json!({}), program());
    rejected.execute().await;
    rejected.decide("step", CallDecision::Rejected { reason: None });
    assert_eq!(code(rejected.execute().await), "approval-rejected");
}
