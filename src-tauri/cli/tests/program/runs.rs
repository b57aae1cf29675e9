//! Runs through the real program, from BPMN text to stored result.

use crate::support::{Desk, approval, said};
use serde_json::{Value, json};

fn start(desk: &Desk, amount: u32) -> (i32, Vec<Value>) {
    let input = format!("{{\"amount\": {amount}}}");
    desk.json(&["run", approval().to_str().unwrap(), "--input", &input])
}

#[test]
fn a_run_tells_its_journal_and_its_result() {
    let desk = Desk::new();
    let (status, lines) = start(&desk, 10);
    assert_eq!(status, 0);
    let (first, result) = (&lines[0], lines.last().unwrap());
    assert_eq!((&first["type"], &first["seq"]), (&json!("runCreated"), &json!(1)));
    assert!(lines.iter().zip(1..lines.len()).all(|(line, seq)| line["seq"] == json!(seq)), "no entry is missing");
    assert_eq!(first["run"], result["run"]);
    assert_eq!((&result["type"], &result["status"]), (&json!("result"), &json!("completed")));
    assert_eq!(result["completed"], json!(["Start", "Total", "Large", "Paid", "Approval"]));
    assert_eq!(result["flowsTaken"], json!(["Flow_1", "Flow_2", "Flow_small"]));
    assert_eq!(result["variables"], json!({ "amount": 10, "total": 12 }));
    assert_eq!((&result["credits"], &result["waiting"]), (&json!("0"), &json!([])));

    let (_, stored) = desk.json(&["journal", first["run"].as_str().unwrap()]);
    assert_eq!(stored, lines[..lines.len() - 1], "what was told is what is stored");
}

#[test]
fn a_run_waits_for_a_person_across_processes() {
    let desk = Desk::new();
    let (status, lines) = start(&desk, 200);
    let result = lines.last().unwrap();
    assert_eq!((status, &result["status"]), (3, &json!("waiting")));
    assert_eq!(result["waiting"], json!([{ "element": "Review", "on": "form" }]));
    let run = result["run"].as_str().unwrap();

    let (_, listed) = desk.json(&["runs"]);
    assert_eq!((&listed[0]["run"], &listed[0]["status"]), (&json!(run), &json!("inProgress")));
    assert_eq!(listed[0]["waitingOn"][0]["element"], json!("Review"));

    let mut follower = desk.command();
    follower.args(["--json", "journal", run, "--follow"]).stdout(std::process::Stdio::piped());
    let follower = follower.spawn().unwrap();
    let (status, told) = desk.json(&["send", run, "--complete", "Review", "--set", "approved=true"]);
    assert_eq!((status, &told.last().unwrap()["status"]), (0, &json!("completed")));
    assert_eq!(told.last().unwrap()["variables"]["approved"], json!(true));
    let followed = said(follower.wait_with_output().unwrap());
    let whole = lines.len() - 1 + told.len() - 1;
    assert_eq!(followed.out.lines().count(), whole, "another program hears the whole journal, until the run ends");
    assert!(told[0]["seq"].as_u64().unwrap() > lines.len() as u64 - 1, "only what is new is told");
    assert_eq!(desk.routine(&["send", run, "--complete", "Review"]).status, 2, "work is done once");
    let (_, then) = desk.json(&["show", run, "--at", "8"]);
    assert_eq!(then[0]["completed"], json!(["Start"]), "an earlier state can be looked at");
}

