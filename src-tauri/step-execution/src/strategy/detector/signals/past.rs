//! How the step went before.

use super::Signals;
use crate::strategy::Strategy;
use crate::strategy::detector::seen::about;
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::weights;

/// Runs below which figures say nothing.
const FEWEST_RUNS: u64 = 10;
/// Share of successes from which on a strategy has proved itself.
const PROVED: f64 = 0.95;
/// Share of successes below which it has failed.
const FAILED: f64 = 0.5;

/// Looks at the figures of each strategy.
pub(in super::super) fn past(step: &StepToDetect<'_>, signals: &mut Signals) {
    for strategy in [Strategy::Deterministic, Strategy::Reasoning, Strategy::Conversational] {
        let Some(figures) = step.figures.get(&strategy).filter(|figures| figures.runs >= FEWEST_RUNS) else { continue };
        let rate = figures.success_rate();
        let because = format!("{} of {} runs succeeded", figures.successes, figures.runs);
        let seen = about("past", [figures.successes, figures.runs], because);
        if rate >= PROVED {
            signals.add("past", strategy, weights::PAST, seen);
        } else if rate < FAILED {
            signals.add("past", strategy, -weights::PAST, seen);
        }
    }
}
