//! The signals, one file a kind.

mod action;
mod complexity;
mod outputs;
mod past;
mod surroundings;
mod texts;

pub(super) use action::action;
pub(super) use complexity::complexity;
pub(super) use outputs::outputs;
pub(super) use past::past;
pub(super) use surroundings::surroundings;
pub(super) use texts::texts;

use super::detection::Contribution;
use super::score::Points;
use super::seen::Seen;
use crate::strategy::Strategy;

/// What the signals have contributed so far.
#[derive(Debug, Default)]
pub(super) struct Signals {
    pub(super) contributions: Vec<Contribution>,
}

impl Signals {
    fn add(&mut self, signal: &str, strategy: Strategy, weight: Points, seen: Seen) {
        if weight != Points::ZERO {
            let Seen { code, said, because } = seen;
            let (signal, code) = (signal.to_owned(), Some(code.to_owned()));
            self.contributions.push(Contribution { signal, strategy, weight, code, said, because });
        }
    }
}