#[test]
fn a_paused_run_is_stepped_resumed_and_cancelled() {
    let desk = Desk::new();
    let begin = || {
        let file = approval();
        let (status, lines) = desk.json(&["run", file.to_str().unwrap(), "--input", r#"{"amount": 200}"#, "--paused"]);
        assert_eq!((status, &lines.last().unwrap()["status"]), (3, &json!("paused")));
        lines.last().unwrap()["run"].as_str().unwrap().to_owned()
    };
    let run = begin();
    let (_, told) = desk.json(&["step", &run, "--branch", "A"]);
    assert_eq!(told.last().unwrap()["completed"], json!(["Start"]));
    assert_eq!(desk.routine(&["step", &run, "--branch", "Z"]).status, 2, "there is no such branch");
    let (status, told) = desk.json(&["resume", &run]);
    assert_eq!((status, &told.last().unwrap()["status"]), (3, &json!("waiting")));
    assert_eq!(desk.routine(&["cancel", &run]).status, 0);
    let (_, shown) = desk.json(&["show", &run]);
    assert_eq!(shown[0]["status"], json!("cancelled"));
}

#[test]
fn limits_stop_a_run_with_status_5() {
    let desk = Desk::new();
    let file = approval();
    let said = desk.routine(&["run", file.to_str().unwrap(), "--input", r#"{"amount": 1}"#, "--limit", "steps=0"]);
    assert_eq!(said.status, 5, "{}{}", said.out, said.err);
    let said = desk.routine(&["run", file.to_str().unwrap(), "--limit", "colour=3"]);
    assert_eq!(said.status, 2, "an unknown limit is refused");
}

#[test]
fn elements_that_cannot_run_are_named_all_at_once() {
    let desk = Desk::new();
    let file = desk.write(
        "unsupported.bpmn",
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
          <process id="P" isExecutable="true">
            <startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="One"/>
            <serviceTask id="One"><extensionElements><zeebe:taskDefinition type="routine:contract"/></extensionElements></serviceTask><sequenceFlow id="F2" sourceRef="One" targetRef="Two"/>
            <serviceTask id="Two"><extensionElements><zeebe:taskDefinition type="routine:tool"/></extensionElements></serviceTask>
            <sequenceFlow id="F3" sourceRef="Two" targetRef="E"/><endEvent id="E"/>
          </process></definitions>"#,
    );
    let said = desk.routine(&["run", file.to_str().unwrap(), "--db", ":memory:"]);
    assert_eq!(said.status, 2);
    for element in ["One", "Two"] {
        assert!(said.err.contains(&format!("{element}:")), "{element} is named: {}", said.err);
    }
}

#[test]
fn scenarios_say_whether_a_routine_does_what_is_expected() {
    let desk = Desk::new();
    std::fs::copy(approval(), desk.path("approval.bpmn")).unwrap();
    let scenario = |expected: u32| {
        json!({ "version": 1, "routine": "approval.bpmn", "inputs": { "amount": 200 },
            "steps": [ { "op": "start", "element": "Start", "after": { "waiting": ["Review"] } },
                       { "op": "complete", "element": "Review", "outputs": { "approved": true } },
                       { "op": "complete", "element": "Review", "outputs": {}, "rejected": true } ],
            "expect": { "status": "completed", "variables": { "total": expected, "approved": true } } })
        .to_string()
    };
    let good = desk.write("approval.scenario.json", scenario(240));
    let wrong = desk.write("approval.wrong.scenario.json", scenario(241));
    let file = desk.path("approval.bpmn");
    let run = |scenario: &std::path::Path| {
        desk.json(&["run", file.to_str().unwrap(), "--scenario", scenario.to_str().unwrap()])
    };
    let (status, lines) = run(&good);
    assert_eq!((status, &lines.last().unwrap()["status"]), (0, &json!("completed")));
    let (status, lines) = run(&wrong);
    assert_eq!((status, &lines.last().unwrap()["type"]), (4, &json!("result")), "the result is the last line");

    let (status, told) = desk.json(&["test", file.to_str().unwrap()]);
    let verdicts: Vec<_> = told.iter().filter_map(|line| line["verdict"].as_str()).collect();
    assert_eq!((status, verdicts), (4, vec!["passed", "failed"]));
    assert_eq!(told.last().unwrap()["passed"], json!(1));
    let coverage = told.iter().find(|line| line["type"] == json!("coverage")).unwrap();
    assert_eq!((&coverage["reached"], &coverage["flowNodes"]), (&json!(5), &json!(5)), "{coverage}");
    assert_eq!(desk.routine(&["test", good.to_str().unwrap()]).status, 0);
}

#[test]
fn a_routine_is_measured() {
    let desk = Desk::new();
    let file = desk.write(
        "two.bpmn",
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
          <process id="P" isExecutable="true"><startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="E"/>
          <endEvent id="E"/></process></definitions>"#,
    );
    for store in ["none", "memory", "normal", "full"] {
        let args = ["bench", file.to_str().unwrap(), "--store", store, "--concurrent", "3", "--runs", "2"];
        let (status, measured) = desk.json(&args);
        assert_eq!((status, &measured[0]["nodes"], &measured[0]["runs"]), (0, &json!(2), &json!(3)), "{store}");
        for key in ["parseMs", "ms", "usPerNode"] {
            assert!(measured[0][key].as_f64().unwrap() > 0.0, "{store}: {key}");
        }
        let disk = measured[0]["fsyncMs"].as_f64();
        assert_eq!(disk.is_some_and(|ms| ms > 0.0), store == "full", "the disk is measured where it counts: {disk:?}");
    }
}

#[test]
fn a_run_is_forked_with_an_edit_and_both_are_compared() {
    let desk = Desk::new();
    let (_, lines) = start(&desk, 200);
    let first = lines[0]["run"].as_str().unwrap();
    let at = lines.iter().find(|line| line["type"] == "stepStarted" && line["element"] == "Total").unwrap();
    let at = at["seq"].to_string();
    let (status, forked) = desk.json(&["fork", first, "--at", &at, "--set", "amount=10"]);
    assert_eq!(status, 0, "{forked:?}");
    let fork = forked[0]["run"].as_str().unwrap();
    let (status, told) = desk.json(&["resume", fork]);
    assert_eq!((status, &told.last().unwrap()["status"]), (0, &json!("completed")), "{told:?}");

    let (_, compared) = desk.json(&["diff", first, fork]);
    assert!(compared[0]["shared"].as_u64().unwrap() <= at.parse().unwrap(), "{compared:?}");
    assert_eq!(
        (&compared[0]["left"]["status"], &compared[0]["right"]["status"]),
        (&json!("inProgress"), &json!("completed"))
    );
    let variables = compared[0]["variables"].as_array().unwrap();
    let amount = variables.iter().find(|variable| variable["name"] == "amount").unwrap();
    assert_eq!((&amount["left"]["value"], &amount["right"]["value"]), (&json!(200), &json!(10)));
    let steps = compared[0]["steps"].as_array().unwrap();
    let differs = |step: &&Value| step["differs"] == true;
    assert!(steps.iter().filter(differs).count() > 0 && steps.iter().any(|step| !differs(&step)), "{steps:?}");
    let only = steps.iter().find(|step| step["left"].is_null()).unwrap();
    assert_eq!((&only["right"]["visits"], &only["right"]["last"]), (&json!(1), &json!("completed")), "{only:?}");
    let said = desk.routine(&["diff", first, fork]);
    assert!(said.out.contains("Flow_small"), "people read which way was taken: {}", said.out);
    assert_eq!(desk.routine(&["fork", "nobody", "--at", "3"]).status, 2);
}
