//! Trying again, with pauses that double.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::error::HttpError;
use super::request::HttpRequest;

/// The pause before the next try; none when there is no further one.
pub(super) fn pause(request: &HttpRequest, error: &HttpError, attempt: u32) -> Option<Duration> {
    let patience = request.patience;
    if attempt >= patience.attempts || !error.is_retryable(request.is_repeatable()) {
        return None;
    }
    let doubled = patience.pause.saturating_mul(2_u32.saturating_pow(attempt - 1)).min(patience.longest_pause);
    let pause = error.wait().unwrap_or(doubled);
    (pause <= patience.longest_pause).then_some(pause)
}

/// `Retry-After` in seconds. A date is left to our own pauses.
pub(super) fn wished(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse::<f64>().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}
