//! The same server over streamable HTTP.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;
use step_execution::tool::{SettingValue, ToolServerReach};
use step_execution::{HostRules, HostSource};

use crate::misbehaving::Misbehaving;
use crate::support::{SECRET, map, reached, servers};

async fn with_the_token(headers: HeaderMap, request: Request, next: Next) -> Response {
    let token = headers.get("authorization").and_then(|value| value.to_str().ok());
    if token == Some(&format!("Bearer {SECRET}")) {
        next.run(request).await
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

/// A server that wants the token. Gives its address.
async fn serve() -> String {
    let service: StreamableHttpService<Misbehaving, LocalSessionManager> = StreamableHttpService::new(
        || Ok(Misbehaving::default()),
        Arc::default(),
        StreamableHttpServerConfig::default(),
    );
    let router = axum::Router::new().nest_service("/mcp", service).layer(from_fn(with_the_token));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/mcp")
}

fn with_header(url: String, value: SettingValue) -> ToolServerReach {
    ToolServerReach::Http { url, headers: BTreeMap::from([("Authorization".to_owned(), value)]) }
}

#[tokio::test]
async fn a_server_over_http_gets_its_secret_header_and_answers() {
    let token = SettingValue::Secret { secret: "token".to_owned(), before: "Bearer ".to_owned() };
    let servers = servers(vec![reached(with_header(serve().await, token))]);
    assert!(servers.tools("test").await.unwrap().iter().any(|tool| tool.name == "echo"));
    let answer = servers.call("test", "echo", map(json!({ "text": SECRET }))).await.unwrap();
    assert_eq!(answer.result, json!("…"), "what comes back does not hold the secret");
    let failed = servers.call("test", "fail", map(json!({}))).await.unwrap();
    assert!(failed.failed);
    servers.stop_all().await;
}

#[tokio::test]
async fn without_the_right_header_it_cannot_be_started_and_nothing_is_leaked() {
    let wrong = SettingValue::Plain { value: "Bearer wrong".to_owned() };
    let servers = servers(vec![reached(with_header(serve().await, wrong))]);
    let error = servers.start("test").await.unwrap_err();
    assert_eq!(error.code(), "tool-server-unreachable", "{error}");
}

#[tokio::test]
async fn nobody_there_is_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    drop(listener);
    let servers = servers(vec![reached(ToolServerReach::Http { url, headers: BTreeMap::new() })]);
    let error = servers.start("test").await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
}

#[tokio::test]
async fn the_rules_about_hosts_hold_for_servers_over_http_too_and_before_each_call() {
    let rules = Arc::new(Mutex::new(HostRules::default()));
    let current = Arc::clone(&rules);
    let source = HostSource(Arc::new(move || current.lock().unwrap().clone()));
    let token = SettingValue::Secret { secret: "token".to_owned(), before: "Bearer ".to_owned() };
    let servers = servers(vec![reached(with_header(serve().await, token))]).under(source);
    let call = || servers.call("test", "echo", map(json!({ "text": "x" })));
    assert_eq!(call().await.unwrap().result, json!("x"), "who sets a server up lets it lie inside");
    rules.lock().unwrap().blocked = vec!["127.0.0.1".to_owned()];
    let blocked = call().await.unwrap_err();
    assert!(blocked.to_string().contains("is blocked by the settings"), "also when it is connected: {blocked}");
    *rules.lock().unwrap() = HostRules { allowed: vec!["api.example.com".to_owned()], ..HostRules::default() };
    let unlisted = call().await.unwrap_err();
    assert!(unlisted.to_string().contains("not among those that the settings allow"), "{unlisted}");
    rules.lock().unwrap().allowed.push("127.0.0.1".to_owned());
    assert_eq!(call().await.unwrap().result, json!("x"));
    servers.stop_all().await;
}
