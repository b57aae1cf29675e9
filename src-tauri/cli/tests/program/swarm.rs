//! Swarms through the real program: made, written on, looked at as they were.

use crate::support::Desk;
use serde_json::json;

fn made(desk: &Desk) -> String {
    let args = [
        "swarm",
        "create",
        "--name",
        "Launch",
        "--goal",
        "It is planned",
        "--credits",
        "100",
        "--subtask",
        "Find",
        "--subtask",
        "Write",
    ];
    let (status, lines) = desk.json(&args);
    assert_eq!((status, &lines[0]["status"], &lines[0]["subtasks"]["total"]), (0, &json!("uninitialised"), &json!(2)));
    lines[0]["swarmId"].as_str().unwrap().to_owned()
}

#[test]
fn entries_are_written_over_the_version_that_is_expected_and_no_other() {
    let desk = Desk::new();
    let swarm = made(&desk);
    let set =
        |value: &str, expect: &str| desk.json(&["swarm", "board", "set", &swarm, "plan", value, "--expect", expect]);
    assert_eq!(set(r#"{"budget": 1}"#, "0").1[0]["version"], json!(1));
    assert_eq!(set(r#"{"budget": 2}"#, "1").1[0]["version"], json!(2));
    assert_eq!(set("3", "1").0, 4, "somebody was faster");
    let (_, got) = desk.json(&["swarm", "board", "get", &swarm, "plan"]);
    assert_eq!(got[0]["value"], json!({ "budget": 2 }), "nothing was written by it");

    let (_, diff) = desk.json(&["swarm", "board", "diff", &swarm, "plan", "1", "2"]);
    assert_eq!(diff, [json!({ "path": "/budget", "before": { "value": 1 }, "after": { "value": 2 } })]);
    let (_, reverted) = desk.json(&["swarm", "board", "revert", &swarm, "plan", "1", "--expect", "2"]);
    assert_eq!(reverted[0]["version"], json!(3), "reverting makes a new version");
    assert_eq!(desk.routine(&["swarm", "board", "delete", &swarm, "plan"]).status, 0);
    assert_eq!(desk.routine(&["swarm", "board", "get", &swarm, "plan"]).status, 2);
    let (_, history) = desk.json(&["swarm", "board", "history", &swarm, "plan"]);
    let versions: Vec<_> = history.iter().map(|version| version["version"].as_u64().unwrap()).collect();
    assert_eq!(versions, [4, 3, 2, 1], "a deleted entry keeps its history");
}

#[test]
fn a_swarm_is_listed_topped_up_and_shown_as_it_was() {
    let desk = Desk::new();
    let swarm = made(&desk);
    assert_eq!(desk.routine(&["swarm", "top-up", &swarm, "50"]).status, 0);
    let (_, listed) = desk.json(&["swarm", "list"]);
    assert_eq!((&listed[0]["swarmId"], &listed[0]["credits"]["cap"]), (&json!(swarm), &json!("150")));
    let (_, before) = desk.json(&["swarm", "show", &swarm, "--at", "1"]);
    assert_eq!(before[0]["summary"]["credits"]["cap"], json!("100"));
    let (_, ledger) = desk.json(&["swarm", "credits", &swarm, "--ledger"]);
    assert_eq!(
        (&ledger[0]["kind"], &ledger[0]["amount"]),
        (&json!("allocated"), &json!("50")),
        "the latest comes first"
    );
    assert_eq!(desk.routine(&["swarm", "show", "nobody"]).status, 2);
}
