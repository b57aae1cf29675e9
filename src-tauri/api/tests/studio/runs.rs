//! Runs through the command list, from BPMN text to what a page shows.

use crate::support::{APPROVAL, Desk};
use api::contract::{BranchStatus, ErrorCode, IncidentView, RunStatus, StepStatus, TaskAudience, WaitingOn};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_run_asks_a_person_and_goes_on_with_the_answer() {
    let mut desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let run = desk.start(&path, json!({ "amount": 200 })).await;
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;

    assert_eq!(view.status, RunStatus::InProgress);
    assert_eq!(view.routine.path.as_deref(), Some(path.as_str()));
    let task = view.tasks[0].clone();
    assert_eq!((task.element.as_str(), task.audience), ("Review", TaskAudience::Person));
    assert_eq!(task.element_name.as_deref(), Some("Review the invoice"));
    assert_eq!((task.instructions.as_deref(), task.assignee.as_deref()), (Some("Look at the supplier."), Some("anna")));
    let keys: Vec<&str> = task.fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["approved", "note"], "the form's fields are shown");
    let branch = &view.branches[0];
    assert_eq!(
        (branch.letter.as_str(), branch.element.as_str(), branch.status),
        ("A", "Review", BranchStatus::Waiting)
    );
    assert_eq!(branch.waiting_on, Some(WaitingOn::Person { step_id: task.step_id.clone() }));
    assert_eq!(branch.came_by.as_deref(), Some("Flow_large"));
    assert_eq!(view.scopes[0].variables["total"].value, json!(240));
    assert_eq!(view.flows_taken.get("Flow_large"), Some(&1));
    assert_eq!((view.marks["Total"].completed, view.marks["Review"].active), (1, 1));

    let outputs = json!({ "runId": run, "stepId": task.step_id, "outputs": { "approved": true } });
    desk.ask("completeStep", outputs.clone()).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    assert_eq!(view, desk.show(&run).await, "what a page folds is what a new page gets");
    assert!(view.branches.is_empty() && view.tasks.is_empty(), "nothing is left to do");
    assert_eq!(view.scopes[0].variables["approved"].value, json!(true), "the last variables stay visible");
    assert!(view.steps.iter().all(|step| step.status == StepStatus::Completed));

    let again = desk.call("completeStep", outputs).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::Rejected, "work is done once: {again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_run_moves_one_step_at_a_time() {
    let mut desk = Desk::open().await;
    let routine = json!({ "source": "text", "xml": APPROVAL, "name": "Draft", "path": null });
    let params = json!({ "routine": routine, "inputs": { "amount": 10 }, "mode": "data", "paused": true });
    let run = desk.ask("startRun", params).await["runId"].as_str().unwrap().to_owned();
    let mut view = desk.watch(1, &run).await;
    assert_eq!((view.status, view.routine.path.as_deref()), (RunStatus::Paused, None));
    assert_eq!(view.routine.name, "Draft");
    let mut seen = vec![view.branches[0].element.clone()];
    while view.status == RunStatus::Paused && !view.branches.is_empty() {
        let before = view.seq;
        let branch = view.branches[0].id.clone();
        desk.ask("stepRun", json!({ "runId": run, "branchId": branch })).await;
        desk.follow(&mut view, |view| view.seq > before).await;
        let now = desk.show(&run).await;
        desk.follow(&mut view, |view| view.seq >= now.seq).await;
        seen.extend(view.branches.first().map(|branch| branch.element.clone()));
    }
    assert_eq!(seen, ["Start", "Total", "Large", "Paid"], "each step moves the branch by one flow node");
    assert_eq!(desk.show(&run).await.status, RunStatus::Completed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_found_again_after_the_program_was_closed() {
    let desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let run = desk.start(&path, json!({ "amount": 200 })).await;
    let mut desk = desk.reopen().await;

    let listed = desk.ask("listRuns", json!({ "limit": 10 })).await;
    assert_eq!((&listed["total"], &listed["runs"][0]["runId"]), (&json!(1), &json!(run)));
    let library = desk.ask("listRoutines", json!({})).await;
    assert_eq!(library["routines"][0]["lastRun"]["runId"], json!(run), "the library names the latest run");
    let mut view = desk.watch(7, &run).await;
    assert_eq!((view.tasks.len(), view.interrupted), (1, false), "it rests where it was, and is taken up by itself");
    let text = desk.ask("runXml", json!({ "runId": run })).await;
    assert_eq!(text["xml"], json!(APPROVAL), "it opens on the text that it began with");

    let step = view.tasks[0].step_id.clone();
    desk.ask("completeStep", json!({ "runId": run, "stepId": step, "outputs": {} })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    desk.ask("deleteRuns", json!({ "runIds": [run] })).await;
    assert_eq!(desk.call("showRun", json!({ "runId": run })).await.unwrap_err().code, ErrorCode::RunNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_routine_with_errors_is_refused_with_every_reason() {
    let desk = Desk::open().await;
    let broken = APPROVAL.replace("=total &gt; 100", "=total &gt;").replace("=amount * 1.2", "=amount *");
    let path = desk.import("broken", &broken).await;
    let opened = desk.ask("openRoutine", json!({ "path": path })).await;
    assert_eq!(opened["xml"], json!(broken), "a broken routine opens");

    let routine = json!({ "source": "file", "path": path });
    let params = json!({ "routine": routine, "mode": "data", "paused": false });
    let error = desk.call("startRun", params).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotRunnable);
    let elements: Vec<_> = error.diagnostics.iter().filter_map(|found| found.element.as_deref()).collect();
    assert_eq!(elements, ["Total", "Flow_large"], "both reasons are told at once: {:?}", error.diagnostics);
    let listed = desk.ask("listRuns", json!({ "limit": 10 })).await;
    assert_eq!(listed["total"], json!(0), "no run was begun");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_value_is_fetched_in_parts() {
    let desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let large = "é".repeat(40_000);
    let run = desk.start(&path, json!({ "amount": 200, "large": large })).await;
    let view = desk.show(&run).await;
    let value = &view.scopes[0].variables["large"];
    assert_eq!((&value.value, value.bytes), (&json!(null), 80_002));
    let reference = value.reference.clone().unwrap();
    let mut text = String::new();
    while (text.len() as u64) < value.bytes {
        let params = json!({ "runId": run, "reference": reference, "from": text.len(), "length": 32_768 });
        text.push_str(desk.ask("readValue", params).await["text"].as_str().unwrap());
    }
    assert_eq!(serde_json::from_str::<String>(&text).unwrap(), large, "the parts make up the whole");

    let journal = desk.ask("readJournal", json!({ "runId": run, "fromSeq": 1, "limit": 1000 })).await;
    assert_eq!(journal["entries"][0]["type"], json!("runCreated"));
    assert_eq!(journal["lastSeq"], json!(view.seq));
    assert!(journal.to_string().len() < 60_000, "a journal page carries previews of large values");
}

/// Starts a run that meets an incident at once, and gives the incident.
async fn incident(desk: &Desk) -> (String, IncidentView) {
    let path = desk.import("approval", APPROVAL).await;
    let run = desk.start(&path, json!({ "amount": "much" })).await;
    let mut view = desk.show(&run).await;
    while view.incidents.is_empty() {
        tokio::task::yield_now().await;
        view = desk.show(&run).await;
    }
    (run, view.incidents[0].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_is_retried_skipped_or_settled_with_a_result() {
    let mut desk = Desk::open().await;
    let (run, found) = incident(&desk).await;
    assert_eq!((found.element.as_str(), found.element_name.as_deref()), ("Total", Some("Add the tax")));
    let mut view = desk.watch(1, &run).await;
    assert_eq!(view.branches[0].waiting_on, Some(WaitingOn::Incident { incident_id: found.id.clone() }));
    assert_eq!(view.marks["Total"].incidents, 1);

    let scope = view.scopes[0].id.clone();
    let params = json!({ "runId": run, "scopeId": scope, "name": "amount", "value": 300 });
    desk.ask("setVariable", params).await;
    desk.ask("retryIncident", json!({ "runId": run, "incidentId": found.id })).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;
    assert_eq!((view.incidents.len(), view.marks["Total"].incidents), (0, 0), "it is resolved");
    assert_eq!(view.scopes[0].variables["total"].value, json!(360), "it was done again with the new value");
    let again = desk.call("retryIncident", json!({ "runId": run, "incidentId": found.id })).await;
    assert_eq!(again.unwrap_err().code, ErrorCode::Rejected);

    let (run, found) = incident(&desk).await;
    let params = json!({ "runId": run, "incidentId": found.id, "outputs": { "total": 500 } });
    desk.ask("resolveIncident", params).await;
    let mut view = desk.watch(2, &run).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;
    assert_eq!(view.scopes[0].variables["total"].value, json!(500), "the given result counts");

    let (run, found) = incident(&desk).await;
    desk.ask("skipIncident", json!({ "runId": run, "incidentId": found.id })).await;
    let mut view = desk.watch(3, &run).await;
    desk.follow(&mut view, |view| view.incidents.iter().any(|incident| incident.element == "Large")).await;
    assert!(view.marks["Total"].skipped == 1, "the step was passed over: {:?}", view.marks["Total"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_chooses_the_way() {
    let mut desk = Desk::open().await;
    // Without a default, both ways are open: conditions leave a choice.
    let path = desk.import("approval", &APPROVAL.replace(" default=\"Flow_small\"", "")).await;
    let routine = json!({ "source": "file", "path": path });
    let inputs = json!({ "amount": 200 });
    let params =
        json!({ "routine": routine, "inputs": inputs, "mode": "data", "paused": false, "pathSelection": "manual" });
    let run = desk.ask("startRun", params).await["runId"].as_str().unwrap().to_owned();
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| !view.decisions.is_empty()).await;
    let decision = view.decisions[0].clone();
    assert_eq!((decision.element.as_str(), decision.several), ("Large", false));
    let options: Vec<_> = decision.options.iter().map(|way| (way.flow_id.as_str(), way.holds, way.default)).collect();
    assert_eq!(options, [("Flow_large", Some(true), false), ("Flow_small", None, false)]);
    assert_eq!(decision.options[0].condition.as_deref(), Some("=total > 100"));
    assert_eq!(decision.options[0].target_name.as_deref(), Some("Review the invoice"));

    let both = json!({ "runId": run, "decisionId": decision.id, "flowIds": ["Flow_large", "Flow_small"] });
    assert_eq!(desk.call("decidePath", both).await.unwrap_err().code, ErrorCode::Rejected, "only one way can be taken");
    desk.ask("decidePath", json!({ "runId": run, "decisionId": decision.id, "flowIds": ["Flow_small"] })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    assert_eq!(view.flows_taken.get("Flow_small"), Some(&1));
}
