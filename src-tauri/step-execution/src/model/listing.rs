//! The models that a provider says it has.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::{ModelError, Protocol, ProviderSettings};
use crate::secret::Secret;

/// How long a list may take.
const WAIT: Duration = Duration::from_secs(20);
/// Bytes of the longest list that is read.
const LONGEST: usize = 8 << 20;
/// The version of Anthropic's protocol that is spoken.
const ANTHROPIC_VERSION: &str = "2023-06-01";

/// Asks a provider for the names of its models.
pub(super) async fn list(
    http: &reqwest::Client,
    provider: &ProviderSettings,
    base_url: &str,
    key: Option<&Secret>,
) -> Result<Vec<String>, ModelError> {
    let name = || provider.name.clone();
    let hidden = |text: &str| key.map_or_else(|| text.to_owned(), |key| key.hidden_in(text));
    let unreachable =
        |error: reqwest::Error| ModelError::Unreachable { provider: name(), reason: hidden(&innermost(&error)) };
    let bad = |reason: &str| ModelError::BadReply { provider: name(), reason: reason.to_owned() };
    let more = if provider.protocol == Protocol::OpenAi { "" } else { "?pageSize=1000&limit=1000" };
    let asked = http.get(format!("{base_url}models{more}")).headers(headers(provider, key));
    let mut answer = asked.timeout(WAIT).send().await.map_err(unreachable)?;
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST {
            return Err(bad("its list of models has no end"));
        }
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let said = ["/error/message", "/message"].iter().find_map(|place| body.pointer(place).and_then(Value::as_str));
    let reason = hidden(said.unwrap_or_else(|| status.canonical_reason().unwrap_or("no reason given")));
    match status.as_u16() {
        200..=299 => {}
        401 | 403 => return Err(ModelError::Unauthorized { provider: name(), reason }),
        status if status >= 500 => return Err(ModelError::Overloaded { provider: name(), status, reason, wait: None }),
        status => return Err(ModelError::Refused { provider: name(), status, reason }),
    }
    let listed = body.get("data").or_else(|| body.get("models")).and_then(Value::as_array);
    let listed = listed.ok_or_else(|| bad("it is no list of models"))?;
    let named = |model: &Value| {
        let id = model.get("id").or_else(|| model.get("name"))?.as_str()?;
        Some(id.strip_prefix("models/").unwrap_or(id).to_owned())
    };
    let mut names: Vec<String> = listed.iter().filter_map(named).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

fn headers(provider: &ProviderSettings, key: Option<&Secret>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let Some(key) = key else { return headers };
    let (name, value) = match provider.protocol {
        Protocol::OpenAi | Protocol::LocalFile => ("authorization", format!("Bearer {}", key.reveal())),
        Protocol::Anthropic => ("x-api-key", key.reveal().to_owned()),
        Protocol::Gemini => ("x-goog-api-key", key.reveal().to_owned()),
    };
    // A key with a line break in it is no header; the provider will say that it misses one.
    if let Ok(mut value) = HeaderValue::from_str(&value) {
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    if provider.protocol == Protocol::Anthropic {
        headers.insert("anthropic-version", HeaderValue::from_static(ANTHROPIC_VERSION));
    }
    headers
}

fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
