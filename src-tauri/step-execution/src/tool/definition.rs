//! A tool, as its server describes it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Letters of a description that are kept; a server may not fill a prompt with one.
const LONGEST_DESCRIPTION: usize = 2_000;

/// A tool. All of it is what its server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    /// The server's id.
    pub server: String,
    /// Its name there.
    pub name: String,
    /// What people may call it.
    pub title: Option<String>,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
    /// What the server says about its effects.
    pub hints: ToolHints,
}

/// What a server says about the effects of a tool. Nothing obliges it to tell the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolHints {
    /// It changes nothing.
    pub read_only: bool,
    /// It may destroy something; true unless the server says otherwise.
    pub destructive: bool,
    /// Calling it again with the same arguments changes nothing more.
    pub idempotent: bool,
    /// It reaches beyond what the server holds itself; true unless the server says otherwise.
    pub open_world: bool,
}

impl Tool {
    pub(super) fn of(server: &str, tool: rmcp::model::Tool) -> Self {
        let hints = tool.annotations.unwrap_or_default();
        Self {
            server: server.to_owned(),
            name: tool.name.into_owned(),
            title: tool.title.or(hints.title),
            description: tool.description.unwrap_or_default().chars().take(LONGEST_DESCRIPTION).collect(),
            input_schema: Value::Object(tool.input_schema.as_ref().clone()),
            hints: ToolHints {
                read_only: hints.read_only_hint.unwrap_or(false),
                destructive: hints.destructive_hint.unwrap_or(true),
                idempotent: hints.idempotent_hint.unwrap_or(false),
                open_world: hints.open_world_hint.unwrap_or(true),
            },
        }
    }
}
