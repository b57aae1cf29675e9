//! Servers over HTTP that do not behave: each is a coded failure in words, in time.

use std::collections::BTreeMap;

use serde_json::json;
use step_execution::tool::{ToolError, ToolServerReach, ToolServerSettings};

use crate::answers::{Say, Server, head, json as answer};
use crate::support::{map, reached, servers};

/// A message that a server may say first; the client goes on to tell that it is ready.
const READY: &str = r#"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"faulty","version":"1"}}}"#;

fn at(server: &Server, start_ms: u64) -> ToolServerSettings {
    let reach = ToolServerReach::Http { url: server.base_url.clone(), headers: BTreeMap::new() };
    ToolServerSettings { start_ms, ..reached(reach) }
}

/// Why it does not come up.
async fn refusal(say: Say, start_ms: u64) -> ToolError {
    let server = Server::start(vec![say]).await;
    servers(vec![at(&server, start_ms)]).start("test").await.unwrap_err()
}

#[tokio::test]
async fn slow_busy_broken_truncated_endless_and_wrong_answers_are_failures_in_words() {
    let json_head = head("200 OK", "application/json", "");
    let events = head("200 OK", "text/event-stream", "");
    let (soon, in_time) = (1_000, 60_000);
    for (rule, say, start_ms) in [
        ("a silent server", Say::Hang(String::new()), soon),
        ("a head without a body", Say::Hang(json_head.clone()), soon),
        ("too many requests", answer("429 Too Many Requests", "retry-after: 3600\r\n", "{}"), in_time),
        ("a fault of its own", answer("500 Internal Server Error", "", "<html>oops</html>"), in_time),
        (
            "a connection that breaks",
            Say::Break(head("200 OK", "application/json", "content-length: 100\r\n") + "{"),
            in_time,
        ),
        ("a body without end", Say::Endless(json_head, "x".repeat(64 * 1024)), in_time),
        ("an event without end", Say::Endless(events, format!("data: {}", "x".repeat(64 * 1024))), in_time),
        ("JSON that is none", answer("200 OK", "", "{\"a\": "), in_time),
        ("JSON that is no message", answer("200 OK", "", "[1, 2]"), in_time),
        ("what is no HTTP", Say::Response("220 ready\r\n".to_owned()), in_time),
    ] {
        let error = refusal(say, start_ms).await;
        assert!(matches!(error, ToolError::CannotStart { .. }), "{rule}: {error:?}");
        assert!(error.to_string().len() < 2_000, "{rule}: what it says is cut: {error}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_to_a_place_that_nobody_has_set_up() {
    let inside = Server::start(vec![answer("200 OK", "", READY)]).await;
    let away = head(
        "307 Temporary Redirect",
        "text/plain",
        &format!("location: {}\r\ncontent-length: 0\r\n", inside.base_url),
    );
    let error = refusal(Say::Response(away), 60_000).await;
    assert!(matches!(error, ToolError::CannotStart { .. }), "{error:?}");
    assert!(inside.asked().is_empty(), "the other server hears nothing");
}

#[tokio::test]
async fn a_server_that_breaks_off_during_a_call_is_lost() {
    let accepted = answer("202 Accepted", "", "");
    let busy = answer("429 Too Many Requests", "", "{}");
    let server = Server::start(vec![answer("200 OK", "", READY), accepted, busy]).await;
    let servers = servers(vec![at(&server, 60_000)]);
    servers.start("test").await.unwrap();
    let error = servers.call("test", "echo", map(json!({ "text": "x" }))).await.unwrap_err();
    assert!(matches!(error, ToolError::Lost { .. } | ToolError::CannotStart { .. }), "{error:?}");
}
