//! What signals weigh, and what they add up to.

use std::fmt;
use std::ops::{Add, AddAssign, Neg};

use serde::{Deserialize, Serialize};

use crate::strategy::Strategy;

/// A weight in eighths. As fractions of a power of two they add up exactly, also where they are read as floating point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "f64", from = "f64")]
pub struct Points(i32);

impl Points {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many eighths.
    #[must_use]
    pub const fn eighths(eighths: i32) -> Self {
        Self(eighths)
    }

    /// As a number; exact.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 8.0
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        points.value()
    }
}

impl From<f64> for Points {
    fn from(value: f64) -> Self {
        Self((value * 8.0).round() as i32)
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Points {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.3}", self.value())
    }
}

/// The sum of the contributions to each strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Of [`Strategy::Deterministic`].
    pub deterministic: Points,
    /// Of [`Strategy::Reasoning`].
    pub reasoning: Points,
    /// Of [`Strategy::Conversational`].
    pub conversational: Points,
}

impl Scores {
    /// That of one strategy.
    #[must_use]
    pub fn of(&self, strategy: Strategy) -> Points {
        match strategy {
            Strategy::Deterministic => self.deterministic,
            Strategy::Reasoning => self.reasoning,
            Strategy::Conversational => self.conversational,
        }
    }

    pub(super) fn add(&mut self, strategy: Strategy, points: Points) {
        match strategy {
            Strategy::Deterministic => self.deterministic += points,
            Strategy::Reasoning => self.reasoning += points,
            Strategy::Conversational => self.conversational += points,
        }
    }

    /// Best first; of equals, the one that costs less.
    #[must_use]
    pub fn ranking(&self) -> [Strategy; 3] {
        let mut ranking = [Strategy::Deterministic, Strategy::Reasoning, Strategy::Conversational];
        ranking.sort_by_key(|strategy| std::cmp::Reverse(self.of(*strategy)));
        ranking
    }
}
