//! Servers that misbehave.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{answered, call, failed};
use crate::models::server::{Say, Server, head, json as answer};

/// Inputs of a call that tries again at once.
fn quick(url: &str) -> Value {
    json!({ "url": url, "pause": 1, "timeout": 60_000 })
}

#[tokio::test]
async fn what_may_be_over_soon_is_tried_again() {
    for status in ["429 Too Many Requests", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
        let server = Server::start(vec![answer(status, "", "{}"), answer("200 OK", "", "true")]).await;
        let (outcome, notes) = call(quick(&server.base_url)).await;
        assert_eq!(answered(outcome)["body"], true, "{status}");
        assert_eq!((server.asked().len(), notes.len()), (2, 2), "{status} was asked twice, and both are on record");
    }
}

#[tokio::test]
async fn a_refusal_is_final_and_says_what_the_server_said() {
    for (status, code) in [("500 Internal Server Error", 500), ("400 Bad Request", 400), ("404 Not Found", 404)] {
        let server = Server::start(vec![answer(status, "", r#"{"error": "no such order"}"#)]).await;
        let failure = failed(call(quick(&server.base_url)).await.0);
        assert_eq!((failure.code.as_str(), failure.retryable), ("http-status", false));
        assert!(
            failure.message.contains(&code.to_string()) && failure.message.contains("no such order"),
            "{failure:?}"
        );
        assert_eq!(server.asked().len(), 1, "{status} is not tried again");
    }
    let server = Server::start(vec![answer("404 Not Found", "", "null")]).await;
    let (outcome, _) = call(json!({ "url": server.base_url, "accept": [404] })).await;
    assert_eq!(answered(outcome)["status"], 404, "a status that the step accepts is an answer");
}

#[tokio::test]
async fn a_call_that_changes_something_is_made_twice_only_where_that_does_no_harm() {
    let unsure = || vec![answer("503 Service Unavailable", "", "{}"), answer("200 OK", "", "true")];
    let server = Server::start(unsure()).await;
    let mut inputs = quick(&server.base_url);
    inputs["method"] = json!("POST");
    let failure = failed(call(inputs.clone()).await.0);
    assert_eq!((failure.code.as_str(), failure.retryable, server.asked().len()), ("http-status", false, 1));
    let server = Server::start(unsure()).await;
    inputs["url"] = json!(server.base_url);
    inputs["idempotencyKey"] = json!("step");
    let (outcome, _) = call(inputs).await;
    assert_eq!(answered(outcome)["body"], true);
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().all(|asked| asked.head.contains("idempotency-key: run-1-1")), "both tries have the same key");
}

#[tokio::test]
async fn the_server_says_how_long_to_wait_and_too_long_is_a_failure() {
    let server = Server::start(vec![answer("429 Too Many Requests", "retry-after: 3600\r\n", "{}")]).await;
    let failure = failed(call(quick(&server.base_url)).await.0);
    assert_eq!(server.asked().len(), 1, "nobody waits an hour inside a step");
    assert!(failure.retryable, "but the step may be tried again later");
    let server =
        Server::start(vec![answer("429 Too Many Requests", "retry-after: 0.2\r\n", "{}"), answer("200 OK", "", "1")])
            .await;
    let began = Instant::now();
    assert_eq!(answered(call(quick(&server.base_url)).await.0)["body"], 1);
    assert!(began.elapsed() >= Duration::from_millis(200), "the wish was heard");
}

#[tokio::test]
async fn slow_truncated_endless_and_wrong_answers_end() {
    let json_head = head("200 OK", "application/json", "content-length: 100\r\n");
    let text_head = head("200 OK", "text/plain", "");
    for (rule, say, code, tries) in [
        ("a silent server", Say::Hang(String::new()), "http-timeout", 3),
        ("a head without a body", Say::Hang(json_head.clone()), "http-timeout", 3),
        ("a connection that breaks", Say::Break(format!("{json_head}{{\"a\":")), "http-broken-off", 3),
        ("a body without end", Say::Endless(text_head, "x".repeat(64 * 1024)), "http-too-large", 1),
        ("JSON that is none", answer("200 OK", "", "{\"a\": "), "http-unreadable", 1),
        ("what is no HTTP", Say::Response("220 ready\r\n".to_owned()), "http-broken-off", 3),
    ] {
        let server = Server::start(vec![say]).await;
        let mut inputs = quick(&server.base_url);
        inputs["maxBytes"] = json!(200_000);
        if code == "http-timeout" {
            inputs["timeout"] = json!(200);
        }
        let (outcome, notes) = call(inputs).await;
        let failure = failed(outcome);
        assert_eq!((failure.code.as_str(), notes.len()), (code, tries), "{rule}: {}", failure.message);
        assert_eq!(failure.retryable, tries > 1, "{rule}");
    }
}

#[tokio::test]
async fn nobody_at_the_door_is_told_and_tried_again() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let (outcome, notes) = call(quick(&format!("http://{closed}/"))).await;
    let failure = failed(outcome);
    assert_eq!((failure.code.as_str(), failure.retryable, notes.len()), ("http-unreachable", true, 3));
}
