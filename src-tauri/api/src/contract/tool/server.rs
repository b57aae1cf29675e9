//! A tool server as it is set up.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A server that speaks the Model Context Protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolServer {
    /// What routines call it: 1 to 24 letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it is reached.
    pub reach: ToolServerReach,
    /// It may be used.
    pub enabled: bool,
    /// What it says about the risk of its own tools is believed.
    pub trusted: bool,
    /// Milliseconds within which it has to be ready.
    pub start_ms: u64,
    /// Milliseconds that one call may take.
    pub call_ms: u64,
    /// Bytes of JSON that one result may have.
    pub result_bytes: u64,
}

/// How a server is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToolServerReach {
    /// A program that is started here.
    Program {
        /// The program.
        command: String,
        /// Its arguments.
        arguments: Vec<String>,
        /// Variables of its environment; of ours it gets `PATH`, `HOME` and `LANG` only.
        environment: Vec<ToolServerSetting>,
        /// Where it works; the program's own folder when absent.
        folder: Option<String>,
    },
    /// Streamable HTTP.
    Http {
        /// The endpoint.
        url: String,
        /// Headers of every request.
        headers: Vec<ToolServerSetting>,
    },
}

/// A variable or header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolServerSetting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ToolServerValue,
}

/// A value that stands in the settings, or is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToolServerValue {
    /// As it is.
    Plain {
        /// The value.
        value: String,
    },
    /// A secret.
    Secret {
        /// Its name.
        secret: String,
        /// What stands before it: `Bearer `.
        before: String,
    },
}
