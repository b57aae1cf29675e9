//! Ended runs go, and their space comes back.

use serde_json::{Value, json};

use crate::support::{Desk, approval};

const TWO: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="P" isExecutable="true"><startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="E"/>
  <endEvent id="E"/></process></definitions>"#;

fn runs(desk: &Desk) -> Vec<Value> {
    let (status, lines) = desk.json(&["runs"]);
    assert_eq!(status, 0);
    lines.into_iter().map(|line| line["run"].clone()).collect()
}

#[test]
fn ended_runs_go_but_for_the_latest_and_what_waits_stays() {
    let desk = Desk::new();
    let file = desk.write("two.bpmn", TWO);
    let waits = approval();
    let (status, _) = desk.json(&["run", waits.to_str().unwrap(), "--input", r#"{"amount":200}"#]);
    assert_eq!(status, 3, "it waits");
    let large = json!({ "text": "x".repeat(100_000) }).to_string();
    for _ in 0..4 {
        let (status, _) = desk.json(&["run", file.to_str().unwrap(), "--input", &large]);
        assert_eq!(status, 0);
    }
    let before = runs(&desk);
    assert_eq!(before.len(), 5);

    let (status, told) = desk.json(&["tidy", "--keep", "1", "--dry-run"]);
    let would: Vec<Value> =
        told.iter().filter(|line| line["type"] != "tidied").map(|line| line["run"].clone()).collect();
    assert_eq!((status, would.as_slice()), (0, &before[1..4]), "the latest of the ended ones and the waiting one stay");
    assert_eq!(runs(&desk), before, "nothing was removed yet");

    let (status, told) = desk.json(&["tidy", "--keep", "1"]);
    let last = told.last().unwrap();
    assert_eq!((status, &last["runs"], &last["dryRun"]), (0, &json!(3), &json!(false)), "{last}");
    assert!(last["freedBytes"].as_u64().unwrap() > 200_000, "the journals' space is given back: {last}");
    assert_eq!(runs(&desk), [before[0].clone(), before[4].clone()]);
    let (status, shown) = desk.json(&["show", before[0].as_str().unwrap()]);
    assert_eq!((status, &shown[0]["status"]), (0, &json!("completed")), "what stayed can be read");

    let (status, _) = desk.json(&["tidy", "status:completed"]);
    assert_eq!(status, 0);
    assert_eq!(runs(&desk), [before[4].clone()]);
}

#[test]
fn nothing_is_removed_without_saying_what_or_by_a_search_with_a_mistake() {
    let desk = Desk::new();
    let file = desk.write("two.bpmn", TWO);
    desk.json(&["run", file.to_str().unwrap()]);
    for wrong in [&["tidy"][..], &["tidy", "status:fnished"], &["tidy", "--space-only", "age>1d"]] {
        let said = desk.routine(wrong);
        assert_eq!(said.status, 2, "{wrong:?}: {}", said.err);
        assert!(!said.err.trim().is_empty(), "{wrong:?}");
    }
    assert_eq!(runs(&desk).len(), 1);
    let (status, told) = desk.json(&["tidy", "--space-only"]);
    assert_eq!((status, &told[0]["runs"]), (0, &json!(0)), "{told:?}");
}
