//! Which tool servers there are, without their secrets.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::secret::{Secret, SecretError, SecretSource};

/// Longest id of a server, so that it fits with a tool into the names that models accept.
const LONGEST_ID: usize = 24;

/// A server as a person has set it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolServerSettings {
    /// What routines call it: letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// How it is reached.
    pub reach: ToolServerReach,
    /// It may be used.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// What it says about the risk of its own tools is believed.
    #[serde(default)]
    pub trusted: bool,
    /// Milliseconds within which it has to be ready.
    #[serde(default = "start_ms")]
    pub start_ms: u64,
    /// Milliseconds that one call may take.
    #[serde(default = "call_ms")]
    pub call_ms: u64,
    /// Bytes of JSON that one result may have.
    #[serde(default = "result_bytes")]
    pub result_bytes: u64,
}

/// How a server is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToolServerReach {
    /// A program that is started here and spoken to through its input and output.
    Program {
        /// The program.
        command: String,
        /// Its arguments.
        #[serde(default)]
        arguments: Vec<String>,
        /// Variables of its environment. Of ours it gets `PATH`, `HOME` and `LANG` only.
        #[serde(default)]
        environment: BTreeMap<String, SettingValue>,
        /// Where it works; the program's own folder when absent.
        #[serde(default)]
        folder: Option<String>,
    },
    /// Streamable HTTP.
    Http {
        /// The endpoint.
        url: String,
        /// Headers of every request.
        #[serde(default)]
        headers: BTreeMap<String, SettingValue>,
    },
}

/// A value that stands in the settings, or is a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A secret, by its name.
    Secret {
        /// Its name.
        secret: String,
        /// What stands before it: `Bearer `.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        before: String,
    },
    /// As it is.
    Plain {
        /// The value.
        value: String,
    },
}

impl SettingValue {
    /// The text, and the secret that it holds.
    ///
    /// # Errors
    /// When there is no such secret, or nobody may have it now.
    pub(super) fn resolve(&self, secrets: &dyn SecretSource) -> Result<(Secret, Option<Secret>), SecretError> {
        match self {
            Self::Plain { value } => Ok((Secret::new(value.as_str()), None)),
            Self::Secret { secret, before } => {
                let value = secrets.secret(secret)?;
                Ok((Secret::new(format!("{before}{}", value.reveal())), Some(value)))
            }
        }
    }
}

impl ToolServerSettings {
    /// What makes them unusable, as a sentence.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if self.id.is_empty() || self.id.len() > LONGEST_ID || !self.id.chars().all(fits) {
            return Some(format!("the id {:?} must have 1 to {LONGEST_ID} letters, digits and hyphens", self.id));
        }
        if self.id == super::BUILT_IN {
            return Some(format!("the id {:?} belongs to the program's own tools", self.id));
        }
        match &self.reach {
            ToolServerReach::Program { command, .. } if command.trim().is_empty() => {
                Some("the command is missing".to_owned())
            }
            ToolServerReach::Http { url, .. } => match reqwest::Url::parse(url) {
                Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => None,
                Ok(_) => Some(format!("{url:?} is no address that begins with http:// or https://")),
                Err(error) => Some(format!("{url:?} is no address: {error}")),
            },
            ToolServerReach::Program { .. } => None,
        }
    }

    /// Within which it has to be ready.
    pub(super) fn start_time(&self) -> Duration {
        Duration::from_millis(self.start_ms)
    }

    /// That one call may take.
    pub(super) fn call_time(&self) -> Duration {
        Duration::from_millis(self.call_ms)
    }
}

fn yes() -> bool {
    true
}

fn start_ms() -> u64 {
    30_000
}

fn call_ms() -> u64 {
    60_000
}

fn result_bytes() -> u64 {
    1024 * 1024
}
