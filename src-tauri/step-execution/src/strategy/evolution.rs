//! How steps went, and what to make of it: a strategy that a step has outgrown, or has to go back to.
//!
//! Pure: figures in, proposals out. Deliberately absent: where figures are kept, and what a person does with a proposal.

use std::collections::BTreeMap;

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use super::Strategy;

/// How a step went, by strategy.
pub type StepFigures = BTreeMap<Strategy, StrategyFigures>;

/// How a step went with one strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StrategyFigures {
    /// Steps that ended, however they did; those cancelled from outside left out.
    pub runs: u64,
    /// Those that succeeded.
    pub successes: u64,
    /// Those in which a scripted model took part.
    pub scripted: u64,
    /// What all of them cost.
    pub cost: Credits,
    /// What all of them took, milliseconds.
    pub time_ms: u64,
}

impl StrategyFigures {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            runs: self.runs + other.runs,
            successes: self.successes + other.successes,
            scripted: self.scripted + other.scripted,
            cost: self.cost.checked_add(other.cost).unwrap_or(self.cost),
            time_ms: self.time_ms.saturating_add(other.time_ms),
        }
    }

    /// Between 0 and 1; 0 without runs.
    #[must_use]
    pub fn success_rate(&self) -> f64 {
        if self.runs == 0 { 0.0 } else { self.successes as f64 / self.runs as f64 }
    }
}

/// A step with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRecord {
    /// The activity.
    pub element: ElementId,
    /// The strategy that it has now.
    pub strategy: Strategy,
    /// Its complexity, between 0 and 1.
    pub complexity: f64,
    /// Something is bound to it that could do it without a model.
    pub is_bound: bool,
    /// How it went, by strategy.
    pub figures: StepFigures,
}

/// A change of strategy that the figures speak for. A person accepts it, as a new version of the routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// The activity.
    pub element: ElementId,
    /// What it is now.
    pub from: Strategy,
    /// What it should become.
    pub to: Strategy,
    /// The figures of the strategy that it has now.
    pub figures: StrategyFigures,
    /// How it went with the strategy that it should get, before.
    pub there: StrategyFigures,
    /// Nothing is bound to it yet that could do it that way; until then it cannot be accepted.
    pub needs_binding: bool,
    /// Why, with the figures.
    pub because: String,
}

/// From which figures on a change is proposed; docs/strategies.md lists them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Runs before a simpler strategy is proposed.
    pub proving_runs: u64,
    /// Share of successes that a simpler strategy is proposed at.
    pub proving_rate: f64,
    /// Complexity up to which a step can do without a model.
    pub simple: f64,
    /// Runs before the way back is proposed.
    pub doubting_runs: u64,
    /// By how much the share of successes has to be lower than that of the strategy it came from.
    pub worse_by: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { proving_runs: 50, proving_rate: 0.95, simple: 0.3, doubting_runs: 10, worse_by: 0.1 }
    }
}

impl Proposal {
    /// Whether it is worth asking again about what was dismissed: since then the step has run as often as it took to propose.
    #[must_use]
    pub fn comes_back(&self, dismissed_at: u64, thresholds: &Thresholds) -> bool {
        let needed = if self.to < self.from { thresholds.proving_runs } else { thresholds.doubting_runs };
        self.figures.runs >= dismissed_at.saturating_add(needed)
    }
}

/// What the figures of some steps speak for, in their order; at most one proposal a step.
#[must_use]
pub fn proposals(steps: &[StepRecord], thresholds: &Thresholds) -> Vec<Proposal> {
    steps.iter().filter_map(|step| way_back(step, thresholds).or_else(|| simpler(step, thresholds))).collect()
}

/// Conversational → reasoning → deterministic.
fn simpler(step: &StepRecord, thresholds: &Thresholds) -> Option<Proposal> {
    let to = match step.strategy {
        Strategy::Deterministic => return None,
        Strategy::Reasoning => Strategy::Deterministic,
        Strategy::Conversational => Strategy::Reasoning,
    };
    let figures = *step.figures.get(&step.strategy)?;
    let rate = figures.success_rate();
    let proved = figures.runs >= thresholds.proving_runs && rate >= thresholds.proving_rate;
    let failed_there = step.figures.get(&to).is_some_and(|there| is_worse(there, rate, thresholds));
    (proved && step.complexity <= thresholds.simple && !failed_there).then(|| Proposal {
        element: step.element.clone(),
        from: step.strategy,
        to,
        figures,
        there: step.figures.get(&to).copied().unwrap_or_default(),
        needs_binding: to == Strategy::Deterministic && !step.is_bound,
        because: format!(
            "{} of {} runs succeeded, and the complexity is {:.2}: it may do without {}",
            figures.successes,
            figures.runs,
            step.complexity,
            if to == Strategy::Deterministic { "a model" } else { "a conversation" }
        ),
    })
}

/// To the strategy that did better before.
fn way_back(step: &StepRecord, thresholds: &Thresholds) -> Option<Proposal> {
    let to = match step.strategy {
        Strategy::Deterministic => Strategy::Reasoning,
        Strategy::Reasoning => Strategy::Conversational,
        Strategy::Conversational => return None,
    };
    let figures = *step.figures.get(&step.strategy)?;
    let before = step.figures.get(&to).filter(|before| before.runs >= thresholds.doubting_runs)?;
    is_worse(&figures, before.success_rate(), thresholds).then(|| Proposal {
        element: step.element.clone(),
        from: step.strategy,
        to,
        figures,
        there: *before,
        needs_binding: false,
        because: format!(
            "{} of {} runs succeeded; as {to} it was {} of {}",
            figures.successes, figures.runs, before.successes, before.runs
        ),
    })
}

fn is_worse(figures: &StrategyFigures, than: f64, thresholds: &Thresholds) -> bool {
    figures.runs >= thresholds.doubting_runs && figures.success_rate() <= than - thresholds.worse_by
}
