//! Why there is no answer.

use std::time::Duration;

use routine_model::Credits;
use thiserror::Error;

/// Why there is no answer. None of the sentences holds a secret.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// Nobody answers there.
    #[error("{provider} cannot be reached: {reason}")]
    Unreachable {
        /// Who.
        provider: String,
        /// Why.
        reason: String,
    },
    /// It does not accept the key, or there is none.
    #[error("{provider} does not accept the key: {reason}")]
    Unauthorized {
        /// Who.
        provider: String,
        /// Why.
        reason: String,
    },
    /// Too many requests, or too much in them.
    #[error("{provider} asks to wait: {reason}")]
    RateLimited {
        /// Who.
        provider: String,
        /// Why.
        reason: String,
        /// How long, when it said so.
        wait: Option<Duration>,
    },
    /// A fault on its side, which may be over soon.
    #[error("{provider} has a fault ({status}): {reason}")]
    Overloaded {
        /// Who.
        provider: String,
        /// Its HTTP status.
        status: u16,
        /// Why.
        reason: String,
        /// How long to wait, when it said so.
        wait: Option<Duration>,
    },
    /// It will not answer this request, however often it is asked.
    #[error("{provider} refuses the request ({status}): {reason}")]
    Refused {
        /// Who.
        provider: String,
        /// Its HTTP status.
        status: u16,
        /// Why.
        reason: String,
    },
    /// What came cannot be read, or broke off.
    #[error("the answer of {provider} cannot be read: {reason}")]
    BadReply {
        /// Who.
        provider: String,
        /// Why.
        reason: String,
    },
    /// It took too long.
    #[error("{provider} did not answer within {} s", waited.as_secs_f64())]
    TimedOut {
        /// Who.
        provider: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The routine's file has no more scripted answers.
    #[error("the Demo model has no answer for this: {reason}")]
    NotScripted {
        /// What is missing.
        reason: String,
    },
    /// The day's budget would not hold.
    #[error("{provider} is not asked: today's budget of {budget} credits has {left} left, and this may take {needed}")]
    OverBudget {
        /// Who.
        provider: String,
        /// What may be spent in a day.
        budget: Credits,
        /// What is left of it.
        left: Credits,
        /// The most that the request can cost.
        needed: Credits,
    },
}

impl ModelError {
    /// The provider may have begun to answer, and then it is paid.
    #[must_use]
    pub fn may_be_paid(&self) -> bool {
        match self {
            Self::BadReply { .. } | Self::TimedOut { .. } => true,
            Self::Unreachable { .. }
            | Self::Unauthorized { .. }
            | Self::RateLimited { .. }
            | Self::Overloaded { .. }
            | Self::Refused { .. }
            | Self::NotScripted { .. }
            | Self::OverBudget { .. } => false,
        }
    }

    /// Asking again may help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable { .. }
            | Self::RateLimited { .. }
            | Self::Overloaded { .. }
            | Self::BadReply { .. }
            | Self::TimedOut { .. } => true,
            Self::Unauthorized { .. } | Self::Refused { .. } | Self::NotScripted { .. } | Self::OverBudget { .. } => {
                false
            }
        }
    }

    /// How long the provider wants to be left alone.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { wait, .. } | Self::Overloaded { wait, .. } => *wait,
            Self::Unreachable { .. }
            | Self::Unauthorized { .. }
            | Self::Refused { .. }
            | Self::BadReply { .. }
            | Self::TimedOut { .. }
            | Self::NotScripted { .. }
            | Self::OverBudget { .. } => None,
        }
    }

    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "model-unreachable",
            Self::Unauthorized { .. } => "model-unauthorized",
            Self::RateLimited { .. } => "model-rate-limited",
            Self::Overloaded { .. } => "model-overloaded",
            Self::Refused { .. } => "model-refused",
            Self::BadReply { .. } => "model-bad-reply",
            Self::TimedOut { .. } => "model-timeout",
            Self::NotScripted { .. } => "model-not-scripted",
            Self::OverBudget { .. } => "model-over-budget",
        }
    }
}
