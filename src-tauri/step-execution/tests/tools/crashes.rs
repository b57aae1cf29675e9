//! Servers that crash, hang, or leave children behind.

use std::time::Duration;

use serde_json::json;
use step_execution::tool::{ToolError, ToolServerState};

use crate::support::{map, pinged, program, servers};

#[tokio::test]
async fn a_server_that_crashes_during_a_call_is_started_again_for_the_next() {
    let servers = servers(vec![program()]);
    let lost = servers.call("test", "crash", map(json!({}))).await.unwrap_err();
    assert!(matches!(lost, ToolError::Lost { .. }), "the call is lost: {lost}");
    assert!(lost.leaves_unknown() && !lost.is_retryable(), "nobody knows whether it took effect");
    let status = servers.statuses().remove(0);
    assert!(matches!(status.state, ToolServerState::Crashed { .. }), "{:?}", status.state);
    let answer = servers.call("test", "echo", map(json!({ "text": "again" }))).await.unwrap();
    assert_eq!(answer.result, json!("again"), "it is started again when it is needed");
    let log = servers.statuses()[0].log.join("\n");
    assert!(log.contains("about to crash") && log.contains("[Routine Studio]"), "the log tells what happened: {log}");
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up_and_the_server_is_told() {
    let mut settings = program();
    settings.call_ms = 300;
    let servers = servers(vec![settings]);
    servers.start("test").await.unwrap();
    let late = servers.call("test", "hang", map(json!({}))).await.unwrap_err();
    assert!(matches!(late, ToolError::TimedOut { limit_ms: 300, .. }), "{late}");
    while !servers.statuses()[0].log.iter().any(|line| line == "told to give up") {
        tokio::task::yield_now().await;
    }
    assert_eq!(servers.statuses()[0].state, ToolServerState::Ready, "it answers pings, so it stays");
}

#[tokio::test]
async fn giving_a_call_up_tells_the_server() {
    let servers = servers(vec![program()]);
    servers.start("test").await.unwrap();
    let call = servers.call("test", "hang", map(json!({})));
    assert!(tokio::time::timeout(Duration::from_millis(300), call).await.is_err(), "it hangs");
    while !servers.statuses()[0].log.iter().any(|line| line == "told to give up") {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_server_that_hangs_altogether_is_ended_and_started_again() {
    let mut settings = program();
    settings.call_ms = 300;
    let servers = pinged(vec![settings], Duration::from_millis(500));
    servers.start("test").await.unwrap();
    let late = servers.call("test", "freeze", map(json!({}))).await.unwrap_err();
    assert!(matches!(late, ToolError::TimedOut { .. }), "{late}");
    let state = servers.statuses()[0].state.clone();
    assert_eq!(state, ToolServerState::Crashed { reason: "it hangs".to_owned() }, "it does not answer a ping");
    servers.restart("test").await.unwrap();
    assert_eq!(servers.statuses()[0].state, ToolServerState::Ready);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_a_server_has_started_ends_with_it() {
    let servers = servers(vec![program()]);
    let answer = servers.call("test", "offspring", map(json!({}))).await.unwrap();
    let child = answer.result.as_str().unwrap().to_owned();
    let lives = || {
        let stat = std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
        stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
    };
    assert!(lives(), "it has started process {child}");
    drop(servers);
    while lives() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_server_whose_settings_change_is_ended_and_the_others_stay() {
    let mut other = program();
    other.id = "other".to_owned();
    let servers = servers(vec![program(), other.clone()]);
    servers.start("test").await.unwrap();
    servers.start("other").await.unwrap();
    let mut changed = program();
    changed.call_ms = 1_000;
    servers.set(vec![changed, other]).await;
    let states: Vec<_> = servers.statuses().into_iter().map(|status| (status.settings.id, status.state)).collect();
    assert_eq!(
        states,
        [("other".to_owned(), ToolServerState::Ready), ("test".to_owned(), ToolServerState::Stopped)],
        "only the one that changed is ended"
    );
}
