//! What is asked of a server, and how patiently.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, Url};

use super::hosts::shown;
use crate::secret::Secret;

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct HttpRequest {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Those with secrets in them are marked as sensitive, and stay with the host that they are for.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<String>,
    /// What must not be seen in what comes back.
    pub(crate) hidden: Vec<Secret>,
    /// Statuses that are no failure besides those below 400; none: any status is an answer.
    pub(crate) accepted: Option<Vec<u16>>,
    pub(crate) patience: Patience,
}

impl HttpRequest {
    /// Whether the same call may be made twice: by its method, or because it has a key by which the server knows it again.
    pub(crate) fn is_repeatable(&self) -> bool {
        let by_method = [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE];
        by_method.contains(&self.method) || self.headers.contains_key("idempotency-key")
    }

    /// The address as messages show it.
    pub(crate) fn shown(&self) -> String {
        shown(&self.url)
    }

    pub(super) fn without_secrets(&self, text: &str) -> String {
        self.hidden.iter().fold(text.to_owned(), |text, secret| secret.hidden_in(&text))
    }
}

/// How long, how often and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Patience {
    /// Time of one try, from the connection to the last byte.
    pub(crate) time: Duration,
    /// Tries in all.
    pub(crate) attempts: u32,
    /// The pause before the second try; each further one is twice as long.
    pub(crate) pause: Duration,
    /// No pause is longer; a server that wants a longer one is left alone.
    pub(crate) longest_pause: Duration,
    /// Bytes of the longest answer.
    pub(crate) most_bytes: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(30),
            attempts: 3,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(30),
            most_bytes: 5 * 1024 * 1024,
        }
    }
}
