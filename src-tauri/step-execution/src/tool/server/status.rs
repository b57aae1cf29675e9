//! How a server is, as screens show it.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::tool::Tool;
use crate::tool::settings::ToolServerSettings;

/// How a server is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum ToolServerState {
    /// A person has switched it off.
    Disabled,
    /// Nobody needs it, or somebody has stopped it.
    #[default]
    Stopped,
    /// It is coming up.
    Starting,
    /// It is there.
    Ready,
    /// It has ended or does not answer; it is started again when it is needed, after a rest.
    Crashed {
        /// Why.
        reason: String,
    },
}

/// How a server is, and what is known about it without asking it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolServerStatus {
    /// As a person has set it up.
    pub settings: ToolServerSettings,
    /// How it is.
    pub state: ToolServerState,
    /// What it calls itself; none while it does not run.
    pub version: Option<String>,
    /// Its tools, as far as they have been asked for.
    pub tools: Vec<Tool>,
    /// The last lines that it has written to its error output or logged.
    pub log: Vec<String>,
}

/// The state that was last set.
#[derive(Debug, Default)]
pub(super) struct Shown(Mutex<ToolServerState>);

impl Shown {
    pub(super) fn set(&self, state: ToolServerState) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    pub(super) fn get(&self) -> ToolServerState {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
