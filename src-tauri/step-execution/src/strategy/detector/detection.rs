//! What the detector answers.

use serde::{Deserialize, Serialize};

use super::score::{Points, Scores};
use crate::strategy::Strategy;

/// A choice that a person can check: the contributions to a strategy add up to its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Detection {
    /// The strategy with the highest score.
    pub choice: Strategy,
    /// The next one.
    pub runner_up: Strategy,
    /// All three.
    pub scores: Scores,
    /// What they are made of, in the order in which the signals were looked at.
    pub contributions: Vec<Contribution>,
}

/// What one signal adds to the score of one strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contribution {
    /// Which signal; docs/strategies.md lists them.
    pub signal: String,
    /// Whose score it is added to.
    pub strategy: Strategy,
    /// How much; below zero where it speaks against the strategy.
    pub weight: Points,
    /// What was seen in this step, as a code that screens have words for; none on record of older programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the words are about: names, and parts of the routine's own texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// What was seen, as an English sentence.
    pub because: String,
}

impl Detection {
    pub(super) fn of(contributions: Vec<Contribution>) -> Self {
        let mut scores = Scores::default();
        for contribution in &contributions {
            scores.add(contribution.strategy, contribution.weight);
        }
        let [choice, runner_up, _] = scores.ranking();
        Self { choice, runner_up, scores, contributions }
    }
}
