//! What a person has set about models. Keys are not among it: a provider names the secret that holds its key.

use routine_model::Credits;
use serde::{Deserialize, Serialize};

use super::ProviderSettings;

/// The settings about models, kept as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ModelSettings {
    /// The providers, in a person's order.
    pub providers: Vec<ProviderSettings>,
    /// The provider that is asked where a step names none; none means the first.
    pub default_provider: Option<String>,
    /// What may be spent.
    pub budgets: Budgets,
    /// Prices that a person has set, instead of the table's.
    pub prices: Vec<OwnPrice>,
}

impl ModelSettings {
    /// The provider of this id.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&ProviderSettings> {
        self.providers.iter().find(|provider| provider.id == id)
    }

    /// The provider that is asked where a step names none.
    #[must_use]
    pub fn default_provider(&self) -> Option<&ProviderSettings> {
        let chosen = self.default_provider.as_deref().and_then(|id| self.provider(id));
        chosen.or_else(|| self.providers.first())
    }

    /// What a person has set as the price of a provider's model.
    #[must_use]
    pub fn own_price(&self, provider: &str, model: &str) -> Option<&OwnPrice> {
        self.prices.iter().find(|price| price.provider == provider && price.model == model)
    }
}

/// What may be spent on models. None is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Budgets {
    /// By one run that names no limit of its own.
    pub run: Option<Credits>,
    /// In one day of this machine's time zone, by all runs together.
    pub day: Option<Credits>,
    /// Models whose price nobody knows may be asked even where spending is limited.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_unpriced: bool,
}

/// A price that a person has set. Amounts are US dollars for a million LLM tokens, in decimal: `0.15`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnPrice {
    /// Id of the provider in the settings.
    pub provider: String,
    /// The model, as the provider names it.
    pub model: String,
    /// For what is read.
    pub input: String,
    /// For what is read from the provider's cache; as `input` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_input: Option<String>,
    /// For what is written to the provider's cache; as `input` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_write: Option<String>,
    /// For what is written.
    pub output: String,
    /// The day that it was set, as `2026-11-22`.
    pub date: String,
}
