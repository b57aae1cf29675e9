//! The crate's errors in our words, without the key that some providers repeat in theirs.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::model::ModelError;
use crate::secret::Secret;

/// Most characters of a provider's own sentence.
const SENTENCE: usize = 300;

pub(super) fn of(provider: &str, key: Option<&Secret>, error: &genai::Error) -> ModelError {
    let error = cause_of(error);
    let provider = provider.to_owned();
    let reason = sentence(key, error);
    let wait = error.headers().and_then(wait);
    match error.status().map(|status| status.as_u16()) {
        Some(401 | 403) => ModelError::Unauthorized { provider, reason },
        Some(429) => ModelError::RateLimited { provider, reason, wait },
        Some(408 | 409 | 425) => ModelError::Overloaded { provider, status: 408, reason, wait },
        Some(status) if status >= 500 => ModelError::Overloaded { provider, status, reason, wait },
        Some(status) => ModelError::Refused { provider, status, reason },
        None if is_connection(error) => ModelError::Unreachable { provider, reason },
        None => ModelError::BadReply { provider, reason },
    }
}

/// What went wrong while a stream was opened or read lies inside the stream's own error.
fn cause_of(error: &genai::Error) -> &genai::Error {
    match error {
        genai::Error::WebStream { error: cause, .. } => cause.downcast_ref::<genai::Error>().map_or(error, cause_of),
        _ => error,
    }
}

fn is_connection(error: &genai::Error) -> bool {
    let found = |error: &reqwest::Error| error.is_connect() || error.is_timeout();
    match error {
        genai::Error::WebModelCall { webc_error: genai::webc::Error::Reqwest(error), .. }
        | genai::Error::WebAdapterCall { webc_error: genai::webc::Error::Reqwest(error), .. } => found(error),
        genai::Error::WebStream { error, .. } => error.downcast_ref::<reqwest::Error>().is_some_and(found),
        _ => false,
    }
}

/// What the provider says in its body, else what the crate says.
fn sentence(key: Option<&Secret>, error: &genai::Error) -> String {
    let body = match error {
        genai::Error::HttpError { body, .. }
        | genai::Error::WebModelCall { webc_error: genai::webc::Error::ResponseFailedStatus { body, .. }, .. }
        | genai::Error::WebAdapterCall { webc_error: genai::webc::Error::ResponseFailedStatus { body, .. }, .. } => {
            Some(said_in(body))
        }
        genai::Error::ChatResponse { body, .. } => Some(said_in(&body.to_string())),
        _ => None,
    };
    let said = body.filter(|said| !said.is_empty()).unwrap_or_else(|| innermost(error));
    // The key goes before the sentence is cut: half of one would be found nowhere.
    let said = key.map_or(said.clone(), |key| key.hidden_in(&said));
    said.chars().take(SENTENCE).collect()
}

/// The `message` of an error body, else the body.
fn said_in(body: &str) -> String {
    let Ok(json) = serde_json::from_str::<Value>(body) else { return body.trim().to_owned() };
    let places = ["/error/message", "/message", "/error", "/0/error/message"];
    let found = places.iter().find_map(|place| json.pointer(place).and_then(Value::as_str));
    found.map_or_else(|| body.trim().to_owned(), ToOwned::to_owned)
}

fn innermost(error: &genai::Error) -> String {
    let mut said = match error {
        genai::Error::WebModelCall { webc_error: genai::webc::Error::Reqwest(error), .. } => {
            error.source().map_or_else(|| error.to_string(), ToString::to_string)
        }
        genai::Error::WebStream { cause, .. } => cause.clone(),
        genai::Error::StreamParse { serde_error, .. } => serde_error.to_string(),
        _ => error.to_string(),
    };
    said.truncate(said.find('\n').unwrap_or(said.len()));
    said
}

/// Seconds in `retry-after`, milliseconds in `retry-after-ms`. A date is left to our own back-off.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
    let seconds = number("retry-after-ms").map(|ms| ms / 1000.0).or_else(|| number(RETRY_AFTER.as_str()))?;
    Duration::try_from_secs_f64(seconds).ok()
}
