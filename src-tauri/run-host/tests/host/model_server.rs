//! A model on the loopback that really speaks OpenAI's protocol and says what a test has written down, in order.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};

/// One answer.
#[derive(Clone)]
pub enum Answer {
    /// A text.
    Text(String),
    /// A call of a tool, with its arguments.
    Call(String, Value),
    /// The beginning of a text, and never its end.
    Begun(String),
    /// The beginning of a text, and its end when [`ModelServer::goes_on`] says so.
    Halves(String, String),
}

/// The server.
pub struct ModelServer {
    /// Where it is.
    pub url: String,
    /// What it was asked, in order.
    pub seen: Arc<Mutex<Vec<Value>>>,
    begun: mpsc::UnboundedReceiver<()>,
    rest: Arc<Notify>,
}

impl ModelServer {
    /// Gives these answers one after the other, and the last one again and again.
    pub async fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (tell, begun) = mpsc::unbounded_channel();
        let requests = Arc::clone(&seen);
        let rest = Arc::new(Notify::new());
        let held = Arc::clone(&rest);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answers.clone(), Arc::clone(&requests), tell.clone(), Arc::clone(&held)));
            }
        });
        Self { url, seen, begun, rest }
    }

    /// Lets an answer that was begun in halves go on.
    pub fn goes_on(&self) {
        self.rest.notify_one();
    }

    /// Returns when it has begun an answer that it will not end by itself.
    pub async fn begins(&mut self) {
        self.begun.recv().await.unwrap();
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

async fn serve(
    mut stream: TcpStream,
    answers: Vec<Answer>,
    seen: Arc<Mutex<Vec<Value>>>,
    begun: mpsc::UnboundedSender<()>,
    rest: Arc<Notify>,
) -> Option<()> {
    let request = request(&mut stream).await?;
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(request);
        seen.len() - 1
    };
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let mut later = None;
    let (body, ends) = match answers.get(number).or(answers.last())? {
        Answer::Text(text) => ([chunk(json!({ "content": text }), Value::Null), end("stop")].concat(), true),
        Answer::Call(tool, arguments) => {
            let function = json!({ "name": tool, "arguments": arguments.to_string() });
            let id = format!("call-{number}");
            let call = json!({ "index": 0, "id": id, "type": "function", "function": function });
            ([chunk(json!({ "tool_calls": [call] }), Value::Null), end("tool_calls")].concat(), true)
        }
        Answer::Begun(text) => (chunk(json!({ "content": text }), Value::Null), false),
        Answer::Halves(text, last) => {
            later = Some([chunk(json!({ "content": last }), Value::Null), end("stop")].concat());
            (chunk(json!({ "content": text }), Value::Null), false)
        }
    };
    stream.write_all(format!("{head}{body}").as_bytes()).await.ok()?;
    stream.flush().await.ok()?;
    if !ends {
        let _ = begun.send(());
        if let Some(later) = later {
            rest.notified().await;
            stream.write_all(later.as_bytes()).await.ok()?;
            return stream.flush().await.ok();
        }
        // Whoever asked goes away.
        let _ = stream.read(&mut [0; 64]).await;
    }
    Some(())
}

async fn request(stream: &mut TcpStream) -> Option<Value> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let count = stream.read(&mut buffer).await.ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let Some(at) = bytes.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..at]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        if let Some(body) = bytes.get(at + 4..at + 4 + length.unwrap_or(0)) {
            return serde_json::from_slice(body).ok();
        }
    }
}

fn chunk(delta: Value, finish: Value) -> String {
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish });
    let whole = json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [choice] });
    format!("data: {whole}\n\n")
}

fn end(finish: &str) -> String {
    let usage = json!({ "id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [],
        "usage": { "prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110 } });
    format!("{}data: {usage}\n\ndata: [DONE]\n\n", chunk(json!({}), json!(finish)))
}
