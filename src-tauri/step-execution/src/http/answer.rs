//! What came back.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Response, Url};
use serde_json::{Map, Value};

use super::call::failed;
use super::error::HttpError;
use super::hosts::shown;
use super::request::HttpRequest;
use super::retry;

/// Characters of a refusing answer that a message shows.
const SAID: usize = 300;

/// An answer, without the secrets that the call was made with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HttpAnswer {
    pub(crate) status: u16,
    /// By name in small letters; several of one name are joined by commas.
    pub(crate) headers: Map<String, Value>,
    /// The value, where it says that it is JSON; else its text; null where there is none.
    pub(crate) body: Value,
}

pub(super) async fn read(request: &HttpRequest, url: &Url, mut response: Response) -> Result<HttpAnswer, HttpError> {
    let most = request.patience.most_bytes;
    let too_large = || HttpError::TooLarge { url: shown(url), most };
    let status = response.status().as_u16();
    let is_answer = status < 400 || request.accepted.as_ref().is_none_or(|accepted| accepted.contains(&status));
    if is_answer && response.content_length().is_some_and(|length| length > u64::try_from(most).unwrap_or(u64::MAX)) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| failed(request, url, &error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > most {
            if is_answer {
                return Err(too_large());
            }
            // What a refusal has to say stands at its beginning.
            break;
        }
    }
    if !is_answer {
        let text = request.without_secrets(&String::from_utf8_lossy(&bytes));
        let text: String = text.trim().chars().take(SAID).collect();
        let said = if text.is_empty() { String::new() } else { format!(": {text}") };
        return Err(HttpError::Status { url: shown(url), status, said, wait: retry::wished(response.headers()) });
    }
    let headers = headers(request, &response);
    let kind = headers.get(CONTENT_TYPE.as_str()).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let body = body(&kind, bytes).map_err(|reason| HttpError::Unreadable { url: shown(url), reason })?;
    Ok(HttpAnswer { status, headers, body: hidden(request, body) })
}

fn headers(request: &HttpRequest, response: &Response) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, value) in response.headers() {
        let value = request.without_secrets(&String::from_utf8_lossy(value.as_bytes()));
        match all.get_mut(name.as_str()) {
            Some(Value::String(known)) => {
                known.push_str(", ");
                known.push_str(&value);
            }
            Some(_) | None => {
                all.insert(name.as_str().to_owned(), Value::String(value));
            }
        }
    }
    all
}

fn body(kind: &str, bytes: Vec<u8>) -> Result<Value, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence == "application/json" || essence == "text/json" || essence.ends_with("+json") {
        return serde_json::from_slice(&bytes).map_err(|error| format!("it says that it is JSON, and is not: {error}"));
    }
    let shown = if essence.is_empty() { "something" } else { essence };
    String::from_utf8(bytes).map(Value::String).map_err(|_| format!("it is {shown} and no text in UTF-8"))
}

/// The value without secrets, in texts and in names.
fn hidden(request: &HttpRequest, value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(request.without_secrets(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| hidden(request, item)).collect()),
        Value::Object(members) => {
            let hide = |(name, value): (String, Value)| (request.without_secrets(&name), hidden(request, value));
            Value::Object(members.into_iter().map(hide).collect())
        }
        value @ (Value::Null | Value::Bool(_) | Value::Number(_)) => value,
    }
}
