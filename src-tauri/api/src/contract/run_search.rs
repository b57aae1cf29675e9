//! How the query of a list of runs was read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a condition looks at. It is written as the name of the variant in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SearchKey {
    /// How far a run has come.
    Status,
    /// Why it has its status.
    Reason,
    /// The name or path of its routine.
    Routine,
    /// What it waits for.
    Waits,
    /// What kind of run it is.
    Is,
    /// Credits that it has cost.
    Cost,
    /// How long it took from its beginning to its end.
    Took,
    /// Steps begun.
    Steps,
    /// Entries in its journal.
    Events,
    /// Open incidents.
    Incidents,
    /// The day on which it began.
    Started,
    /// How long ago it began.
    Age,
}

/// A condition that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchWord {
    /// What it looks at.
    pub key: SearchKey,
    /// The values that it can have; empty where they are numbers, days or any text.
    pub values: Vec<String>,
    /// It is a bound, as in `cost>20`.
    pub compares: bool,
}

/// How a query was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchReading {
    /// Its parts, in order.
    pub parts: Vec<SearchPart>,
    /// What is wrong with it, in order.
    pub mistakes: Vec<SearchMistake>,
}

/// A part of a query. Places count UTF-16 units, as a page does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPart {
    /// Where it begins.
    pub from: u32,
    /// Where the next character stands.
    pub to: u32,
    /// What it looks at; none where it is just words.
    pub key: Option<SearchKey>,
    /// `:`, `<`, `<=`, `=`, `>=` or `>`; empty where it is just words.
    pub relation: String,
    /// What it is compared with, without quotes.
    pub value: String,
    /// Only runs for which it does not hold.
    pub not: bool,
}

/// What is wrong with a query, and where. Places count UTF-16 units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchMistake {
    /// Where it begins.
    pub from: u32,
    /// Where the next character stands.
    pub to: u32,
    /// What is wrong.
    pub kind: SearchMistakeKind,
    /// The text that is wrong.
    pub text: String,
    /// What could stand there instead.
    pub expected: Vec<String>,
}

/// What can be wrong with a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SearchMistakeKind {
    /// No condition begins like this.
    UnknownKey,
    /// The condition has no such value.
    UnknownValue,
    /// Nothing stands behind the condition.
    NoValue,
    /// The condition has values, not bounds.
    NoBound,
    /// The condition needs a bound, such as `>`.
    NeedsBound,
    /// It is no whole number.
    NotNumber,
    /// It is no amount of credits.
    NotCredits,
    /// It is no span of time.
    NotSpan,
    /// It is no day.
    NotDay,
    /// A quotation mark is not closed.
    OpenQuote,
}

/// What was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClearedRuns {
    /// So many runs.
    pub count: u64,
}
