//! What LLM tokens cost. The table is taken from `genai-prices` (MIT, see the licence beside it) and carries its date.

mod list;
mod matching;
mod pricing;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use routine_model::Credits;
use serde::{Deserialize, Serialize};

use super::LlmTokens;
pub use list::PriceLine;
use matching::Match;
pub use pricing::ModelPricing;

/// Micro-credits in a dollar: 1 credit = US$ 0.001, 1 micro-credit = 1 nano-dollar.
const NANO_DOLLARS: u128 = 1_000_000_000;
/// Prices are written down for so many LLM tokens.
const PER: u128 = 1_000_000;

/// Prices by provider and model.
#[derive(Debug, Default, Deserialize)]
pub struct ModelPrices {
    date: String,
    source: String,
    providers: BTreeMap<String, Vec<PricedModel>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PricedModel {
    id: String,
    #[serde(rename = "match")]
    matches: Match,
    window: Option<u64>,
    input: Option<Tiers>,
    cached_input: Option<Tiers>,
    cache_write: Option<Tiers>,
    output: Option<Tiers>,
}

/// Prices in dollars for a million LLM tokens, from so many LLM tokens of input on. The highest tier that is reached holds
/// for all of them.
type Tiers = Vec<(u64, String)>;

/// Where a price comes from; kept with the charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceSource {
    /// Whose table.
    pub source: String,
    /// The table's date.
    pub date: String,
    /// The line of the table.
    pub model: String,
}

/// What an answer cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Charge {
    /// So much.
    Priced {
        /// Rounded up, once.
        credits: Credits,
        /// By which price.
        price: PriceSource,
    },
    /// It costs nothing: a model on this machine, or a script.
    Free,
    /// Nobody knows; which is not the same as nothing.
    Unpriced {
        /// Why not.
        reason: String,
    },
}

impl ModelPrices {
    /// The table that comes with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: OnceLock<ModelPrices> = OnceLock::new();
        // A test reads the shipped table. Were it broken all the same, everything would be unpriced.
        TABLE.get_or_init(|| serde_json::from_str(include_str!("model-prices.json")).unwrap_or_default())
    }

    /// The day that the table was taken, as `2026-11-22`.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.date
    }

    /// How many LLM tokens a model can take; none when the table does not say.
    #[must_use]
    pub fn window(&self, provider: &str, model: &str) -> Option<u64> {
        self.find(provider, model)?.window
    }

    /// What LLM tokens cost.
    #[must_use]
    pub fn charge(&self, provider: &str, model: &str, used: Option<LlmTokens>) -> Charge {
        let Some(used) = used else {
            return Charge::Unpriced { reason: "the provider did not say how many LLM tokens it used".to_owned() };
        };
        let Some(line) = self.find(provider, model) else {
            return Charge::Unpriced { reason: format!("the price table has no model {model} of {provider}") };
        };
        match line.cost(used) {
            Some(credits) => Charge::Priced {
                credits,
                price: PriceSource { source: self.source.clone(), date: self.date.clone(), model: line.id.clone() },
            },
            None => Charge::Unpriced { reason: format!("the price table's line for {} cannot be read", line.id) },
        }
    }

    fn find(&self, provider: &str, model: &str) -> Option<&PricedModel> {
        let name = model.to_lowercase();
        self.providers.get(provider)?.iter().find(|line| line.id == name || line.matches.fits(&name))
    }
}

impl PricedModel {
    fn cost(&self, used: LlmTokens) -> Option<Credits> {
        let cached = used.cached_input.min(used.input);
        let written = used.cache_write.min(used.input - cached);
        let plain = used.input - cached - written;
        let price = |tiers: Option<&Tiers>| tiers.map_or(Some(0), |tiers| price_at(tiers, used.input));
        let parts = [
            (plain, price(self.input.as_ref())?),
            (cached, price(self.cached_input.as_ref().or(self.input.as_ref()))?),
            (written, price(self.cache_write.as_ref().or(self.input.as_ref()))?),
            (used.output, price(self.output.as_ref())?),
        ];
        let total: u128 = parts.iter().map(|&(count, price)| u128::from(count) * price).sum();
        u64::try_from(total.div_ceil(PER)).ok().map(Credits::from_micros)
    }
}

/// The price of the highest tier that the input reaches, in nano-dollars for a million LLM tokens.
fn price_at(tiers: &Tiers, input: u64) -> Option<u128> {
    let (_, text) = tiers.iter().rev().find(|(from, _)| *from == 0 || input > *from)?;
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let places = format!("{places:0<9}");
    let nanos = whole.parse::<u128>().ok()?.checked_mul(NANO_DOLLARS)?;
    nanos.checked_add(places.get(..9)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
    use super::*;

    fn credits(charge: Charge) -> String {
        match charge {
            Charge::Priced { credits, .. } => credits.to_string(),
            other => panic!("{other:?} is no price"),
        }
    }

    #[test]
    fn the_shipped_table_is_read_whole() {
        let table: ModelPrices = serde_json::from_str(include_str!("model-prices.json")).unwrap();
        assert!(table.providers.values().map(Vec::len).sum::<usize>() > 1_000, "the table has its models");
        assert_eq!(table.date(), "2026-11-22", "the table says its date");
        for (provider, lines) in &table.providers {
            for line in lines {
                let used = LlmTokens { input: 1_000, output: 1_000, ..LlmTokens::default() };
                assert!(line.cost(used).is_some(), "the price of {provider}'s {} can be read", line.id);
            }
        }
    }

    #[test]
    fn a_price_is_exact_and_rounded_up_once() {
        let table = ModelPrices::shipped();
        let cost = |input, cached_input, output| {
            let used = LlmTokens { input, cached_input, cache_write: 0, output };
            credits(table.charge("anthropic", "claude-sonnet-5-5", Some(used)))
        };
        // US$ 2 for a million in, 0.1 for cached ones, 10 for a million out; a credit is US$ 0.001.
        assert_eq!(cost(1_000_000, 0, 0), "2000");
        assert_eq!(cost(1_000, 0, 100), "3");
        assert_eq!(cost(1_000, 1_000, 0), "0.1");
        assert_eq!(cost(1, 1, 0), "0.0001");
        assert_eq!(cost(0, 0, 0), "0");
    }

    #[test]
    fn an_unknown_price_is_not_nothing() {
        let table = ModelPrices::shipped();
        let used = Some(LlmTokens { input: 1, ..LlmTokens::default() });
        for (provider, model, used) in
            [("anthropic", "unheard-of", used), ("nobody", "claude-2", used), ("anthropic", "claude-2", None)]
        {
            let charge = table.charge(provider, model, used);
            assert!(matches!(charge, Charge::Unpriced { .. }), "{provider} {model} has no price, but got {charge:?}");
        }
    }

    #[test]
    fn a_long_request_pays_the_higher_tier_for_all_of_it() {
        let tiers: Tiers = vec![(0, "1.25".to_owned()), (200_000, "2.5".to_owned())];
        assert_eq!(price_at(&tiers, 200_000), Some(1_250_000_000));
        assert_eq!(price_at(&tiers, 200_001), Some(2_500_000_000));
    }
}
