//! Which line of the table a model's name falls under.

use fancy_regex::Regex;
use serde::{Deserialize, Deserializer};

/// A condition on a model's name, in lower case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Match {
    Equals(String),
    StartsWith(String),
    EndsWith(String),
    Contains(String),
    #[serde(deserialize_with = "pattern")]
    Regex(Regex),
    Or(Vec<Self>),
    And(Vec<Self>),
}

impl Match {
    pub(super) fn fits(&self, name: &str) -> bool {
        match self {
            Self::Equals(text) => name == text,
            Self::StartsWith(text) => name.starts_with(text.as_str()),
            Self::EndsWith(text) => name.ends_with(text.as_str()),
            Self::Contains(text) => name.contains(text.as_str()),
            // A pattern that takes too long on a name does not fit it.
            Self::Regex(pattern) => pattern.is_match(name).unwrap_or(false),
            Self::Or(any) => any.iter().any(|one| one.fits(name)),
            Self::And(all) => all.iter().all(|one| one.fits(name)),
        }
    }
}

fn pattern<'de, D: Deserializer<'de>>(from: D) -> Result<Regex, D::Error> {
    let text = String::deserialize(from)?;
    Regex::new(&text).map_err(serde::de::Error::custom)
}
