//! Parameters of the commands about models.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::{ModelBudgets, ModelProvider};

/// Keeps a provider: a new one, or another version of the one with its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SaveProvider {
    /// The provider.
    pub provider: ModelProvider,
}

/// Names a provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ProviderReference {
    /// Its id.
    pub id: String,
}

/// Asks a provider one tiny question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct TestProvider {
    /// Its id.
    pub id: String,
    /// Which model; the provider's own when absent.
    pub model: Option<String>,
}

/// Says what may be spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetModelBudgets {
    /// All limits; an absent one is taken away.
    pub budgets: ModelBudgets,
}

/// Sets the price of a provider's model: US dollars for a million LLM tokens, in decimal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetModelPrice {
    /// Id of the provider.
    pub provider: String,
    /// The model, as the provider names it.
    pub model: String,
    /// For what is read.
    pub input: String,
    /// For what is read from the provider's cache; as `input` where absent.
    pub cached_input: Option<String>,
    /// For what is written to the provider's cache; as `input` where absent.
    pub cache_write: Option<String>,
    /// For what is written.
    pub output: String,
}

/// Names a model of a provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ModelReference {
    /// Id of the provider.
    pub provider: String,
    /// The model, as the provider names it.
    pub model: String,
}
