//! What a tool has answered.

use rmcp::model::{CallToolResult, ContentBlock};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ToolError;
use crate::secret::Secret;

/// What a tool has answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolAnswer {
    /// Its structured content where it has some; else its text; else a list of its parts.
    pub result: Value,
    /// The tool says that it has failed. The result then says why.
    pub failed: bool,
}

impl ToolAnswer {
    /// Reads a result, without the secrets that the server was given.
    ///
    /// # Errors
    /// `tool-result-too-large`.
    pub(super) fn of(
        server: &str,
        tool: &str,
        result: CallToolResult,
        secrets: &[Secret],
        limit: u64,
    ) -> Result<Self, ToolError> {
        let failed = result.is_error.unwrap_or(false);
        let value = match result.structured_content {
            Some(value) => value,
            None => parts(result.content),
        };
        let size = serde_json::to_vec(&value).map_or(u64::MAX, |text| text.len() as u64);
        if size > limit {
            return Err(ToolError::TooLarge { server: server.to_owned(), tool: tool.to_owned(), size, limit });
        }
        Ok(Self { result: secrets.iter().fold(value, without), failed })
    }
}

fn parts(content: Vec<ContentBlock>) -> Value {
    let mut parts: Vec<Value> = content.into_iter().map(part).collect();
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) if last.is_string() && parts.iter().all(Value::is_string) => {
            parts.push(last);
            Value::String(parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
        }
        Some(last) => {
            parts.push(last);
            Value::Array(parts)
        }
        None => Value::Null,
    }
}

fn part(content: ContentBlock) -> Value {
    match content {
        ContentBlock::Text(text) => Value::String(text.text),
        other => serde_json::to_value(other).unwrap_or_else(|error| json!({ "unreadable": error.to_string() })),
    }
}

/// The value without a secret, wherever in a text it stands.
fn without(value: Value, secret: &Secret) -> Value {
    match value {
        Value::String(text) => Value::String(secret.hidden_in(&text)),
        Value::Array(list) => list.into_iter().map(|one| without(one, secret)).collect(),
        Value::Object(map) => {
            map.into_iter().map(|(name, value)| (secret.hidden_in(&name), without(value, secret))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}
