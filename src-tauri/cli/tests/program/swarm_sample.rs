//! The shipped swarm through the real program: made from its file, started, answered as a person answers, until it has ended.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::Desk;

fn shipped(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../routines").join(name).to_string_lossy().into_owned()
}

/// The run that waits there.
fn waiting_at(told: &[Value], element: &str, on: &str) -> String {
    let found = told.iter().find(|line| line["type"] == "waiting" && line["element"] == element && line["on"] == on);
    let found = found.unwrap_or_else(|| panic!("nothing waits at {element} for {on}: {told:?}"));
    found["run"].as_str().unwrap().to_owned()
}

#[test]
fn the_shipped_swarm_is_worked_through_from_a_terminal() {
    let desk = Desk::new();
    let file = shipped("launch-a-product.swarm.json");
    let (status, checked) = desk.json(&["swarm", "check", &file]);
    assert_eq!((status, &checked[0]["subtasks"], &checked[0]["members"]), (0, &json!(6), &json!(3)));
    let (status, made) = desk.json(&["swarm", "create", &file]);
    assert_eq!(status, 0, "{made:?}");
    let swarm = made[0]["swarmId"].as_str().unwrap().to_owned();
    let start = || desk.json(&["swarm", "start", &swarm]);

    let (status, told) = start();
    assert_eq!(status, 3, "it waits for a person: {told:?}");
    assert!(told.iter().any(|line| line["type"] == "entryWritten"), "what happens is told: {told:?}");
    let sign_off = waiting_at(&told, "SignOff", "form");
    let approved = desk.routine(&["send", &sign_off, "--complete", "SignOff", "--set", "approved=true"]);
    assert!([0, 3].contains(&approved.status), "{}", approved.err);
    let channel = waiting_at(&told, "AgreeChannel", "conversation");
    let agreed = desk.routine(&["send", &channel, "--answer", "AgreeChannel", "--text", "Yes, the mailing."]);
    assert!([0, 3].contains(&agreed.status), "{}", agreed.err);

    let (status, told) = start();
    assert_eq!(status, 0, "{told:?}");
    let last = told.last().unwrap();
    assert_eq!((&last["subtasks"]["done"], &last["status"]), (&json!(6), &json!("terminated")));
    let (_, plan) = desk.json(&["swarm", "board", "get", &swarm, "launch/plan"]);
    assert_eq!((&plan[0]["value"]["channel"], &plan[0]["value"]["people"]), (&json!("mailing"), &json!(2321)));
}

#[test]
fn an_exported_swarm_begins_another_one_and_a_broken_file_says_where() {
    let desk = Desk::new();
    let (_, made) = desk.json(&["swarm", "create", &shipped("launch-a-product.swarm.json")]);
    let swarm = made[0]["swarmId"].as_str().unwrap().to_owned();
    let copy = desk.path("copy.swarm.json").to_string_lossy().into_owned();
    assert_eq!(desk.routine(&["swarm", "export", &swarm, "--to", &copy]).status, 0);
    assert_eq!(
        desk.routine(&["swarm", "export", &swarm, "--to", &copy]).status,
        2,
        "a file that is there is left alone"
    );
    let (status, other) = desk.json(&["swarm", "create", &copy]);
    assert_eq!(status, 0, "{other:?}");
    let again = desk.routine(&["swarm", "export", other[0]["swarmId"].as_str().unwrap()]).out;
    assert_eq!(again, std::fs::read_to_string(&copy).unwrap(), "a copy of the copy is the same");

    let mut broken: Value = serde_json::from_str(&std::fs::read_to_string(&copy).unwrap()).unwrap();
    broken["subtasks"][0]["dependson"] = json!(["market"]);
    let file = desk.write("broken.swarm.json", broken.to_string()).to_string_lossy().into_owned();
    let said = desk.routine(&["swarm", "check", &file]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("/subtasks/0: ") && said.err.contains("'dependson' was unexpected"), "{}", said.err);
}

#[test]
fn a_look_at_a_swarm_sets_nothing_going_and_a_killed_start_is_taken_up() {
    let desk = Desk::new();
    let mut command = desk.command();
    command.args(["--json", "swarm", "start", "--wait", &shipped("launch-a-product.swarm.json")]);
    let mut program = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(program.stdout.take().unwrap()));
    let mut swarm = String::new();
    for line in lines.map_while(Result::ok) {
        let line: Value = serde_json::from_str(&line).unwrap();
        if let Some(id) = line["swarmId"].as_str() {
            id.clone_into(&mut swarm);
        }
        if line["type"] == "runJoined" {
            break;
        }
    }
    let seen = desk.routine(&["swarm", "show", &swarm]);
    assert_eq!(seen.status, 0, "another program looks meanwhile: {}", seen.err);
    let second = desk.routine(&["swarm", "start", &swarm]);
    assert!(
        second.status == 2 && second.err.contains("another window or terminal"),
        "{} {}",
        second.status,
        second.err
    );
    program.kill().unwrap();
    program.wait().unwrap();

    let seq = || desk.json(&["swarm", "show", &swarm]).1[0]["summary"]["seq"].clone();
    let before = seq();
    desk.routine(&["swarm", "list"]);
    desk.routine(&["swarm", "board", "list", &swarm]);
    assert_eq!(before, seq(), "whoever looks in sets nothing going");
    let (status, told) = desk.json(&["swarm", "start", &swarm]);
    assert_eq!(status, 3, "it goes on where it stood, until it waits for a person: {told:?}");
    let runs: std::collections::BTreeSet<_> =
        (told.iter().filter(|line| line["type"] == "waiting")).filter_map(|line| line["run"].as_str()).collect();
    assert_eq!(runs.len(), 2, "each run is there once: {told:?}");
    let ended = desk.routine(&["swarm", "stop", &swarm, "--reason", "enough"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    let over = desk.routine(&["swarm", "start", &swarm]);
    assert!(over.status == 2 && over.err.contains("has ended"), "{}", over.err);
}
