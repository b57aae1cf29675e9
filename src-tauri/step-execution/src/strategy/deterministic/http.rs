//! `routine:http`: a call of a server.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use run_engine::{StepFailure, StepOutcome};
use serde_json::Value;

use super::credentials::Credentials;
use super::given::{Given, wrong};
use super::once::{self, NoAnswer};
use super::outputs;
use crate::context::{ExecutionDependencies, ExecutionResources};
use crate::http::{HttpRequest, Patience};
use crate::strategy::failure;

/// Tries that a step may ask for at most.
const MOST_ATTEMPTS: u64 = 10;
/// Bytes of the largest answer that a step may ask for.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

pub(super) async fn fetch(given: Given<'_>, dependencies: &ExecutionDependencies) -> StepOutcome {
    let request = match request(given, &dependencies.resources).await {
        Ok(request) => request,
        Err(failure) => return StepOutcome::Failed { failure },
    };
    match once::answer(given.context, &request, dependencies).await {
        Ok(answer) => outputs::of(given.context, answer, given.result_variable()),
        Err(NoAnswer::Failed(failure)) => StepOutcome::Failed { failure },
        Err(NoAnswer::GivenUp) => StepOutcome::Cancelled,
    }
}

async fn request(given: Given<'_>, resources: &ExecutionResources) -> Result<HttpRequest, StepFailure> {
    let method = given.text("method")?.unwrap_or_else(|| "GET".to_owned()).trim().to_uppercase();
    let method =
        Method::from_bytes(method.as_bytes()).map_err(|_| wrong("method", "GET, POST or another HTTP method"))?;
    let mut credentials = Credentials::new(resources.secrets.clone(), given);
    let mut headers = headers(given, &mut credentials).await?;
    if let Some(auth) = given.text("auth")? {
        headers.insert(AUTHORIZATION, credentials.authorization(&auth).await?);
    }
    if let Some(key) = idempotency_key(given)? {
        headers.insert("idempotency-key", key);
    }
    let body = body(given, &mut headers)?;
    Ok(HttpRequest {
        method,
        url: url(given)?,
        headers,
        body,
        hidden: credentials.used,
        accepted: accepted(given)?,
        patience: patience(given)?,
    })
}

fn url(given: Given<'_>) -> Result<Url, StepFailure> {
    let text = given.required("url")?;
    let mut url: Url =
        text.trim().parse().map_err(|error| failure("input", format!("the input url is no address: {error}")))?;
    match given.value("query") {
        None => {}
        Some(Value::Object(members)) => {
            let mut pairs = url.query_pairs_mut();
            for (name, value) in &members {
                match value {
                    Value::Null => {}
                    Value::Array(items) => items.iter().for_each(|item| {
                        pairs.append_pair(name, &plain(item));
                    }),
                    value => {
                        pairs.append_pair(name, &plain(value));
                    }
                }
            }
        }
        Some(_) => return Err(wrong("query", "an object of names and values")),
    }
    Ok(url)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

async fn headers(given: Given<'_>, credentials: &mut Credentials) -> Result<HeaderMap, StepFailure> {
    let mut headers = HeaderMap::new();
    let members = match given.value("headers") {
        None => return Ok(headers),
        Some(Value::Object(members)) => members,
        Some(_) => return Err(wrong("headers", "an object of names and texts")),
    };
    for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let known = HeaderName::from_bytes(name.as_bytes());
        let known = known.map_err(|_| failure("input", format!("{name:?} is no name of a header")))?;
        headers.insert(known, credentials.header(&plain(value)).await?);
    }
    Ok(headers)
}

/// `step` makes a key of the run and the step, which is the same when the step is tried again.
fn idempotency_key(given: Given<'_>) -> Result<Option<HeaderValue>, StepFailure> {
    let Some(key) = given.text("idempotencyKey")? else { return Ok(None) };
    let request = given.context.request;
    let key = if key == "step" { format!("{}-{}", request.run, request.step.0) } else { key };
    HeaderValue::from_str(&key).map(Some).map_err(|_| wrong("idempotencyKey", "step, or a text of one line"))
}

/// Texts are sent as they are, everything else as JSON.
fn body(given: Given<'_>, headers: &mut HeaderMap) -> Result<Option<String>, StepFailure> {
    let (text, kind) = match given.value("body") {
        None => return Ok(None),
        Some(Value::String(text)) => (text, "text/plain; charset=utf-8"),
        Some(value) => (value.to_string(), "application/json"),
    };
    if !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    Ok(Some(text))
}

/// `any`, or statuses above 399 that are answers too.
fn accepted(given: Given<'_>) -> Result<Option<Vec<u16>>, StepFailure> {
    let expected = "any, or a list of statuses such as [404]";
    let status = |text: &str| text.trim().parse::<u16>().map_err(|_| wrong("accept", expected));
    match given.value("accept") {
        None => Ok(Some(Vec::new())),
        Some(Value::String(text)) if text.trim() == "any" => Ok(None),
        Some(Value::String(text)) => text.split(',').map(status).collect::<Result<_, _>>().map(Some),
        Some(Value::Array(items)) => items.iter().map(|item| status(&plain(item))).collect::<Result<_, _>>().map(Some),
        Some(Value::Number(number)) => Ok(Some(vec![status(&number.to_string())?])),
        Some(_) => Err(wrong("accept", expected)),
    }
}

fn patience(given: Given<'_>) -> Result<Patience, StepFailure> {
    let usual = Patience::default();
    let attempts = given.whole_number("attempts")?.map(|attempts| attempts.clamp(1, MOST_ATTEMPTS));
    let bytes = given.whole_number("maxBytes")?.map(|bytes| bytes.min(MOST_BYTES));
    Ok(Patience {
        time: given.time("timeout")?.unwrap_or(usual.time),
        attempts: attempts.and_then(|attempts| u32::try_from(attempts).ok()).unwrap_or(usual.attempts),
        pause: given.time("pause")?.unwrap_or(usual.pause),
        most_bytes: bytes.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(usual.most_bytes),
        ..usual
    })
}
