//! What came of asking a provider.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an answer cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ModelCharge {
    /// So much.
    Priced {
        /// A decimal string.
        credits: String,
        /// Whose price.
        source: String,
        /// Its day.
        date: String,
    },
    /// Nothing: a model on this machine, or a script.
    Free,
    /// Nobody knows; which is not the same as nothing.
    Unpriced {
        /// Why not.
        reason: String,
    },
}

/// What came of one tiny question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "outcome")]
pub enum ProviderTest {
    /// It has answered.
    Answered {
        /// The model that was asked.
        model: String,
        /// What it said. Untrusted.
        text: String,
        /// Until its first piece of text, milliseconds; none when it said nothing.
        first_ms: Option<u64>,
        /// Until it was done, milliseconds.
        took_ms: u64,
        /// LLM tokens that it read; none when it did not say.
        input_tokens: Option<u64>,
        /// LLM tokens that it wrote; none when it did not say.
        output_tokens: Option<u64>,
        /// What it cost.
        charge: ModelCharge,
    },
    /// It has not.
    Failed {
        /// What a program decides by: `model-unauthorized`, `no-model-key`…
        code: String,
        /// Why, as a sentence.
        message: String,
        /// What to do about it.
        hint: Option<String>,
        /// Milliseconds until it failed.
        took_ms: u64,
    },
}
