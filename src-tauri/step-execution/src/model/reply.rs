//! What a model answers.

use serde::{Deserialize, Serialize};

use super::ToolCall;

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelReply {
    /// The model that answered, as the provider names it.
    pub model: String,
    /// The text; empty when it only called tools.
    pub text: String,
    /// Tools that it asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<ToolCall>,
    /// Why it stopped.
    pub finish: FinishReason,
    /// What it took; none when the provider did not say.
    pub used: Option<LlmTokens>,
}

/// Why a model stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", content = "word", rename_all = "camelCase")]
pub enum FinishReason {
    /// It was done.
    Stop,
    /// The answer became too long, and is cut off.
    Length,
    /// It waits for tools.
    ToolCalls,
    /// The provider withheld it.
    Filtered,
    /// Something else, in the provider's word.
    Other(String),
}

/// Counts of LLM tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LlmTokens {
    /// All that was read, cached ones included.
    pub input: u64,
    /// Of these, read from the provider's cache.
    pub cached_input: u64,
    /// Of these, written to the provider's cache.
    pub cache_write: u64,
    /// All that was written, thoughts included.
    pub output: u64,
}
