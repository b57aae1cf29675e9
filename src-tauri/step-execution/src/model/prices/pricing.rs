//! What one model costs: by a person's own price, by the table, or nothing.

use super::{Charge, ModelPrices, PriceSource, PricedModel, price_at};
use crate::model::{LlmTokens, ModelSettings, OwnPrice, ProviderSettings};

/// Whose price it is, where a person has set it.
const OWN: &str = "set by hand";

/// What one model costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelPricing {
    model: String,
    by: By,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    Nothing,
    Table { provider: String },
    Person(OwnPrice),
}

impl ModelPricing {
    /// The price of a provider's model: a person's own before the table's; nothing where the provider costs nothing.
    #[must_use]
    pub fn of(settings: &ModelSettings, provider: &ProviderSettings, model: &str) -> Self {
        let by = match (settings.own_price(&provider.id, model), &provider.prices) {
            (Some(own), _) => By::Person(own.clone()),
            (None, Some(table)) => By::Table { provider: table.clone() },
            (None, None) => By::Nothing,
        };
        Self { model: model.to_owned(), by }
    }

    /// A model that costs nothing.
    #[must_use]
    pub fn free(model: impl Into<String>) -> Self {
        Self { model: model.into(), by: By::Nothing }
    }

    /// What an answer cost.
    #[must_use]
    pub fn charge(&self, used: Option<LlmTokens>) -> Charge {
        match &self.by {
            By::Nothing => Charge::Free,
            By::Table { provider } => ModelPrices::shipped().charge(provider, &self.model, used),
            By::Person(own) => priced(own, used),
        }
    }

    /// The most that an answer can cost which reads and writes at most so many LLM tokens, whatever the provider's cache
    /// makes of it. Free and unpriced stay what they are.
    #[must_use]
    pub fn at_most(&self, input: u64, output: u64) -> Charge {
        let all = LlmTokens { input, output, ..LlmTokens::default() };
        let ways = [all, LlmTokens { cached_input: input, ..all }, LlmTokens { cache_write: input, ..all }];
        let credits = |charge: &Charge| match charge {
            Charge::Priced { credits, .. } => Some(*credits),
            Charge::Free | Charge::Unpriced { .. } => None,
        };
        let most = ways.map(|used| self.charge(Some(used))).into_iter().max_by_key(credits);
        most.unwrap_or(Charge::Free)
    }

    /// The least that an answer can cost which reads and writes at least so many LLM tokens.
    #[must_use]
    pub fn at_least(&self, input: u64, output: u64) -> Charge {
        self.charge(Some(LlmTokens { input, cached_input: input, output, ..LlmTokens::default() }))
    }

    /// How many LLM tokens the model can take; none when the table does not say.
    #[must_use]
    pub fn window(&self) -> Option<u64> {
        match &self.by {
            By::Table { provider } => ModelPrices::shipped().window(provider, &self.model),
            By::Nothing | By::Person(_) => None,
        }
    }
}

fn priced(own: &OwnPrice, used: Option<LlmTokens>) -> Charge {
    let Some(used) = used else {
        return Charge::Unpriced { reason: "the provider did not say how many LLM tokens it used".to_owned() };
    };
    match line(own).cost(used) {
        Some(credits) => Charge::Priced {
            credits,
            price: PriceSource { source: OWN.to_owned(), date: own.date.clone(), model: own.model.clone() },
        },
        None => Charge::Unpriced { reason: format!("the price that was set for {} cannot be read", own.model) },
    }
}

fn line(own: &OwnPrice) -> PricedModel {
    let tiers = |amount: &String| vec![(0, amount.clone())];
    PricedModel {
        id: own.model.clone(),
        matches: super::Match::Equals(own.model.clone()),
        window: None,
        input: Some(tiers(&own.input)),
        cached_input: own.cached_input.as_ref().map(tiers),
        cache_write: own.cache_write.as_ref().map(tiers),
        output: Some(tiers(&own.output)),
    }
}

impl OwnPrice {
    /// The first amount that is no decimal number of dollars.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        let amounts = [Some(&self.input), self.cached_input.as_ref(), self.cache_write.as_ref(), Some(&self.output)];
        let read = |amount: &&String| price_at(&vec![(0, (*amount).clone())], 0).is_some();
        amounts.into_iter().flatten().find(|amount| !read(amount)).map(String::as_str)
    }
}
