//! The budget unit. Here because it is the lowest crate that both runs and swarms may import.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

const MICROS_PER_CREDIT: u64 = 1_000_000;

/// An exact amount of credits, kept as whole micro-credits (1 credit = US$ 0.001, so 1 micro-credit = 1 nano-dollar).
/// On the wire a decimal string of credits: `"4.25"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits(u64);

/// Why a text is no amount of credits.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} is no amount of credits: a decimal number with at most six places, such as 12 or 0.5")]
pub struct CreditsError(String);

impl Credits {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole micro-credits.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Whole micro-credits.
    #[must_use]
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// The sum; none when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; none when it would be negative.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / MICROS_PER_CREDIT, self.0 % MICROS_PER_CREDIT);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let places = format!("{rest:06}");
        write!(f, "{whole}.{}", places.trim_end_matches('0'))
    }
}

impl FromStr for Credits {
    type Err = CreditsError;

    fn from_str(text: &str) -> Result<Self, CreditsError> {
        let wrong = || CreditsError(text.to_owned());
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || places.len() > 6 || !digits(whole) || !digits(places) {
            return Err(wrong());
        }
        let whole: u64 = whole.parse().map_err(|_| wrong())?;
        let places: u64 = format!("{places:0<6}").parse().map_err(|_| wrong())?;
        whole.checked_mul(MICROS_PER_CREDIT).and_then(|micros| micros.checked_add(places)).map(Self).ok_or_else(wrong)
    }
}

impl Serialize for Credits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Credits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_exact_decimal_strings() {
        for (text, micros) in [("0", 0), ("12", 12_000_000), ("0.5", 500_000), ("4.000001", 4_000_001)] {
            assert_eq!(text.parse(), Ok(Credits(micros)), "{text} reads as {micros} micro-credits");
            assert_eq!(Credits(micros).to_string(), text, "{micros} micro-credits write as {text}");
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        for text in ["", ".5", "-1", "1.0000001", "1e3", "+1", "99999999999999999999"] {
            assert!(text.parse::<Credits>().is_err(), "{text:?} must be refused");
        }
    }
}
