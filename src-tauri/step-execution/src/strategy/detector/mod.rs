//! `auto`: which strategy fits a step, with reasons that a person can check.
//!
//! A pure function of the routine, the step, what the run knows, and past figures. Signals are looked at in this order: what
//! the step is bound to, what is to come out of it, what its texts say, what is around it, how it went before. Words about a
//! step that something is bound to are not read: a script that is called "analyse" is a script.
//!
//! Weights are in [`weights`], words in `words`; docs/strategies.md explains both and tells how well they do.

mod detection;
mod detections;
mod score;
mod seen;
mod signals;
mod step;
mod weights;
mod words;

pub use detection::{Contribution, Detection};
pub use detections::Detections;
pub use score::{Points, Scores};
pub use step::{ContextSummary, StepToDetect};
pub(crate) use words::is_text_name;

use signals::Signals;

/// Chooses a strategy for steps whose setting is `auto`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoutineStrategyDetector;

impl RoutineStrategyDetector {
    /// The choice, its scores and what they are made of.
    #[must_use]
    pub fn detect(&self, step: &StepToDetect<'_>) -> Detection {
        let mut contributions = self.seen_in(step);
        contributions.extend(past(step));
        Detection::of(contributions)
    }

    /// All but how it went before.
    fn seen_in(self, step: &StepToDetect<'_>) -> Vec<Contribution> {
        let mut signals = Signals::default();
        let action = signals::action(step, &mut signals);
        if action.is_open() {
            signals::outputs(step, &mut signals);
            signals::texts(step, &mut signals);
            signals::surroundings(step, &mut signals);
            signals::complexity(step, &mut signals);
        }
        signals.contributions
    }
}

/// How it went before.
fn past(step: &StepToDetect<'_>) -> Vec<Contribution> {
    let mut signals = Signals::default();
    signals::past(step, &mut signals);
    signals.contributions
}
