//! `routine:approval`, from BPMN text to stored result: before a task, a sub-process and a called routine; who may decide.

use run_engine::{Actor, Rejection, RunCommand, RunId, StepAnswer, StepStatus, WHOLE_STEP, WaitReason};
use run_host::{HostError, ResultStatus, RunHost};
use run_store::RunPersistence;
use serde_json::json;

use crate::support::{file, host, host_on, request, routine, run, script, sequence, waiting_step, with_inputs};

fn named(name: &str) -> Actor {
    Actor::Named { name: name.to_owned() }
}

fn approve(arguments: Option<serde_json::Value>) -> StepAnswer {
    StepAnswer::Approve { call: WHOLE_STEP.to_owned(), arguments }
}

async fn answer(host: &RunHost, run: &RunId, element: &str, answer: StepAnswer, by: Actor) -> Result<(), HostError> {
    let step = waiting_step(host, run, element).await;
    let answered = host.send(run, RunCommand::AnswerStep { step, answer, by }).await;
    host.rest(run).await;
    answered.map(|_| ())
}

async fn waits_for_approval(host: &RunHost, run: &RunId, element: &str) -> bool {
    let step = waiting_step(host, run, element).await;
    let progress = host.progress(run).await.unwrap().progress;
    progress.steps[&step].status == StepStatus::Waiting { on: WaitReason::Approval }
}

/// A sub-process that says `word` inside, and has to be approved.
fn sub_process(approval: &str) -> Vec<u8> {
    let said = script("Say", "word", "&quot;said &quot; + name");
    routine(&format!(
        r#"<startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Sub"/>
           <subProcess id="Sub"><extensionElements>{approval}
               <zeebe:ioMapping><zeebe:input source="=whom" target="name"/><zeebe:output source="=word" target="word"/></zeebe:ioMapping>
             </extensionElements>
             <startEvent id="S"/><sequenceFlow id="b" sourceRef="S" targetRef="Say"/>{said}
             <sequenceFlow id="c" sourceRef="Say" targetRef="E"/><endEvent id="E"/></subProcess>
           <sequenceFlow id="d" sourceRef="Sub" targetRef="End"/><endEvent id="End"/>"#
    ))
}

#[tokio::test]
async fn nothing_inside_a_sub_process_begins_before_it_is_approved_also_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let start = with_inputs(request(sub_process("<routine:approval/>")), json!({ "whom": "Ada" }));
    let (run_id, _) = run(&host, start).await;
    assert!(waits_for_approval(&host, &run_id, "Sub").await, "the scope is not open yet");
    assert_eq!(host.progress(&run_id).await.unwrap().progress.scopes.len(), 1, "only the process is open");
    host.close().await.unwrap();
    drop(host);

    let host = host_on(RunPersistence::open(&path).unwrap());
    host.resume_interrupted().await.unwrap();
    assert!(waits_for_approval(&host, &run_id, "Sub").await, "a restart approves nothing");
    answer(&host, &run_id, "Sub", approve(None), Actor::Person).await.unwrap();
    let result = host.result(&run_id).await.unwrap();
    assert_eq!((result.status, &result.variables["word"]), (ResultStatus::Completed, &json!("said Ada")), "{result:?}");
}

#[tokio::test]
async fn inputs_that_an_approver_has_changed_are_those_of_the_scope() {
    let host = host();
    let start = with_inputs(request(sub_process("<routine:approval/>")), json!({ "whom": "Ada" }));
    let (run_id, _) = run(&host, start).await;
    answer(&host, &run_id, "Sub", approve(Some(json!({ "name": "Bob" }))), Actor::Person).await.unwrap();
    let result = host.result(&run_id).await.unwrap();
    assert_eq!(result.variables["word"], json!("said Bob"), "{result:?}");
}

