//! `routine tools`, with a real tool server: the program itself, as `routine mcp` offers a folder.

use api::contract::HostKind;
use api::{SecretFolders, Studio, StudioOptions};
use serde_json::{Value, json};

use crate::mcp::ROUTINE;
use crate::support::Desk;

/// Sets a tool server up as the window does.
fn set_up(desk: &Desk, server: Value) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = StudioOptions {
            database: Some(desk.path("runs.db")),
            project_folder: Some(desk.path("project")),
            secrets: SecretFolders { keychain: false, vault: Some(desk.path("vault.age")) },
            ..StudioOptions::new(HostKind::Browser)
        };
        let studio = Studio::open(options).await.unwrap();
        let (client, pushes) = studio.connect();
        client.call_json(json!({ "method": "saveToolServer", "params": { "server": server } })).await.unwrap();
        drop((client, pushes));
        studio.close().await;
    });
}

fn server(id: &str, arguments: &[&str], enabled: bool) -> Value {
    let program = json!({ "kind": "program", "command": env!("CARGO_BIN_EXE_routine"), "arguments": arguments,
        "environment": [], "folder": null });
    json!({ "id": id, "name": id, "reach": program, "enabled": enabled, "trusted": false,
        "startMs": 20_000, "callMs": 20_000, "resultBytes": 100_000 })
}

#[test]
fn every_server_is_tried_and_its_tools_are_told_with_their_risks() {
    let desk = Desk::new();
    desk.write("greet.bpmn", ROUTINE);
    let (folder, database) = (desk.path(""), desk.path("other.db"));
    let arguments = ["--db", database.to_str().unwrap(), "mcp", folder.to_str().unwrap()];
    set_up(&desk, server("greeter", &arguments, true));
    set_up(&desk, server("resting", &arguments, false));

    let (status, told) = desk.json(&["tools"]);
    assert_eq!(status, 0, "{told:?}");
    let names: Vec<_> = told.iter().map(|line| line["server"].as_str().unwrap()).collect();
    assert_eq!(names, ["routine", "greeter", "resting"], "the program's own come first");
    assert_eq!(told[1]["test"]["result"], json!("answered"), "{}", told[1]);
    let tools = told[1]["view"]["tools"].as_array().unwrap();
    assert!(tools.iter().any(|tool| tool["description"].as_str().unwrap().contains("Says hello.")), "{tools:?}");

    let words = desk.routine(&["tools", "greeter"]).out;
    assert!(words.starts_with("greeter: ") && words.contains(" risk"), "{words}");
    assert!(desk.routine(&["tools", "resting"]).out.contains("switched off"));
}

#[test]
fn a_server_that_does_not_come_up_is_a_failure_with_a_reason() {
    let desk = Desk::new();
    set_up(&desk, server("broken", &["--no-such-option"], true));
    let said = desk.routine(&["tools", "broken"]);
    assert_eq!(said.status, 1, "{}", said.out);
    assert!(said.out.starts_with("broken: "), "{}", said.out);
    let unknown = desk.routine(&["tools", "nowhere"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("nowhere"), "{}", unknown.err);
}

#[test]
fn a_tool_that_a_model_has_defined_is_told_with_its_origin_and_can_be_forgotten() {
    let desk = Desk::new();
    let file = desk.write("define.bpmn", include_str!("../../../../tests/e2e/routines/define-tool.bpmn"));
    assert_eq!(desk.routine(&["tools", "--defined"]).out, "No tool is defined.\n");
    let (status, told) = desk.json(&["run", file.to_str().unwrap()]);
    assert_eq!(status, 3, "a person is asked: {:?}", told.last());
    let run = told.last().unwrap()["run"].as_str().unwrap().to_owned();
    let approved = desk.json(&["send", &run, "--approve", "Propose"]);
    assert_eq!(approved.0, 0, "{:?}", approved.1.last());

    let words = desk.routine(&["tools", "--defined"]).out;
    assert!(
        words.contains("routine/look_again") && words.contains(&format!("runs DefineTool, defined in run {run}")),
        "{words}"
    );
    assert!(desk.routine(&["tools"]).out.contains("routine/look_again"), "they stand among all tools, too");
    let (_, told) = desk.json(&["tools", "--defined"]);
    assert_eq!(told[0]["defined"][0]["routine"], json!("DefineTool"));

    assert_eq!(desk.routine(&["tools", "--remove", "look_again"]).out, "look_again is no tool any more.\n");
    let again = desk.routine(&["tools", "--remove", "look_again"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("No tool with the name look_again is defined."), "{}", again.err);
    assert_eq!(desk.routine(&["tools", "--remove", "run_routine"]).status, 2, "the program's own tools stay");
}
