//! Why a tool has not answered.

use thiserror::Error;

use crate::secret::SecretError;

/// Why a tool has not answered. None of the sentences holds a secret.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ToolError {
    /// Nobody has set it up.
    #[error("there is no tool server {server:?}; the settings say which there are")]
    UnknownServer {
        /// Which one.
        server: String,
    },
    /// A person has switched it off.
    #[error("the tool server {server:?} is switched off in the settings")]
    Disabled {
        /// Which one.
        server: String,
    },
    /// The server has no such tool.
    #[error("{server} has no tool {tool:?}{}", names_of(.known))]
    UnknownTool {
        /// The server.
        server: String,
        /// The name.
        tool: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// The step may not use it.
    #[error("this step may not use {tool:?}; routine:tools says what it may use")]
    NotAllowed {
        /// The name.
        tool: String,
    },
    /// The arguments do not fit the tool's schema.
    #[error("the arguments do not fit the schema of {tool}: {}", faults.join("; "))]
    Arguments {
        /// The tool.
        tool: String,
        /// Every fault with its place.
        faults: Vec<String>,
    },
    /// A secret that the server needs.
    #[error("{server} cannot be started: {error}")]
    Secret {
        /// The server.
        server: String,
        /// Why.
        error: SecretError,
    },
    /// It does not come up.
    #[error("{server} cannot be started: {reason}")]
    CannotStart {
        /// The server.
        server: String,
        /// Why.
        reason: String,
    },
    /// It has ended or the connection broke, so that what it did is not known.
    #[error("{server} was lost during {tool}: {reason}; whether it took effect is not known")]
    Lost {
        /// The server.
        server: String,
        /// The tool.
        tool: String,
        /// Why.
        reason: String,
    },
    /// It took too long; the server was told to give up.
    #[error("{tool} of {server} did not answer within {limit_ms} ms; whether it took effect is not known")]
    TimedOut {
        /// The server.
        server: String,
        /// The tool.
        tool: String,
        /// The limit, milliseconds.
        limit_ms: u64,
    },
    /// The server refuses the call.
    #[error("{server} refuses {tool} ({number}): {reason}")]
    Refused {
        /// The server.
        server: String,
        /// The tool.
        tool: String,
        /// The protocol's code.
        number: i32,
        /// Why.
        reason: String,
    },
    /// The result is larger than the settings allow.
    #[error("the result of {tool} of {server} has {size} bytes; the settings of the server allow {limit}")]
    TooLarge {
        /// The server.
        server: String,
        /// The tool.
        tool: String,
        /// Bytes of the result.
        size: u64,
        /// Bytes that are allowed.
        limit: u64,
    },
}

impl ToolError {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownServer { .. } => "tool-server-unknown",
            Self::Disabled { .. } => "tool-server-disabled",
            Self::UnknownTool { .. } => "tool-unknown",
            Self::NotAllowed { .. } => "tool-not-allowed",
            Self::Arguments { .. } => "tool-arguments",
            Self::Secret { error, .. } => error.code(),
            Self::CannotStart { .. } => "tool-server-unreachable",
            Self::Lost { .. } => "tool-server-lost",
            Self::TimedOut { .. } => "tool-timeout",
            Self::Refused { .. } => "tool-refused",
            Self::TooLarge { .. } => "tool-result-too-large",
        }
    }

    /// The call has not reached the tool, so that trying again does nothing twice.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::CannotStart { .. } => true,
            Self::UnknownServer { .. }
            | Self::Disabled { .. }
            | Self::UnknownTool { .. }
            | Self::NotAllowed { .. }
            | Self::Arguments { .. }
            | Self::Secret { .. }
            | Self::Lost { .. }
            | Self::TimedOut { .. }
            | Self::Refused { .. }
            | Self::TooLarge { .. } => false,
        }
    }

    /// Whether the call took effect is not known.
    #[must_use]
    pub fn leaves_unknown(&self) -> bool {
        matches!(self, Self::Lost { .. } | Self::TimedOut { .. })
    }
}

fn names_of(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("; it has {}", names.join(", ")) }
}
