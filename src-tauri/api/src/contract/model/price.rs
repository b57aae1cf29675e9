//! What LLM tokens cost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a price comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PriceOrigin {
    /// The table that comes with the program.
    Table,
    /// A person has set it.
    Person,
}

/// What one model costs: US dollars for a million LLM tokens, in decimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelPriceView {
    /// The model, or the table's name for its family.
    pub model: String,
    /// Where the price comes from.
    pub origin: PriceOrigin,
    /// Its day, as `2026-11-22`.
    pub date: String,
    /// For what is read; none where that costs nothing.
    pub input: Option<String>,
    /// For what is read from the provider's cache; none where it is as `input`.
    pub cached_input: Option<String>,
    /// For what is written to the provider's cache; none where it is as `input`.
    pub cache_write: Option<String>,
    /// For what is written; none where that costs nothing.
    pub output: Option<String>,
    /// Long requests cost more than this.
    pub tiered: bool,
}

/// A provider's prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelPriceList {
    /// The provider costs nothing, as far as its settings say.
    pub free: bool,
    /// Whose table, with its version.
    pub source: String,
    /// The table's day.
    pub date: String,
    /// Prices that a person has set first, then the table's.
    pub prices: Vec<ModelPriceView>,
}

/// A model that a provider says it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    /// What the provider calls it.
    pub name: String,
    /// How many LLM tokens it can take, where the table says so.
    pub window: Option<u64>,
    /// What it costs; none where it is free or nobody knows.
    pub price: Option<ModelPriceView>,
    /// It costs nothing. Neither this nor a price: it is unpriced.
    pub free: bool,
}
