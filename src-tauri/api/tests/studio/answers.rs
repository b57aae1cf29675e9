//! Steps that models and people do, through the command list: answered, approved, done another way, estimated.

use crate::support::Desk;
use api::contract::{
    ErrorCode, FieldKind, OutputsAsked, RunStatus, RunView, StepCallState, StepRecordKind, StepRecordView, StepView,
    Strategy, StrategySetting, TurnCount,
};
use serde_json::{Value, json};

const TALK: &str = include_str!("../../../../tests/e2e/routines/talk.bpmn");
const PAY: &str = include_str!("../../../../tests/e2e/routines/pay.bpmn");

fn step<'a>(view: &'a RunView, element: &str) -> &'a StepView {
    view.steps.iter().rfind(|step| step.element == element).unwrap_or_else(|| panic!("{element} has begun"))
}

/// Waits until an element's work waits for a person.
async fn waits(desk: &mut Desk, view: &mut RunView, element: &str) {
    desk.follow(view, |view| view.tasks.iter().any(|task| task.element == element)).await;
}

/// Starts a routine and watches it.
async fn begin(desk: &Desk, xml: &str) -> (String, RunView) {
    let path = desk.import("routine", xml).await;
    let run = desk.start(&path, json!({})).await;
    let view = desk.watch(1, &run).await;
    (run, view)
}

async fn answer(desk: &Desk, run: &str, step: &str, answer: Value) {
    desk.ask("answerStep", json!({ "runId": run, "stepId": step, "answer": answer })).await;
}

