//! What has come of a scenario.

use std::fmt;

use run_engine::RunId;

use crate::error::HostError;
use crate::run_result::RunResult;

/// What has come of a scenario.
#[derive(Clone, Debug)]
pub struct ScenarioReport {
    /// The run; none when it was refused.
    pub run: Option<RunId>,
    /// What has come of the run.
    pub result: Option<RunResult>,
    /// Why the run was refused before it started.
    pub refusal: Option<HostError>,
    /// Where it differs from what was expected; empty when the scenario has passed.
    pub mismatches: Vec<Mismatch>,
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// After which step of the script, or at the end.
    pub place: String,
    /// The key of the expectation.
    pub key: &'static str,
    /// What was expected, and what was found.
    pub message: String,
    /// Of a list: what is not there and should be.
    pub missing: Vec<String>,
    /// Of a list: what is there and should not be.
    pub surplus: Vec<String>,
}

impl Mismatch {
    /// One that is not about a list.
    pub(super) fn new(place: &str, key: &'static str, message: String) -> Self {
        Self { place: place.to_owned(), key, message, missing: Vec::new(), surplus: Vec::new() }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: expected {}", self.place, self.key, self.message)
    }
}
