//! How an activity is done, who says so, and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::Strategy;

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StrategySetting {
    /// What the next level says.
    Inherit,
    /// The bound action and nothing else.
    Deterministic,
    /// A model thinks it through.
    Reasoning,
    /// Turns with a person.
    Conversational,
    /// The detector chooses.
    Auto,
}

/// Who decided, or could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StrategySource {
    /// Run-time override for one step.
    StepOverride,
    /// Run-time override for the element in all of the run.
    ElementOverride,
    /// The activity's own setting.
    Step,
    /// `subroutineStrategies` of its routine.
    SubroutineStrategies,
    /// `subroutineStrategies` of the calling routine.
    CallerSubroutineStrategies,
    /// The routine's `executionStrategy`.
    Routine,
    /// The default of swarm or run.
    SwarmDefault,
    /// The detector.
    Detector,
    /// What the BPMN element is leaves no choice.
    Element,
}

/// What came of what a level says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StrategyLinkResult {
    /// It decided.
    Decided,
    /// It says nothing, or `inherit`.
    Passed,
    /// A nearer level had decided.
    Overridden,
    /// `allowStrategyOverride="false"` refuses it.
    Refused,
    /// It does not fit the BPMN element.
    DoesNotFit,
}

/// One level of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrategyLink {
    /// The level.
    pub source: StrategySource,
    /// What it says; none when it says nothing.
    pub setting: Option<StrategySetting>,
    /// What came of that.
    pub result: StrategyLinkResult,
}

/// What the detector's contributions add up to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrategyScores {
    /// Of the deterministic strategy.
    pub deterministic: f64,
    /// Of the reasoning strategy.
    pub reasoning: f64,
    /// Of the conversational strategy.
    pub conversational: f64,
}

/// What one signal adds to one score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrategyContribution {
    /// Which signal.
    pub signal: String,
    /// Whose score.
    pub strategy: Strategy,
    /// How much; eighths, so that sums are exact.
    pub weight: f64,
    /// What was seen, as a code that screens have words for; none in journals of older programs.
    pub code: Option<String>,
    /// What the words are about: names, or parts of the routine's own texts.
    pub said: Vec<String>,
    /// What was seen, as an English sentence.
    pub because: String,
}

/// A rule that changed the choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForcedStrategy {
    /// The rule's name.
    pub rule: String,
    /// What it would have been.
    pub instead_of: Strategy,
}

/// How an activity is done. Scores and contributions are the detector's also where something else decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityStrategy {
    /// Id of the activity.
    pub element: String,
    /// Its label.
    pub name: Option<String>,
    /// The setting that decided; `auto` where none did.
    pub setting: StrategySetting,
    /// The strategy.
    pub strategy: Strategy,
    /// Who decided.
    pub source: StrategySource,
    /// Every level that was looked at, nearest first.
    pub chain: Vec<StrategyLink>,
    /// The three scores.
    pub scores: StrategyScores,
    /// What they add up from.
    pub contributions: Vec<StrategyContribution>,
    /// The detector's second choice.
    pub runner_up: Strategy,
    /// Between 0 and 1.
    pub complexity: f64,
    /// Its routine lets it be done another way than it says.
    pub overridable: bool,
    /// The rule that changed the choice, if one did.
    pub forced: Option<ForcedStrategy>,
}