async fn records(desk: &Desk, run: &str, step: &str, from: u64) -> Vec<StepRecordView> {
    let params = json!({ "runId": run, "stepId": step, "fromSeq": from });
    serde_json::from_value(desk.ask("readStepRecords", params).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_counts_its_turns_and_asks_to_confirm_what_it_came_to() {
    let mut desk = Desk::open().await;
    let (run, mut view) = begin(&desk, TALK).await;
    waits(&mut desk, &mut view, "Agree").await;
    let task = view.tasks.iter().find(|task| task.element == "Agree").unwrap().clone();
    assert_eq!((task.outputs, task.turns), (OutputsAsked::None, Some(TurnCount { taken: 0, most: 5 })));
    assert!(task.until.is_some_and(|until| until >= task.since + 3_600_000), "it says until when it waits");
    let before = records(&desk, &run, &task.step_id, 1).await;
    assert!(matches!(before.last().unwrap().what, StepRecordKind::ModelAnswered { .. }), "the model has asked");

    answer(&desk, &run, &task.step_id, json!({ "answer": "say", "text": "Yes" })).await;
    desk.follow(&mut view, |view| view.tasks.iter().any(|task| task.outputs == OutputsAsked::Confirm)).await;
    let offered = view.tasks.iter().find(|task| task.element == "Agree").unwrap().clone();
    assert_eq!(offered.turns, Some(TurnCount { taken: 1, most: 5 }));
    let fields: Vec<_> =
        offered.fields.iter().map(|field| (field.label.as_str(), &field.value, field.required)).collect();
    assert_eq!(fields, [("Money back", &json!(20), true), ("Why", &json!("The lamp was broken"), false)]);

    let since = before.last().unwrap().seq + 1;
    let after = records(&desk, &run, &task.step_id, since).await;
    assert!(!after.is_empty() && after.iter().all(|record| record.seq >= since), "only what is new is told");
    let all = records(&desk, &run, &task.step_id, 1).await;
    assert_eq!(all.len(), before.len() + after.len(), "both stretches make up the whole");

    answer(&desk, &run, &task.step_id, json!({ "answer": "confirm", "outputs": { "amount": 25 } })).await;
    desk.follow(&mut view, |view| view.steps.iter().any(|step| step.element == "Agree" && step.ended_at.is_some()))
        .await;
    assert_eq!(step(&view, "Agree").outputs["amount"].value, json!(25), "what the person confirmed counts");
    desk.follow(&mut view, |view| view.tasks.iter().all(|task| task.element != "Agree")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_approved_with_other_arguments_and_its_state_is_told() {
    let mut desk = Desk::open().await;
    let (run, mut view) = begin(&desk, PAY).await;
    waits(&mut desk, &mut view, "Book").await;
    let asked = step(&view, "Book").clone();
    let [call] = asked.calls.as_slice() else { panic!("one call waits: {:?}", asked.calls) };
    assert_eq!(call.state, StepCallState::PendingApproval);
    assert_eq!(call.arguments.as_ref().map(|arguments| &arguments.value), Some(&json!({ "amount": 20 })));
    assert!(view.tasks[0].until.is_some(), "it says until when somebody has to decide");
    assert_eq!(view, desk.show(&run).await, "what a page folds is what a new page gets");

    let wish = json!({ "answer": "approve", "call": call.call, "arguments": { "amount": 15 } });
    answer(&desk, &run, &asked.id, wish.clone()).await;
    desk.follow(&mut view, |view| view.steps.iter().any(|step| step.element == "Book" && step.ended_at.is_some()))
        .await;
    let done = step(&view, "Book").clone();
    assert_eq!(done.outputs["paid"].value, json!(15), "it was done with what the person wrote");
    assert!(done.calls[0].edited && done.calls[0].arguments.is_none(), "the edit is told, the record holds both");
    assert_ne!(done.calls[0].state, StepCallState::PendingApproval);
    let again = json!({ "runId": run, "stepId": asked.id, "answer": wish });
    assert_eq!(desk.call("answerStep", again).await.unwrap_err().code, ErrorCode::Rejected, "a call is decided once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_override_is_shown_taken_back_and_an_incident_is_tried_again_another_way() {
    let mut desk = Desk::open().await;
    let (run, mut view) = begin(&desk, PAY).await;
    waits(&mut desk, &mut view, "Book").await;
    let wish = |setting: Value| json!({ "runId": run, "element": "Write", "setting": setting });
    desk.ask("overrideStrategy", wish(json!("conversational"))).await;
    desk.follow(&mut view, |view| !view.overrides.is_empty()).await;
    assert_eq!(view.overrides.get("Write"), Some(&StrategySetting::Conversational));
    desk.ask("overrideStrategy", wish(Value::Null)).await;
    desk.follow(&mut view, |view| view.overrides.is_empty()).await;

    let book = step(&view, "Book").clone();
    answer(&desk, &run, &book.id, json!({ "answer": "approve", "call": book.calls[0].call })).await;
    desk.follow(&mut view, |view| !view.incidents.is_empty()).await;
    let incident = view.incidents[0].clone();
    assert_eq!((incident.element.as_str(), step(&view, "Write").strategy), ("Write", Some(Strategy::Reasoning)));
    let retry = json!({ "runId": run, "incidentId": incident.id, "strategy": "conversational" });
    desk.ask("retryIncident", retry).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    let done = step(&view, "Write");
    assert_eq!(done.strategy, Some(Strategy::Conversational), "what was really chosen is told");
    assert_eq!(done.overridden, Some(StrategySetting::Conversational), "and that somebody wanted it so");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_routine_that_allows_no_override_says_so_before_one_tries() {
    let mut desk = Desk::open().await;
    let closed = PAY.replace(
        "<bpmn:process id=\"Pay\" name=\"Pay back\" isExecutable=\"true\">",
        "<bpmn:process id=\"Pay\" name=\"Pay back\" isExecutable=\"true\"><bpmn:extensionElements>\
         <routine:settings allowStrategyOverride=\"false\" /></bpmn:extensionElements>",
    );
    let said = desk.ask("routineStrategies", json!({ "xml": closed })).await;
    assert!(said.as_array().unwrap().iter().all(|one| one["overridable"] == json!(false)), "{said}");
    let open = desk.ask("routineStrategies", json!({ "xml": PAY })).await;
    assert!(open.as_array().unwrap().iter().all(|one| one["overridable"] == json!(true)));

    let (run, mut view) = begin(&desk, &closed).await;
    waits(&mut desk, &mut view, "Book").await;
    let wish = json!({ "runId": run, "element": "Write", "setting": "conversational" });
    assert_eq!(desk.call("overrideStrategy", wish).await.unwrap_err().code, ErrorCode::Rejected);
    assert!(desk.show(&run).await.overrides.is_empty(), "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_detector_has_seen_has_a_code_beside_its_sentence() {
    let desk = Desk::open().await;
    let said = desk.ask("routineStrategies", json!({ "xml": PAY })).await;
    for activity in said.as_array().unwrap() {
        for contribution in activity["contributions"].as_array().unwrap() {
            assert!(contribution["code"].is_string() && contribution["because"].is_string(), "{contribution}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_estimated_before_it_starts() {
    let desk = Desk::open().await;
    let routine = json!({ "source": "text", "xml": TALK, "name": "Talk", "path": null });
    let free = desk.ask("estimateRun", json!({ "routine": routine })).await;
    assert_eq!((&free["lowest"], &free["highest"]), (&json!("0"), &json!("0")), "the Demo model costs nothing");

    let provider = json!({ "id": "elsewhere", "name": "Elsewhere", "protocol": "openAi", "baseUrl": "http://127.0.0.1:9/v1",
        "secret": null, "model": "gpt-4o", "prices": "openai" });
    desk.ask("saveProvider", json!({ "provider": provider })).await;
    let paid = desk.ask("estimateRun", json!({ "routine": routine })).await;
    let number = |name: &str| paid[name].as_str().unwrap().parse::<f64>().unwrap();
    assert!(number("lowest") > 0.0 && number("highest") > number("lowest"), "a range: {paid}");
    assert_eq!(paid["activities"].as_array().unwrap().len(), 2, "what may cost something is named");
    let tested = desk.ask("estimateRun", json!({ "routine": routine, "testMode": true })).await;
    assert_eq!(tested["highest"], json!("0"), "in test mode nothing costs anything");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_inputs_are_asked_for_in_a_form_of_their_types() {
    let mut desk = Desk::open().await;
    let asking = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="P" name="Cook" isExecutable="true"><startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Cook"/>
    <task id="Cook"><extensionElements><routine:strategy mode="reasoning"/><routine:prompt>Cook for {{guests}}.</routine:prompt>
      <routine:inputSchema missing="ask">{ "type": "object", "required": ["guests"], "properties": { "guests": { "type": "integer", "title": "Guests" } } }</routine:inputSchema>
      <routine:demo><routine:reply purpose="execute">{ "result": "Stew for {{guests}}" }</routine:reply></routine:demo></extensionElements></task>
    <sequenceFlow id="b" sourceRef="Cook" targetRef="End"/><endEvent id="End"/></process>
</definitions>"#;
    let (run, mut view) = begin(&desk, asking).await;
    waits(&mut desk, &mut view, "Cook").await;
    let task = view.tasks[0].clone();
    assert_eq!(task.outputs, OutputsAsked::Inputs, "inputs are asked for, and not what the step brings about");
    let fields: Vec<_> = task.fields.iter().map(|field| (field.label.as_str(), field.kind, field.required)).collect();
    assert_eq!(fields, [("Guests", FieldKind::Number, true)]);
    answer(&desk, &run, &task.step_id, json!({ "answer": "confirm", "outputs": { "guests": 4 } })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    assert_eq!(step(&view, "Cook").outputs["result"].value, json!("Stew for 4"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_approvers_decide_under_the_name_that_they_give_or_that_of_the_settings() {
    let guarded = PAY.replacen("<routine:approval ", "<routine:approval approvers=\"Bo\" ", 1);
    assert_ne!(guarded, PAY, "the routine asks first");
    for through_settings in [false, true] {
        let mut desk = Desk::open().await;
        let (run, mut view) = begin(&desk, &guarded).await;
        waits(&mut desk, &mut view, "Book").await;
        let task = view.tasks[0].clone();
        assert_eq!(task.approvers, ["Bo"], "the page can say who may");
        let call = step(&view, "Book").calls[0].call.clone();
        let wish = |by: Value| json!({ "runId": run, "stepId": task.step_id, "answer": { "answer": "approve", "call": call }, "by": by });
        let refused = desk.call("answerStep", wish(json!("Di"))).await.unwrap_err();
        assert!(refused.message.contains("Only Bo may decide"), "{}", refused.message);
        let by = if through_settings {
            let mut settings = desk.ask("getSettings", json!({})).await;
            settings["ownName"] = json!("Bo");
            desk.ask("setSettings", json!({ "settings": settings })).await;
            Value::Null
        } else {
            json!("Bo")
        };
        desk.ask("answerStep", wish(by)).await;
        desk.follow(&mut view, |view| view.tasks.iter().all(|task| task.element != "Book")).await;
    }
}
