//! `routine serve` over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::{Desk, approval};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub(crate) struct Server {
    child: Child,
    port: u16,
    pub(crate) token: String,
}

impl Server {
    pub(crate) fn start(desk: &Desk) -> Self {
        let folder = desk.path("project");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(approval(), folder.join("approval.bpmn")).unwrap();
        let mut command = desk.command();
        command.args(["--json", "serve", "--folder"]).arg(&folder).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line: Value = serde_json::from_str(&line).unwrap();
        let address = line["address"].as_str().unwrap().to_owned();
        let (place, token) = address.split_once("/?token=").unwrap();
        let port = place.rsplit(':').next().unwrap().parse().unwrap();
        Self { child, port, token: token.to_owned() }
    }

    /// A plain request, so that every header is ours.
    pub(crate) fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub(crate) async fn socket(&self) -> Socket {
        let address = format!("ws://127.0.0.1:{}/rpc?token={}", self.port, self.token);
        Socket { stream: connect_async(address).await.unwrap().0, next: 1 }
    }

    /// As the loss of power would end it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn end(mut self) -> i32 {
        let asked = std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
    next: u32,
}

impl Socket {
    async fn send(&mut self, text: String) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// The next thing that the page is told.
    pub(crate) async fn frame(&mut self) -> Value {
        let limit = Duration::from_secs(120);
        let message = tokio::time::timeout(limit, self.stream.next()).await.expect("a frame comes in time");
        serde_json::from_str(message.unwrap().unwrap().to_text().unwrap()).unwrap()
    }

    /// Calls a command; pushes that come meanwhile are given back beside the answer.
    pub(crate) async fn call(&mut self, method: &str, params: Value) -> (Value, Vec<Value>) {
        let id = self.next;
        self.next += 1;
        self.send(json!({ "id": id, "request": { "method": method, "params": params } }).to_string()).await;
        let mut pushes = Vec::new();
        loop {
            let frame = self.frame().await;
            if frame["id"] == json!(id) {
                return (frame, pushes);
            }
            pushes.push(frame);
        }
    }
}

#[tokio::test]
async fn a_page_runs_a_routine_over_the_socket() {
    let desk = Desk::new();
    let server = Server::start(&desk);
    let mut socket = server.socket().await;

    let (listed, _) = socket.call("listRoutines", json!({})).await;
    let path = listed["ok"]["routines"][0]["path"].clone();
    let routine = json!({ "source": "file", "path": path });
    let params = json!({ "routine": routine, "inputs": { "amount": 200 }, "mode": "data", "paused": true });
    let (started, _) = socket.call("startRun", params).await;
    let run = started["ok"]["runId"].clone();
    let (view, _) = socket.call("watchRun", json!({ "subscription": 5, "runId": run })).await;
    assert_eq!(view["ok"]["status"], json!("paused"));

    let (done, mut pushes) = socket.call("continueRun", json!({ "runId": run })).await;
    assert!(done.get("ok").is_some(), "{done}");
    while !pushes.iter().any(|push| push.to_string().contains("taskSet")) {
        pushes.push(socket.frame().await);
    }
    assert!(pushes.iter().all(|push| push["subscription"] == json!(5)), "{pushes:?}");
    assert_eq!(server.end(), 0, "it ends cleanly when it is asked to, with a page open");
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_by_number() {
    let desk = Desk::new();
    let server = Server::start(&desk);
    let mut socket = server.socket().await;
    let (refused, _) = socket.call("showRun", json!({ "runId": "none" })).await;
    assert_eq!(refused["err"]["code"], json!("runNotFound"));
    let (refused, _) = socket.call("noSuchThing", json!({})).await;
    assert_eq!(refused["err"]["code"], json!("invalidRequest"));
    socket.send("no JSON".to_owned()).await;
    assert_eq!(socket.frame().await["err"]["code"], json!("invalidRequest"));
    let (listed, _) = socket.call("listRuns", json!({ "limit": 1 })).await;
    assert_eq!(listed["ok"]["total"], json!(0), "the socket goes on");
    assert_eq!(server.end(), 0);
}

#[tokio::test]
async fn nobody_comes_in_without_token_or_from_another_page() {
    let desk = Desk::new();
    let server = Server::start(&desk);
    let Server { port, token, .. } = &server;
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    let status = |answer: String| answer.split(' ').nth(1).unwrap().to_owned();

    assert_eq!(status(server.get("/", &ours)), "401", "no token");
    assert_eq!(status(server.get("/?token=0123", &ours)), "401", "a wrong token");
    assert_eq!(status(server.get("/rpc", &ours)), "401", "the socket needs it, too");
    let with = format!("/?token={token}");
    assert_eq!(status(server.get(&with, "Host: evil.example\r\n")), "403", "a name that was made to point here");
    let foreign = format!("{ours}Origin: http://evil.example\r\n");
    assert_eq!(status(server.get(&with, &foreign)), "403", "another page");

    let page = server.get(&with, &ours);
    assert!(page.contains("content-security-policy: default-src 'none'"), "{page}");
    assert!(page.contains("HttpOnly; SameSite=Strict"), "a reload works without the token in the address: {page}");
    let cookie = format!("{ours}Cookie: routine_studio_{port}={token}\r\n");
    assert_ne!(status(server.get("/", &cookie)), "401", "the cookie opens the door");

    let mut request = format!("ws://127.0.0.1:{port}/rpc?token={token}").into_client_request().unwrap();
    request.headers_mut().insert("Origin", "http://evil.example".parse().unwrap());
    assert!(connect_async(request).await.is_err(), "another page cannot open the socket");
    assert_eq!(server.end(), 0);
}
