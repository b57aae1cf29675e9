//! A server on the loopback that says exactly what a test gives it, byte for byte, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one connection.
#[derive(Clone, Debug)]
pub(crate) enum Say {
    /// A whole response.
    Response(String),
    /// A piece, then the connection breaks.
    Break(String),
    /// A piece, then nothing more for longer than anybody waits.
    Hang(String),
    /// A piece again and again, without end.
    Endless(String, String),
}

/// A running server; it ends with the test's runtime.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) base_url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// What it was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: Value,
}

impl Server {
    /// Says the first thing to the first connection and so on; the last one to all others.
    pub(crate) async fn start(says: Vec<Say>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/v1/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut says = says.into_iter().peekable();
            while let Ok((stream, _)) = listener.accept().await {
                let Some(say) = says.peek().cloned() else { return };
                if says.len() > 1 {
                    says.next();
                }
                tokio::spawn(serve(stream, say, Arc::clone(&heard)));
            }
        });
        Self { base_url, asked }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, say: Say, asked: Arc<Mutex<Vec<Asked>>>) {
    let Some(request) = read_request(&mut stream).await else { return };
    asked.lock().unwrap().push(request);
    match say {
        Say::Response(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Say::Break(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Say::Hang(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            std::future::pending::<()>().await;
        }
        Say::Endless(first, again) => {
            let _ = stream.write_all(first.as_bytes()).await;
            while stream.write_all(again.as_bytes()).await.is_ok() {}
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).await.ok().filter(|&count| count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .find_map(|line| line.to_lowercase().strip_prefix("content-length:").map(|length| length.trim().parse()))
            .and_then(Result::ok)
            .unwrap_or(0_usize);
        if body.len() >= length {
            return Some(Asked { head: head.to_owned(), body: serde_json::from_str(body).unwrap_or(Value::Null) });
        }
    }
}

/// The head of an answer of this status.
pub(crate) fn head(status: &str, kind: &str, more: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\nconnection: close\r\n{more}\r\n")
}

/// A whole JSON answer.
pub(crate) fn json(status: &str, more: &str, body: &str) -> Say {
    Say::Response(format!(
        "{}{body}",
        head(status, "application/json", &format!("content-length: {}\r\n{more}", body.len()))
    ))
}

/// The head of a stream of events.
pub(crate) fn stream_head() -> String {
    head("200 OK", "text/event-stream", "")
}

/// One event of OpenAI's protocol with a piece of text.
pub(crate) fn piece(text: &str) -> String {
    let delta = serde_json::json!({"id": "1", "object": "chat.completion.chunk", "model": "tiny",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]});
    format!("data: {delta}\n\n")
}

/// The last events of OpenAI's protocol.
pub(crate) fn end(reason: &str) -> String {
    let last = serde_json::json!({"id": "1", "object": "chat.completion.chunk", "model": "tiny",
        "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]});
    let usage = serde_json::json!({"id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [],
        "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15,
                  "prompt_tokens_details": {"cached_tokens": 4}}});
    format!("data: {last}\n\ndata: {usage}\n\ndata: [DONE]\n\n")
}

/// A whole stream with these pieces.
pub(crate) fn stream(pieces: &[&str], reason: &str) -> Say {
    let pieces: String = pieces.iter().map(|text| piece(text)).collect();
    Say::Response(format!("{}{pieces}{}", stream_head(), end(reason)))
}
