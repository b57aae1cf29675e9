//! Runs that are held and changed through the real program: each command is a process of its own, so nothing is only in memory.

use serde_json::{Value, json};

use crate::support::Desk;

fn routine(middle: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="P" isExecutable="true">
          <startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="A"/><userTask id="A" name="Ask"/>{middle}<endEvent id="E"/>
        </process></definitions>"#
    )
}

fn first() -> String {
    routine(
        r#"<sequenceFlow id="F2" sourceRef="A" targetRef="B"/><userTask id="B"/><sequenceFlow id="F3" sourceRef="B" targetRef="E"/>"#,
    )
}

/// The run's id and its last summary.
fn begun(desk: &Desk, options: &[&str]) -> (String, Value) {
    let file = desk.write("routine.bpmn", first());
    let (_, lines) = desk.json(&[&["run", file.to_str().unwrap()], options].concat());
    let result = lines.last().unwrap().clone();
    (result["run"].as_str().unwrap().to_owned(), result)
}

fn kinds(lines: &[Value]) -> Vec<&str> {
    lines.iter().filter_map(|line| line["type"].as_str()).collect()
}

#[test]
fn breakpoints_are_set_listed_hit_and_removed_over_programs() {
    let desk = Desk::new();
    let (run, result) = begun(&desk, &["--break-before", "A"]);
    assert_eq!(result["status"], json!("paused"));
    let (_, hit) = desk.json(&["journal", &run]);
    let hit = hit.iter().find(|line| line["type"] == "breakpointHit").unwrap();
    assert_eq!((&hit["element"], &hit["message"]), (&json!("A"), &json!("before userTask “Ask”")));

    let (_, all) = desk.json(&["break", "add", &run, "--after", "A", "--when", "x > 3"]);
    assert_eq!(all[1]["on"], json!({ "kind": "after", "element": "A" }));
    assert_eq!(all[2]["on"], json!({ "kind": "expression", "expression": "x > 3" }));
    let (_, told) = desk.json(&["resume", &run]);
    assert_eq!(told.last().unwrap()["status"], json!("waiting"), "it goes on behind the breakpoint that held it");
    let (_, told) = desk.json(&["send", &run, "--complete", "A"]);
    assert_eq!(told.last().unwrap()["status"], json!("paused"), "the next one holds it");

    let (_, left) = desk.json(&["break", "remove", &run, "1", "2"]);
    assert_eq!(left.len(), 1);
    assert_eq!(desk.routine(&["break", "remove", &run, "1"]).status, 2, "it is gone");
    let said = desk.routine(&["break", "add", &run, "--before", "Nowhere"]);
    assert_eq!((said.status, said.err.contains("Nowhere")), (2, true), "{}", said.err);
    assert_eq!(desk.routine(&["break", "add", &run]).status, 2, "nothing to pause at is nothing to set");
    assert!(desk.routine(&["break", "list", &run]).out.contains("when x > 3 becomes true"));
}

#[test]
fn an_intervention_is_previewed_applied_and_recorded() {
    let desk = Desk::new();
    let (run, _) = begun(&desk, &[]);
    let (_, before) = desk.json(&["journal", &run]);
    let (status, preview) = desk.json(&["intervene", &run, "--skip", "A", "--preview"]);
    assert_eq!((status, &preview[0]["refusal"]), (0, &Value::Null));
    let foreseen: Vec<(&str, &str)> = (preview[0]["foreseen"].as_array().unwrap().iter())
        .map(|foreseen| (foreseen["kind"].as_str().unwrap(), foreseen["element"].as_str().unwrap()))
        .collect();
    assert_eq!(foreseen, [("stepSkipped", "A"), ("branchComes", "B"), ("stepBegins", "B")]);
    assert_eq!(desk.json(&["journal", &run]).1, before, "looking changes nothing");

    let seen = preview[0]["seq"].to_string();
    let (_, told) = desk.json(&["intervene", &run, "--skip", "A", "--expect", &seen, "--by", "Ada"]);
    assert_eq!(kinds(&told)[..3], ["intervened", "stepSkipped", "sequenceFlowTaken"]);
    assert_eq!(told[0]["by"], json!({ "actor": "named", "name": "Ada" }));
    assert_eq!(told.last().unwrap()["waiting"], json!([{ "element": "B", "on": "form" }]));

    let said = desk.routine(&["intervene", &run, "--cancel", "A", "--expect", &seen]);
    assert_eq!((said.status, said.err.contains("look at it again")), (2, true), "{}", said.err);
    let (status, refused) = desk.json(&["intervene", &run, "--set", "x=1", "--move", "A=Nowhere", "--preview"]);
    assert_eq!((status, &refused[0]["refusal"]["index"]), (2, &json!(1)), "it says which one");
    assert_eq!(desk.routine(&["intervene", &run, "--set", "x=1", "--move", "A=Nowhere"]).status, 2);
    let (_, shown) = desk.json(&["show", &run]);
    assert_eq!(shown[0]["variables"], json!({}), "all of it or nothing");
    let (_, told) = desk.json(&["intervene", &run, "--set", "x=1", "--move", "A=A"]);
    assert_eq!(told.last().unwrap()["variables"], json!({ "x": 1 }));
    assert_eq!(told.last().unwrap()["waiting"][0]["element"], json!("A"));
}

#[test]
fn a_run_goes_on_with_a_changed_routine_after_the_program_has_ended() {
    let desk = Desk::new();
    let (run, _) = begun(&desk, &[]);
    let other = desk.write(
        "other.bpmn",
        routine(r#"<sequenceFlow id="F2" sourceRef="A" targetRef="N"/><userTask id="N"/><sequenceFlow id="F3" sourceRef="N" targetRef="E"/>"#),
    );
    let (status, plan) = desk.json(&["migrate", &run, other.to_str().unwrap(), "--preview"]);
    assert_eq!((status, &plan[0]["possible"]), (0, &json!(true)));
    let (_, told) = desk.json(&["migrate", &run, other.to_str().unwrap()]);
    assert_eq!(kinds(&told)[0], "runMigrated");
    let (_, plan) = desk.json(&["restart", &run, "--current", "--plan"]);
    assert_eq!(plan[0]["at"], json!(null), "its own file is another one than the version that it went on with");
    std::fs::remove_file(&other).unwrap();

    let (_, told) = desk.json(&["send", &run, "--complete", "A"]);
    assert_eq!(told.last().unwrap()["waiting"][0]["element"], json!("N"), "its text is in the database");
    let (_, then) = desk.json(&["show", &run, "--at", "6"]);
    assert_eq!(then[0]["status"], json!("inProgress"), "what was before can still be read");
    let (_, fork) = desk.json(&["fork", &run, "--at", "6"]);
    let fork = fork[0]["run"].as_str().unwrap().to_owned();
    let (_, told) = desk.json(&["resume", &fork]);
    let waits = &told.last().unwrap()["waiting"];
    assert_eq!(waits[0]["element"], json!("A"), "and is the past of another run, in the version of that time");

    let first = desk.write("first.bpmn", first());
    let (status, plan) = desk.json(&["migrate", &run, first.to_str().unwrap(), "--preview"]);
    assert_eq!((status, &plan[0]["obstacles"][0]["code"]), (2, &json!("element-missing")));
    let said = desk.routine(&["migrate", &run, first.to_str().unwrap()]);
    assert_eq!((said.status, said.err.contains("move it first")), (2, true), "{}", said.err);
    let (status, told) = desk.json(&["send", &run, "--complete", "N"]);
    assert_eq!((status, &told.last().unwrap()["status"]), (0, &json!("completed")));
}
