//! Why a call gave nothing.

use std::time::Duration;

use run_engine::StepFailure;
use thiserror::Error;

use crate::strategy::failure;

/// Why a call gave nothing. None of the sentences holds a secret.
#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum HttpError {
    /// The rules forbid it.
    #[error("{url} is not called: {reason}")]
    Refused { url: String, reason: String },
    /// Nobody answers there.
    #[error("{url} cannot be reached: {reason}")]
    Unreachable { url: String, reason: String },
    /// The answer broke off.
    #[error("the answer of {url} broke off: {reason}")]
    BrokenOff { url: String, reason: String },
    /// It took too long.
    #[error("{url} did not answer within {} s", waited.as_secs_f64())]
    TimedOut { url: String, waited: Duration },
    /// It answered that it will not.
    #[error("{url} answered {status}{said}")]
    Status { url: String, status: u16, said: String, wait: Option<Duration> },
    /// The answer is larger than allowed.
    #[error("the answer of {url} is larger than {most} bytes")]
    TooLarge { url: String, most: usize },
    /// The answer cannot be read.
    #[error("the answer of {url} cannot be read: {reason}")]
    Unreadable { url: String, reason: String },
    /// The call itself makes no sense.
    #[error("the call makes no sense: {0}")]
    BadRequest(String),
}

impl HttpError {
    /// A stable code.
    fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "http-refused",
            Self::Unreachable { .. } => "http-unreachable",
            Self::BrokenOff { .. } => "http-broken-off",
            Self::TimedOut { .. } => "http-timeout",
            Self::Status { .. } => "http-status",
            Self::TooLarge { .. } => "http-too-large",
            Self::Unreadable { .. } => "http-unreadable",
            Self::BadRequest(_) => "http-request",
        }
    }

    /// Another try may help, and does no harm: the server has not acted on the call, or acting twice is as acting once.
    pub(super) fn is_retryable(&self, repeatable: bool) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Status { status: 429, .. } => true,
            Self::BrokenOff { .. } | Self::TimedOut { .. } => repeatable,
            Self::Status { status, .. } => repeatable && matches!(status, 408 | 425 | 502 | 503 | 504),
            Self::Refused { .. } | Self::TooLarge { .. } | Self::Unreadable { .. } | Self::BadRequest(_) => false,
        }
    }

    /// How long the server wants to be left alone.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Status { wait, .. } => *wait,
            Self::Refused { .. }
            | Self::Unreachable { .. }
            | Self::BrokenOff { .. }
            | Self::TimedOut { .. }
            | Self::TooLarge { .. }
            | Self::Unreadable { .. }
            | Self::BadRequest(_) => None,
        }
    }

    /// As the failure of a step.
    pub(crate) fn told(&self, repeatable: bool) -> StepFailure {
        StepFailure { retryable: self.is_retryable(repeatable), ..failure(self.code(), self.to_string()) }
    }
}
