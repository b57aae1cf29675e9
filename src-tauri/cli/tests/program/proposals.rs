//! `routine strategies --proposals`: figures of real runs, and what a person makes of them.

use crate::support::Desk;
use serde_json::json;

/// Sixty times a step that a model does and a script could do.
const ROUTINE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="P" name="Sorting" isExecutable="true">
    <startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Sort"/>
    <scriptTask id="Sort"><extensionElements><routine:strategy mode="reasoning"/><zeebe:script expression="=true" resultVariable="bill"/>
      <routine:outputSchema>{ "type": "object", "required": ["bill"], "properties": { "bill": { "type": "boolean" } } }</routine:outputSchema>
      <routine:demo><routine:reply purpose="execute">{"bill": true}</routine:reply></routine:demo></extensionElements>
      <multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..60 return i" inputElement="letter"/></extensionElements></multiInstanceLoopCharacteristics></scriptTask>
    <sequenceFlow id="b" sourceRef="Sort" targetRef="End"/><endEvent id="End"/>
  </process>
</definitions>
"#;

#[test]
fn proposals_are_told_dismissed_and_accepted() {
    let desk = Desk::new();
    let file = desk.write("sorting.bpmn", ROUTINE);
    let name = file.to_str().unwrap();
    let (status, told) = desk.json(&["strategies", name, "--proposals"]);
    assert_eq!((status, told.len()), (0, 0), "nothing has run yet");
    assert!(!desk.path("runs.db").exists(), "to look makes no database");
    assert_eq!(desk.json(&["run", name]).0, 0);

    let (_, told) = desk.json(&["strategies", name, "--proposals"]);
    assert_eq!((&told[0]["figures"][0]["runs"], &told[0]["figures"][0]["scripted"]), (&json!(60), &json!(60)));
    assert_eq!(told[0]["proposal"]["to"], json!("deterministic"), "{}", told[0]);
    let words = desk.routine(&["strategies", name, "--proposals"]).out;
    assert!(words.contains("60 of 60 runs succeeded, 60 of them scripted"), "{words}");
    assert!(words.contains("proposed: deterministic"), "{words}");

    let said = desk.routine(&["strategies", name, "--accept", "Sort"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, ROUTINE.replace("mode=\"reasoning\"", "mode=\"deterministic\""), "only the setting differs");
    assert_eq!(desk.routine(&["strategies", name, "--accept", "Sort"]).status, 2, "it is done");

    std::fs::write(&file, ROUTINE).unwrap();
    assert_eq!(desk.routine(&["strategies", name, "--dismiss", "Sort"]).status, 0);
    let (_, told) = desk.json(&["strategies", name, "--proposals"]);
    assert_eq!(told[0]["proposal"], json!(null), "it is not proposed again at once");
}
