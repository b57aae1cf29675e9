//! The table's lines, to be looked at.

use super::{ModelPrices, PricedModel, Tiers};

/// One line of the table: US dollars for a million LLM tokens, in decimal, at the lowest tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceLine {
    /// The table's name for the model or its family.
    pub model: String,
    /// For what is read; none where it costs nothing.
    pub input: Option<String>,
    /// For what is read from the provider's cache; none where it is as `input`.
    pub cached_input: Option<String>,
    /// For what is written to the provider's cache; none where it is as `input`.
    pub cache_write: Option<String>,
    /// For what is written; none where it costs nothing.
    pub output: Option<String>,
    /// Long requests cost more than this.
    pub tiered: bool,
}

impl ModelPrices {
    /// All lines of a provider, by the table's name for it.
    #[must_use]
    pub fn lines(&self, provider: &str) -> Vec<PriceLine> {
        self.providers.get(provider).map(|lines| lines.iter().map(line).collect()).unwrap_or_default()
    }

    /// The line that a model falls under.
    #[must_use]
    pub fn line(&self, provider: &str, model: &str) -> Option<PriceLine> {
        self.find(provider, model).map(line)
    }

    /// Whose table it is, with its version.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The table knows this provider.
    #[must_use]
    pub fn has_provider(&self, provider: &str) -> bool {
        self.providers.contains_key(provider)
    }
}

fn line(model: &PricedModel) -> PriceLine {
    let all = [&model.input, &model.cached_input, &model.cache_write, &model.output];
    let lowest = |tiers: &Option<Tiers>| tiers.as_ref().and_then(|tiers| Some(tiers.first()?.1.clone()));
    PriceLine {
        model: model.id.clone(),
        input: lowest(&model.input),
        cached_input: lowest(&model.cached_input),
        cache_write: lowest(&model.cache_write),
        output: lowest(&model.output),
        tiered: all.into_iter().flatten().any(|tiers| tiers.len() > 1),
    }
}
