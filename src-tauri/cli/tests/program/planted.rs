//! A secret that is used in every way is planted, and then looked for in everything that the program says and keeps.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::json;

use crate::serve::Server;
use crate::support::{Desk, said};

/// The key of a server that steps call.
const TOKEN: &str = "tok-planted-8f2c61";
/// The key of a model provider.
const KEY: &str = "sk-planted-77b0aa";

/// Repeats the head of every request, with its keys: in the body, in a header, and as a model.
struct Echo {
    port: u16,
}

impl Echo {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || answer(stream));
            }
        });
        Self { port }
    }
}

fn answer(mut stream: TcpStream) -> Option<()> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let head = loop {
        let count = stream.read(&mut buffer).ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break head.to_owned();
            }
        }
    };
    let key = head.lines().find_map(|line| line.strip_prefix("authorization: Bearer ")).unwrap_or_default().to_owned();
    let said = match head.split(' ').nth(1)? {
        "/v1/chat/completions" => {
            let (first, second) = key.split_at(key.len() / 2);
            let piece = |text: &str, finish: serde_json::Value| {
                let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": finish });
                format!(
                    "data: {}\n\n",
                    json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [choice] })
                )
            };
            let usage = json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [],
                "usage": { "prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12 } });
            let body = [
                piece(&format!("Your key is {first}"), json!(null)),
                piece(second, json!(null)),
                piece(".", json!("stop")),
                format!("data: {usage}\n\ndata: [DONE]\n\n"),
            ];
            response("200 OK", "text/event-stream", &key, &body.concat())
        }
        "/v1/models" => response(
            "401 Unauthorized",
            "application/json",
            &key,
            &json!({ "error": { "message": format!("bad key {key}") } }).to_string(),
        ),
        "/refused" => {
            response("403 Forbidden", "application/json", &key, &json!({ "you": { "sent": key } }).to_string())
        }
        _ => response("200 OK", "application/json", &key, &json!({ "head": head }).to_string()),
    };
    stream.write_all(said.as_bytes()).ok()
}

fn response(status: &str, kind: &str, key: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\nx-you-sent: {key}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// Calls the server twice: once it answers, once it refuses.
fn routine(port: u16) -> String {
    let call = |id: &str, path: &str| {
        format!(
            r#"<bpmn:serviceTask id="{id}"><bpmn:extensionElements><zeebe:taskDefinition type="routine:http" /><zeebe:taskHeaders><zeebe:header key="resultVariable" value="{id}_answer" /></zeebe:taskHeaders><zeebe:ioMapping><zeebe:input source="http://127.0.0.1:{port}{path}" target="url" /><zeebe:input source="bearer:token" target="auth" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>"#
        )
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="urn:test">
  <bpmn:process id="Planted" isExecutable="true">
    <bpmn:startEvent id="Start" />{}{}<bpmn:endEvent id="End" />
    <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Echoed" />
    <bpmn:sequenceFlow id="F2" sourceRef="Echoed" targetRef="Refused" />
    <bpmn:sequenceFlow id="F3" sourceRef="Refused" targetRef="End" />
  </bpmn:process>
</bpmn:definitions>"#,
        call("Echoed", "/echo"),
        call("Refused", "/refused")
    )
}

/// Everything that the program says and keeps about a run, by where it was found.
async fn traces(input: &str) -> Vec<(String, Vec<u8>)> {
    let echo = Echo::start();
    let base_url = format!("http://127.0.0.1:{}/v1", echo.port);
    let desk = Desk::with(&[
        ("ROUTINE_SECRET_TOKEN", TOKEN),
        ("ROUTINE_SECRET_ENVIRONMENT", KEY),
        ("ROUTINE_MODEL_BASE_URL", &base_url),
        ("ROUTINE_MODEL", "tiny"),
        ("ROUTINE_PRIVATE_HOSTS", "127.0.0.1"),
        ("ROUTINE_LOG", "trace"),
        ("ROUTINE_VAULT_PASSPHRASE", "open"),
    ]);
    let file = desk.write("planted.bpmn", routine(echo.port));
    let mut traces = Vec::new();
    let mut tell = |args: &[&str]| {
        let said = said(desk.command().arg("--json").args(args).output().unwrap());
        let place = args.join(" ");
        traces.push((format!("stdout of {place}"), said.out.clone().into_bytes()));
        traces.push((format!("log and errors of {place}"), said.err.into_bytes()));
        said.out
    };
    let out = tell(&["run", file.to_str().unwrap(), "--input", input]);
    assert!(out.contains("Bearer …"), "the echo came back, without the key: {out}");
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    let run = first["run"].as_str().unwrap().to_owned();
    let asked = tell(&["models", "--test", "environment"]);
    assert!(asked.contains("Your key is …."), "the model answered, without the key: {asked}");
    let more: [&[&str]; 6] = [
        &["show", &run],
        &["journal", &run],
        &["runs"],
        &["models"],
        &["models", "--list", "environment"],
        &["secret", "list"],
    ];
    for args in more {
        tell(args);
    }

    let server = Server::start(&desk);
    traces.push((
        "the page".to_owned(),
        server.get("/", &format!("Host: 127.0.0.1\r\nCookie: token={}\r\n", server.token)).into_bytes(),
    ));
    let mut socket = server.socket().await;
    for (method, params) in [
        ("showRun", json!({ "runId": run })),
        ("readJournal", json!({ "runId": run, "fromSeq": 1, "limit": 1000 })),
        ("listSecrets", json!({})),
        ("getModelSettings", json!({})),
        ("testProvider", json!({ "id": "environment" })),
        ("listModels", json!({ "id": "environment" })),
        ("setSecret", json!({ "name": "other", "value": KEY, "place": "vault" })),
        ("setSecret", json!({ "name": "bad name", "value": KEY })),
        ("listSecrets", json!({})),
    ] {
        let (answer, pushes) = socket.call(method, params).await;
        let mut text = answer.to_string();
        let _ = write!(text, "{pushes:?}");
        traces.push((format!("what screens see of {method}"), text.into_bytes()));
    }
    drop(socket);
    assert_eq!(server.end(), 0);
    for entry in std::fs::read_dir(desk.path("")).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        traces.push((format!("the file {}", entry.path().display()), std::fs::read(entry.path()).unwrap()));
    }
    traces
}

/// Where a value turns up.
fn places(traces: &[(String, Vec<u8>)], value: &str) -> Vec<String> {
    let found = |bytes: &[u8]| bytes.windows(value.len()).any(|part| part == value.as_bytes());
    traces.iter().filter(|(_, bytes)| found(bytes)).map(|(place, _)| place.clone()).collect()
}

#[tokio::test]
async fn a_secret_that_is_used_turns_up_nowhere() {
    let traces = traces("{}").await;
    for value in [TOKEN, KEY] {
        assert_eq!(places(&traces, value), Vec::<String>::new(), "{value} is in none of {} places", traces.len());
    }
}

#[tokio::test]
async fn the_search_finds_a_value_that_a_run_does_hold() {
    let traces = traces(&json!({ "noted": "val-planted-31337" }).to_string()).await;
    let found = places(&traces, "val-planted-31337");
    for place in ["stdout of run", "stdout of journal", "what screens see of showRun", "runs.db"] {
        assert!(found.iter().any(|one| one.contains(place)), "{place} holds it, and the search sees that: {found:?}");
    }
}
