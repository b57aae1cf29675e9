//! One connection: a request, checked and answered.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::generation::{Ending, Runner};
use crate::wish::Wish;

/// Bytes of the largest request.
const LARGEST: usize = 4 << 20;
/// How long a request may take to come, and a piece of the answer to go.
const PATIENCE: Duration = Duration::from_secs(30);

struct Request {
    line: String,
    authorization: String,
    body: Vec<u8>,
}

/// Answers one request.
pub fn serve(mut stream: TcpStream, key: &str, runner: &Runner) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = read(&mut stream)?;
    if request.authorization != format!("Bearer {key}") {
        return refuse(&mut stream, "401 Unauthorized", "the key is missing or wrong");
    }
    if request.line.starts_with("GET /v1/models ") {
        let list = json!({ "object": "list", "data": [{ "id": runner.name, "object": "model" }] });
        return answer(&mut stream, "200 OK", &list);
    }
    if !request.line.starts_with("POST /v1/chat/completions ") {
        return refuse(&mut stream, "404 Not Found", "this runner answers /v1/models and /v1/chat/completions");
    }
    match Wish::read(&request.body) {
        Ok(wish) if wish.stream => in_pieces(&mut stream, &wish, runner),
        Ok(wish) => whole(&mut stream, &wish, runner),
        Err(reason) => refuse(&mut stream, "400 Bad Request", &reason),
    }
}

fn whole(stream: &mut TcpStream, wish: &Wish, runner: &Runner) -> io::Result<()> {
    let mut text = String::new();
    let ending = runner.answer(wish, &mut |piece| {
        text.push_str(piece);
        true
    });
    match ending {
        Ok(ending) => {
            let choice = json!({ "index": 0, "finish_reason": reason(&ending),
                "message": { "role": "assistant", "content": text } });
            let body = json!({ "id": "local", "object": "chat.completion", "model": runner.name,
                "choices": [choice], "usage": usage(&ending) });
            answer(stream, "200 OK", &body)
        }
        Err(reason) => refuse(stream, "400 Bad Request", &reason),
    }
}

fn in_pieces(stream: &mut TcpStream, wish: &Wish, runner: &Runner) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let mut begun = false;
    let mut lost = None;
    let ending = runner.answer(wish, &mut |piece| {
        let mut send = || -> io::Result<()> {
            if !begun {
                stream.write_all(head.as_bytes())?;
                begun = true;
            }
            event(stream, &chunk(&runner.name, json!([choice(json!({ "content": piece }), Value::Null)])))
        };
        lost = send().err();
        lost.is_none()
    });
    if let Some(error) = lost {
        return Err(error);
    }
    let ending = match ending {
        Ok(ending) => ending,
        Err(reason) if !begun => return refuse(stream, "400 Bad Request", &reason),
        // A stream that ends without a reason has broken off.
        Err(_) => return Ok(()),
    };
    if !begun {
        stream.write_all(head.as_bytes())?;
    }
    event(stream, &chunk(&runner.name, json!([choice(json!({}), json!(reason(&ending)))])))?;
    let mut last = chunk(&runner.name, json!([]));
    last["usage"] = usage(&ending);
    event(stream, &last)?;
    stream.write_all(b"data: [DONE]\n\n")
}

fn choice(delta: Value, finish: Value) -> Value {
    json!({ "index": 0, "delta": delta, "finish_reason": finish })
}

fn chunk(model: &str, choices: Value) -> Value {
    json!({ "id": "local", "object": "chat.completion.chunk", "model": model, "choices": choices })
}

fn event(stream: &mut TcpStream, value: &Value) -> io::Result<()> {
    stream.write_all(format!("data: {value}\n\n").as_bytes())?;
    stream.flush()
}

fn reason(ending: &Ending) -> &'static str {
    if ending.done { "stop" } else { "length" }
}

fn usage(ending: &Ending) -> Value {
    json!({ "prompt_tokens": ending.input, "completion_tokens": ending.output,
        "total_tokens": ending.input + ending.output })
}

fn refuse(stream: &mut TcpStream, status: &str, reason: &str) -> io::Result<()> {
    answer(stream, status, &json!({ "error": { "message": reason } }))
}

fn answer(stream: &mut TcpStream, status: &str, body: &Value) -> io::Result<()> {
    let body = body.to_string();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n");
    stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes())
}

fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let count = stream.read(&mut buffer)?;
        bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
        if count == 0 || bytes.len() > LARGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
        let header = |wanted: &str| {
            let found = head.lines().filter_map(|line| line.split_once(':'));
            found.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
        };
        let length = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0_usize);
        let body = bytes.get(end + 4..).unwrap_or_default();
        if body.len() >= length {
            return Ok(Request {
                line: head.lines().next().unwrap_or_default().to_owned(),
                authorization: header("authorization").unwrap_or_default().to_owned(),
                body: body.to_vec(),
            });
        }
    }
}
