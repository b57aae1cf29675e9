//! What was said before.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One message of an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ModelMessage {
    /// What the program lays down.
    System {
        /// The text.
        text: String,
    },
    /// What a person, or the program in their place, asks.
    User {
        /// The text.
        text: String,
    },
    /// What the model has said.
    Model {
        /// The text; empty when it only called tools.
        text: String,
        /// Tools that it asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        calls: Vec<ToolCall>,
    },
    /// What came of a tool that it asked for.
    ToolResult {
        /// Which call.
        call: String,
        /// Which tool.
        tool: String,
        /// The result, or why there is none.
        result: Value,
    },
}

/// A model asks for a tool. The arguments are what it said: untrusted, and not yet held against the tool's schema.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolCall {
    /// Names the call within its exchange.
    pub id: String,
    /// Which tool.
    pub tool: String,
    /// With what.
    pub arguments: Value,
    /// What the provider wants to see again beside the call, unread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<String>,
}