#[tokio::test]
async fn a_rejected_sub_process_is_an_incident_and_trying_again_asks_again() {
    let host = host();
    let start = with_inputs(request(sub_process("<routine:approval/>")), json!({ "whom": "Ada" }));
    let (run_id, _) = run(&host, start).await;
    let reject = StepAnswer::Reject { call: WHOLE_STEP.to_owned(), reason: Some("not today".to_owned()) };
    answer(&host, &run_id, "Sub", reject, Actor::Person).await.unwrap();
    let progress = host.progress(&run_id).await.unwrap().progress;
    let incident = progress.incidents.values().next().unwrap();
    assert!(incident.code == "approval-rejected" && incident.message.contains("not today"), "{incident:?}");
    let again =
        RunCommand::ResolveIncident { incident: incident.id, resolution: run_engine::command::Resolution::Retry };
    host.send(&run_id, again).await.unwrap();
    host.rest(&run_id).await;
    assert!(waits_for_approval(&host, &run_id, "Sub").await, "nobody has approved it yet");
    answer(&host, &run_id, "Sub", approve(None), Actor::Person).await.unwrap();
    assert_eq!(host.result(&run_id).await.unwrap().status, ResultStatus::Completed);
}

#[tokio::test]
async fn a_called_routine_is_approved_before_it_opens() {
    let said = script("Say", "word", "&quot;called&quot;");
    let bytes = file(&format!(
        r#"<process id="P" isExecutable="true"><startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Call"/>
             <callActivity id="Call" calledElement="Q"><extensionElements><routine:approval risk="high"/></extensionElements></callActivity>
             <sequenceFlow id="b" sourceRef="Call" targetRef="End"/><endEvent id="End"/></process>
           <process id="Q"><startEvent id="S"/><sequenceFlow id="c" sourceRef="S" targetRef="Say"/>{said}
             <sequenceFlow id="d" sourceRef="Say" targetRef="E"/><endEvent id="E"/></process>"#
    ));
    let host = host();
    let (run_id, _) = run(&host, request(bytes)).await;
    assert!(waits_for_approval(&host, &run_id, "Call").await, "the called routine is not open yet");
    answer(&host, &run_id, "Call", approve(None), Actor::Person).await.unwrap();
    let result = host.result(&run_id).await.unwrap();
    assert_eq!((result.status, &result.variables["word"]), (ResultStatus::Completed, &json!("called")), "{result:?}");
}

#[tokio::test]
async fn only_whom_a_step_names_may_approve_it_or_do_it_by_hand() {
    let host = host();
    let approval = r#"<routine:approval approvers="Ann Lee, Bob"/>"#;
    let task = format!(
        r#"<scriptTask id="Pay" scriptFormat="javascript"><extensionElements>{approval}</extensionElements><script>return {{paid: true}}</script></scriptTask>"#
    );
    for bytes in [sequence(&[&task]), sub_process(approval)] {
        let element = if String::from_utf8_lossy(&bytes).contains("Pay") { "Pay" } else { "Sub" };
        let (run_id, _) = run(&host, with_inputs(request(bytes), json!({ "whom": "Ada" }))).await;
        for by in [Actor::Person, Actor::Scenario, named("Carl")] {
            let refused = answer(&host, &run_id, element, approve(None), by.clone()).await.unwrap_err();
            let HostError::Rejected(Rejection::NotAnApprover { approvers, .. }) = &refused else {
                panic!("{by:?} must be refused, not {refused:?}")
            };
            assert_eq!(approvers, &["Ann Lee", "Bob"], "it is said who may");
        }
        let step = waiting_step(&host, &run_id, element).await;
        let outcome = run_engine::StepOutcome::Succeeded { outputs: Default::default() };
        let by_hand = RunCommand::FinishStep { step, attempt: 1, outcome, by: Actor::Person };
        assert!(host.send(&run_id, by_hand).await.is_err(), "nor is it done past them");
        answer(&host, &run_id, element, approve(None), named("Ann Lee")).await.unwrap();
        assert_eq!(host.result(&run_id).await.unwrap().status, ResultStatus::Completed, "{element}");
    }
}

#[tokio::test]
async fn approval_where_nothing_could_be_asked_before_is_refused_with_its_reason() {
    let receive = r#"<receiveTask id="Wait" messageRef="M"><extensionElements><routine:approval/></extensionElements></receiveTask>"#;
    let inside = String::from_utf8(sequence(&[receive])).unwrap();
    let bytes = inside.replace("<process", r#"<message id="M" name="m"><extensionElements><zeebe:subscription correlationKey="=1"/></extensionElements></message><process"#);
    let refused = host().start(request(bytes.into_bytes())).await.unwrap_err();
    assert!(format!("{refused:?}").contains("routine:approval has no effect here"), "{refused:?}");
}
