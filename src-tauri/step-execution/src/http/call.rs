//! The call itself: try, redirect, try again.

use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Method, Response, Url};
use serde_json::json;

use super::answer::{self, HttpAnswer};
use super::error::HttpError;
use super::hosts::{HostRules, shown};
use super::request::HttpRequest;
use super::retry;
use crate::http_client::http_client_to;
use crate::progress::ProgressSink;

/// Redirects that are followed at most.
const MOST_REDIRECTS: usize = 5;

/// Makes a call. Each try is told as a note.
///
/// # Errors
/// When all tries are used up, or another one would not help or do harm.
pub(crate) async fn call(
    rules: &HostRules,
    request: &HttpRequest,
    progress: &ProgressSink,
) -> Result<HttpAnswer, HttpError> {
    let mut attempt = 1;
    loop {
        let time = request.patience.time;
        let timed_out = || HttpError::TimedOut { url: shown(&request.url), waited: time };
        let tried = tokio::time::timeout(time, once(rules, request)).await.unwrap_or_else(|_| Err(timed_out()));
        let (pause, told) = match &tried {
            Ok(answer) => (None, json!({ "status": answer.status })),
            Err(error) => {
                let pause = retry::pause(request, error, attempt);
                (pause, json!({ "error": error.to_string(), "nextTryMs": pause.map(milliseconds) }))
            }
        };
        let (method, url) = (request.method.as_str(), shown(&request.url));
        progress.note(json!({ "http": { "method": method, "url": url, "try": attempt, "result": told } }));
        match pause {
            None => return tried,
            Some(pause) => tokio::time::sleep(pause).await,
        }
        attempt += 1;
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

async fn once(rules: &HostRules, request: &HttpRequest) -> Result<HttpAnswer, HttpError> {
    let mut hop = Hop {
        method: request.method.clone(),
        url: request.url.clone(),
        headers: request.headers.clone(),
        body: request.body.clone(),
    };
    for _ in 0..=MOST_REDIRECTS {
        let response = hop.send(rules, request).await?;
        match hop.next(&response)? {
            Some(next) => hop = next,
            None => return answer::read(request, &hop.url, response).await,
        }
    }
    Err(HttpError::Refused {
        url: shown(&request.url),
        reason: format!("it redirects more than {MOST_REDIRECTS} times"),
    })
}

/// One request of those that redirects make.
struct Hop {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<String>,
}

impl Hop {
    async fn send(&self, rules: &HostRules, request: &HttpRequest) -> Result<Response, HttpError> {
        let addresses = rules.addresses(&self.url).await?;
        let failed = |error: &reqwest::Error| failed(request, &self.url, error);
        let client =
            http_client_to(self.url.host_str().unwrap_or_default(), &addresses).map_err(|error| failed(&error))?;
        let mut call = client.request(self.method.clone(), self.url.clone()).headers(self.headers.clone());
        if let Some(body) = &self.body {
            call = call.body(body.clone());
        }
        call.send().await.map_err(|error| failed(&error))
    }

    /// Where a redirect leads; none when the response is an answer.
    fn next(&self, response: &Response) -> Result<Option<Self>, HttpError> {
        let status = response.status().as_u16();
        let Some(location) = response.headers().get(LOCATION).filter(|_| matches!(status, 301..=303 | 307 | 308))
        else {
            return Ok(None);
        };
        let refused = |reason: &str| HttpError::Refused { url: shown(&self.url), reason: reason.to_owned() };
        let url = location.to_str().ok().and_then(|location| self.url.join(location).ok());
        let url = url.ok_or_else(|| refused("it redirects to what is no address"))?;
        if self.url.scheme() == "https" && url.scheme() != "https" {
            return Err(refused("it redirects from https: to an address that is not"));
        }
        let mut next =
            Self { method: self.method.clone(), url, headers: self.headers.clone(), body: self.body.clone() };
        let becomes_get = status == 303 || (status != 307 && status != 308 && self.method == Method::POST);
        if becomes_get && self.method != Method::HEAD {
            next.method = Method::GET;
            next.body = None;
            next.headers.remove(CONTENT_TYPE);
            next.headers.remove(CONTENT_LENGTH);
        }
        if next.url.origin() != self.url.origin() {
            let kept = next.headers.iter().filter(|(_, value)| !value.is_sensitive());
            next.headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        }
        Ok(Some(next))
    }
}

/// What the client says, in our words.
pub(super) fn failed(request: &HttpRequest, url: &Url, error: &reqwest::Error) -> HttpError {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    let reason = request.without_secrets(&innermost.to_string());
    let url = shown(url);
    if error.is_connect() {
        HttpError::Unreachable { url, reason }
    } else if error.is_timeout() {
        HttpError::TimedOut { url, waited: request.patience.time }
    } else if error.is_builder() {
        HttpError::BadRequest(reason)
    } else {
        HttpError::BrokenOff { url, reason }
    }
}
