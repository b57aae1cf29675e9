//! A step outgrows its strategy and goes back to it: real runs of the Demo model, from the first figure to the edited file.

use api::contract::{ErrorCode, RunStatus, RunView};
use serde_json::{Value, json};

use crate::support::Desk;

/// A step that a model does and a script could do; the script fails where `ok` is false.
const ROUTINE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="P" name="Sorting" isExecutable="true">
    <startEvent id="Start"/>
    <sequenceFlow id="In" sourceRef="Start" targetRef="Sort"/>
    <scriptTask id="Sort" name="Sort the letter">
      <extensionElements>
        <routine:strategy   mode='reasoning' />
        <zeebe:script expression="=if ok then &quot;bills&quot; else assert(null, false)" resultVariable="box"/>
        <routine:outputSchema>{ "type": "object", "required": ["box"], "properties": { "box": { "type": "string" } } }</routine:outputSchema>
        <routine:demo><routine:reply purpose="execute">{"box": "bills"}</routine:reply></routine:demo>
      </extensionElements>
    </scriptTask>
    <sequenceFlow id="Out" sourceRef="Sort" targetRef="End"/>
    <endEvent id="End"/>
  </process>
</definitions>
"#;

/// Runs the routine until it rests, so many times.
async fn run(desk: &mut Desk, path: &str, ok: bool, times: u32) {
    for time in 0..times {
        let run = desk.start(path, json!({ "ok": ok })).await;
        let mut view = desk.watch(time, &run).await;
        let rests = |view: &RunView| view.status == RunStatus::Completed || !view.incidents.is_empty();
        desk.follow(&mut view, rests).await;
        assert_eq!(view.status == RunStatus::Completed, ok, "{:?}", view.incidents);
        desk.ask("unwatch", json!({ "subscription": time })).await;
    }
}

async fn figures(desk: &Desk, path: &str) -> Value {
    desk.ask("readStrategyFigures", json!({ "path": path })).await
}

fn reference(path: &str, evolution: &Value, from: &str, to: &str) -> Value {
    json!({ "path": path, "element": "Sort", "from": from, "to": to, "expectedVersion": evolution["version"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_gives_up_its_model_by_proposal_and_gets_it_back_when_that_was_wrong() {
    let mut desk = Desk::open().await;
    let path = desk.import("Sorting", ROUTINE).await;
    assert_eq!(figures(&desk, &path).await["steps"], json!([]), "nothing is known of what never ran");

    run(&mut desk, &path, true, 49).await;
    let early = figures(&desk, &path).await;
    assert_eq!(early["steps"][0]["proposal"], Value::Null, "not before fifty runs: {early}");
    assert_eq!(desk.ask("listStrategyProposals", json!({})).await, json!([]));
    run(&mut desk, &path, true, 1).await;
    let proved = figures(&desk, &path).await;
    let step = &proved["steps"][0];
    assert_eq!(
        (&step["element"], &step["name"], &step["strategy"]),
        (&json!("Sort"), &json!("Sort the letter"), &json!("reasoning"))
    );
    let [kept] = step["figures"].as_array().unwrap().as_slice() else { panic!("one strategy was at work: {step}") };
    let counted = [&kept["runs"], &kept["successes"], &kept["scripted"], &kept["credits"]];
    assert_eq!(counted, [&json!(50), &json!(50), &json!(50), &json!("0")], "what is scripted says so");
    assert_eq!((&step["proposal"]["from"], &step["proposal"]["to"]), (&json!("reasoning"), &json!("deterministic")));
    assert_eq!(desk.ask("listStrategyProposals", json!({})).await, json!([{ "path": path, "proposals": 1 }]));

    let forward = reference(&path, &proved, "reasoning", "deterministic");
    let mut stale = forward.clone();
    stale["expectedVersion"] = json!("another");
    assert_eq!(desk.call("acceptStrategyProposal", stale).await.unwrap_err().code, ErrorCode::Conflict);
    let saved = desk.ask("acceptStrategyProposal", forward.clone()).await;
    assert_ne!(saved["routine"]["version"], proved["version"], "it is a new version");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, ROUTINE.replace("mode='reasoning'", "mode='deterministic'"), "only the setting differs");
    let gone = desk.call("acceptStrategyProposal", forward).await.unwrap_err().code;
    assert_eq!(gone, ErrorCode::Conflict, "the file is another one now");

    run(&mut desk, &path, false, 9).await;
    assert_eq!(figures(&desk, &path).await["steps"][0]["proposal"], Value::Null, "nine runs are too few to doubt");
    run(&mut desk, &path, false, 1).await;
    let desk = desk.reopen().await;
    let doubted = figures(&desk, &path).await;
    let proposal = &doubted["steps"][0]["proposal"];
    assert_eq!((&proposal["to"], &proposal["back"]), (&json!("reasoning"), &json!(true)), "{doubted}");
    desk.ask("acceptStrategyProposal", reference(&path, &doubted, "deterministic", "reasoning")).await;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), ROUTINE, "as it was, to the byte");
    let back = figures(&desk, &path).await;
    assert_eq!(back["steps"][0]["proposal"], Value::Null, "what failed once is not proposed again: {back}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dismissed_comes_back_when_as_many_runs_speak_for_it_again() {
    let mut desk = Desk::open().await;
    let path = desk.import("Sorting", ROUTINE).await;
    run(&mut desk, &path, true, 50).await;
    let proved = figures(&desk, &path).await;
    let after = desk.ask("dismissStrategyProposal", reference(&path, &proved, "reasoning", "deterministic")).await;
    assert_eq!(after["steps"][0]["proposal"], Value::Null);
    let again = desk.call("dismissStrategyProposal", reference(&path, &proved, "reasoning", "deterministic")).await;
    assert_eq!(again.unwrap_err().code, ErrorCode::NotFound);
    run(&mut desk, &path, true, 50).await;
    assert_ne!(figures(&desk, &path).await["steps"][0]["proposal"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_not_accepted_over_unsaved_changes_or_without_anything_that_could_do_the_step() {
    let mut desk = Desk::open().await;
    let unbound = ROUTINE.replace("scriptTask", "task");
    let from = unbound.find("<zeebe:script").unwrap();
    let to = unbound[from..].find("/>").unwrap() + from + 2;
    let unbound = format!("{}{}", &unbound[..from], &unbound[to..]);
    // Free text would be too complex to do without a model.
    let unbound = unbound.replace(r#""type": "string""#, r#""type": "integer""#).replace(r#""bills"}"#, "7}");
    let path = desk.import("Sorting", &unbound).await;
    run(&mut desk, &path, true, 50).await;
    let proved = figures(&desk, &path).await;
    let step = &proved["steps"][0];
    assert_eq!(step["proposal"]["needsBinding"], json!(true), "{step}");
    let wanted = reference(&path, &proved, "reasoning", "deterministic");
    assert_eq!(desk.call("acceptStrategyProposal", wanted.clone()).await.unwrap_err().code, ErrorCode::Rejected);

    let draft = json!({ "key": path, "path": path, "name": "Sorting", "xml": unbound, "baseVersion": "1" });
    desk.ask("saveDraft", draft).await;
    assert_eq!(desk.call("acceptStrategyProposal", wanted).await.unwrap_err().code, ErrorCode::Conflict);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), unbound, "nothing was changed");
}
