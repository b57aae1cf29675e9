//! Calls that end, one way or another.

use serde_json::{Value, json};
use step_execution::tool::{ToolError, ToolServerState};

use crate::support::{SECRET, map, program, servers};

#[tokio::test]
async fn a_server_is_started_when_a_tool_is_needed_and_answers() {
    let servers = servers(vec![program()]);
    assert_eq!(servers.statuses()[0].state, ToolServerState::Stopped, "nobody needs it yet");
    let answer = servers.call("test", "echo", map(json!({ "text": "hello" }))).await.unwrap();
    assert_eq!((answer.result, answer.failed), (json!("hello"), false));
    let status = servers.statuses().remove(0);
    assert_eq!(status.state, ToolServerState::Ready);
    assert_eq!(status.version.as_deref(), Some("misbehaving 1.2.3"), "it says what it is");
    assert!(servers.answers("test").await.unwrap(), "it answers a ping");
    servers.stop_all().await;
    assert_eq!(servers.statuses()[0].state, ToolServerState::Stopped);
}

#[tokio::test]
async fn a_server_gets_nothing_of_our_environment_but_what_it_needs() {
    let servers = servers(vec![program()]);
    let answer = servers.call("test", "environment", map(json!({}))).await.unwrap();
    let names: Vec<&str> = answer.result.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(names.contains(&"COLOUR"), "what is named in its settings is there");
    let expected = ["COLOUR", "HOME", "LANG", "PATH", "TOKEN"];
    assert!(names.iter().all(|name| expected.contains(name)), "nothing else is inherited: {names:?}");
}

#[tokio::test]
async fn a_secret_is_neither_in_results_nor_in_the_log() {
    let servers = servers(vec![program()]);
    let answer = servers.call("test", "leak", map(json!({}))).await.unwrap();
    assert_eq!(answer.result, json!("it is …"), "a server may not hand its secret on");
    let seen = || servers.statuses()[0].log.iter().any(|line| line.contains("the token is"));
    while !seen() {
        tokio::task::yield_now().await;
    }
    assert!(!servers.statuses()[0].log.join("\n").contains(SECRET), "the log does not hold it");
}

#[tokio::test]
async fn both_forms_of_failure_are_told_apart() {
    let servers = servers(vec![program()]);
    let failed = servers.call("test", "fail", map(json!({}))).await.unwrap();
    assert_eq!(
        (failed.failed, failed.result),
        (true, json!("there is no such file")),
        "the tool answers that it failed"
    );
    let refused = servers.call("test", "refuse", map(json!({}))).await.unwrap_err();
    assert_eq!(refused.code(), "tool-refused", "the protocol's error is no answer: {refused}");
    assert!(refused.to_string().contains("not like this"), "{refused}");
}

#[tokio::test]
async fn a_result_may_not_be_larger_than_allowed() {
    let servers = servers(vec![{
        let mut settings = program();
        settings.call_ms = 3_000;
        settings
    }]);
    let flooded = servers.call("test", "flood", map(json!({}))).await.unwrap_err();
    assert!(
        matches!(flooded, ToolError::TooLarge { .. } | ToolError::TimedOut { .. } | ToolError::Refused { .. }),
        "eight megabytes are not taken: {flooded}"
    );
    let after = servers.call("test", "echo", map(json!({ "text": "still there" }))).await.unwrap();
    assert_eq!(after.result, json!("still there"), "the connection survives");
}

#[tokio::test]
async fn a_program_that_writes_without_end_fills_no_memory() {
    let servers = servers(vec![program()]);
    let answer = servers.call("test", "chatter", map(json!({}))).await.unwrap();
    assert_eq!(answer.result, json!("done"));
    assert!(servers.statuses()[0].log.len() <= 400, "the log keeps the last lines only");
}

#[tokio::test]
async fn a_changed_list_of_tools_is_asked_for_again() {
    let servers = servers(vec![program()]);
    let names = |tools: Vec<step_execution::tool::Tool>| tools.into_iter().map(|tool| tool.name).collect::<Vec<_>>();
    assert!(!names(servers.tools("test").await.unwrap()).contains(&"grown".to_owned()));
    servers.call("test", "grow", map(json!({}))).await.unwrap();
    while !names(servers.tools("test").await.unwrap()).contains(&"grown".to_owned()) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_cannot_be_started_says_why() {
    let mut settings = program();
    if let step_execution::tool::ToolServerReach::Program { command, .. } = &mut settings.reach {
        *command = "no-such-program-here".to_owned();
    }
    let error = servers(vec![settings]).start("test").await.unwrap_err();
    assert!(error.is_retryable() && error.to_string().contains("no-such-program-here"), "{error}");
    let unknown = servers(Vec::new()).call("test", "echo", map(Value::Null)).await.unwrap_err();
    assert_eq!(unknown.code(), "tool-server-unknown");
    let mut off = program();
    off.enabled = false;
    let disabled = servers(vec![off]).start("test").await.unwrap_err();
    assert_eq!(disabled.code(), "tool-server-disabled");
}
