//! Servers that others have written. `cargo xtask test --real` runs these; they need npm and PyPI once.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use step_execution::tool::{ToolServerReach, ToolServerSettings};

use crate::support::{map, reached, servers};

fn run_by(command: &str, arguments: &[&str]) -> ToolServerSettings {
    let mut settings = reached(ToolServerReach::Program {
        command: command.to_owned(),
        arguments: arguments.iter().map(ToString::to_string).collect(),
        environment: BTreeMap::new(),
        folder: None,
    });
    settings.start_ms = 300_000;
    settings
}

fn told(result: &Value) -> String {
    result.as_str().map_or_else(|| result.to_string(), ToOwned::to_owned)
}

#[tokio::test]
#[ignore = "needs npm; cargo xtask test --real"]
async fn the_server_that_has_everything_answers() {
    let servers = servers(vec![run_by("npx", &["-y", "@modelcontextprotocol/server-everything"])]);
    let tools: Vec<String> = servers.tools("test").await.unwrap().into_iter().map(|tool| tool.name).collect();
    assert!(tools.contains(&"echo".to_owned()), "{tools:?}");
    let answer = servers.call("test", "echo", map(json!({ "message": "hello" }))).await.unwrap();
    assert!(told(&answer.result).contains("hello"), "{answer:?}");
    servers.stop_all().await;
}

#[tokio::test]
#[ignore = "needs npm; cargo xtask test --real"]
async fn the_server_of_files_stays_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap();
    std::fs::write(path.join("note.txt"), "a note").unwrap();
    let inside = path.to_string_lossy().into_owned();
    let servers = servers(vec![run_by("npx", &["-y", "@modelcontextprotocol/server-filesystem", &inside])]);
    let read = |file: String| map(json!({ "path": file }));
    let answer = servers.call("test", "read_text_file", read(format!("{inside}/note.txt"))).await.unwrap();
    assert!(!answer.failed && told(&answer.result).contains("a note"), "{answer:?}");
    let outside = servers.call("test", "read_text_file", read("/etc/hostname".to_owned())).await;
    assert!(outside.is_err() || outside.is_ok_and(|answer| answer.failed), "it refuses what lies outside");
    let written = map(json!({ "path": format!("{inside}/new.txt"), "content": "new" }));
    servers.call("test", "write_file", written).await.unwrap();
    assert_eq!(std::fs::read_to_string(path.join("new.txt")).unwrap(), "new", "it has really written");
    servers.stop_all().await;
}

#[tokio::test]
#[ignore = "needs PyPI; cargo xtask test --real"]
async fn the_server_of_time_converts() {
    let folder = tempfile::tempdir().unwrap();
    let python = folder.path().join("python");
    let made = |program: &str, arguments: &[&str]| {
        let status = std::process::Command::new(program).args(arguments).status().unwrap();
        assert!(status.success(), "{program} {arguments:?}");
    };
    made("python3", &["-m", "venv", &python.to_string_lossy()]);
    made(&python.join("bin/pip").to_string_lossy(), &["install", "-q", "mcp-server-time"]);
    let servers = servers(vec![run_by(&python.join("bin/mcp-server-time").to_string_lossy(), &[])]);
    let arguments = json!({ "source_timezone": "Europe/Berlin", "time": "12:00", "target_timezone": "Asia/Tokyo" });
    let answer = servers.call("test", "convert_time", map(arguments)).await.unwrap();
    assert!(!answer.failed && told(&answer.result).contains("Asia/Tokyo"), "{answer:?}");
    let wrong = servers.call("test", "get_current_time", map(json!({ "timezone": "Nowhere" }))).await.unwrap();
    assert!(wrong.failed, "it says that there is no such zone: {wrong:?}");
    servers.stop_all().await;
}
