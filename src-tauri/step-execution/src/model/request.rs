//! What is asked of a model.

pub use routine_model::graph::model::Purpose;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::ModelMessage;

/// One request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelRequest {
    /// The model, as its provider names it.
    pub model: String,
    /// What the answer is for.
    pub purpose: Purpose,
    /// What was said so far, oldest first.
    pub messages: Vec<ModelMessage>,
    /// Tools that it may ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<OfferedTool>,
    /// The JSON Schema that the answer's text has to fit; none leaves it free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Value>,
    /// Most LLM tokens of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// From 0, the likeliest words only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// For providers that can repeat themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

impl ModelRequest {
    /// Names what is asked, the same for the same request: what recorded traffic is found by.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let text = serde_json::to_vec(self).unwrap_or_default();
        let digest = Sha256::digest(&text);
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Most LLM tokens that it can be: no tokeniser makes more of a text than the text has bytes.
    #[must_use]
    pub fn input_bound(&self) -> u64 {
        serde_json::to_vec(self).map_or(u64::MAX, |text| text.len() as u64)
    }

    /// How many answers of the model are among the messages.
    #[must_use]
    pub fn answers_so_far(&self) -> usize {
        self.messages.iter().filter(|message| matches!(message, ModelMessage::Model { .. })).count()
    }
}

/// A tool that a model may ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfferedTool {
    /// What the model calls it.
    pub name: String,
    /// What it does, in the words of who offers it.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
}
