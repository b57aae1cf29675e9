//! How much there may be of what. Exactly at a limit is allowed, beyond is refused.

use routine_model::Credits;
use serde::{Deserialize, Serialize};

/// Limits of a swarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SwarmLimits {
    /// Bytes of an entry's value as JSON.
    pub entry_bytes: u64,
    /// Bytes of a key.
    pub key_bytes: u64,
    /// Entries, those that were deleted not counted.
    pub entries: u64,
    /// Lists and objects inside of each other in a value.
    pub depth: u64,
    /// Changes in one ask.
    pub writes: u64,
    /// Subtasks.
    pub subtasks: u64,
    /// Resources.
    pub resources: u64,
    /// Members of the team.
    pub members: u64,
    /// Child swarms.
    pub children: u64,
    /// Swarms below each other.
    pub generations: u32,
    /// Runs at work at once.
    pub parallel_runs: u32,
    /// What each of its runs may do.
    pub run: RunShare,
}

impl Default for SwarmLimits {
    fn default() -> Self {
        Self {
            entry_bytes: 256 * 1024,
            key_bytes: 256,
            entries: 200_000,
            depth: 64,
            writes: 1_000,
            subtasks: 1_000,
            resources: 10_000,
            members: 100,
            children: 16,
            generations: 4,
            parallel_runs: 4,
            run: RunShare::default(),
        }
    }
}

/// Limits of each run in a swarm. A run's own limit stands; one of the swarm's applies when it is lower.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunShare {
    /// Credits that are reserved for a run as soon as it joins; more are asked for one by one.
    pub first_allotment: Credits,
    /// Credits: what a run without a limit of its own gets, and the most.
    pub credits: Share<Credits>,
    /// Milliseconds, in the same way.
    pub time_ms: Share<u64>,
    /// Steps of activities, in the same way.
    pub steps: Share<u64>,
}

/// A limit for each run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "T: Deserialize<'de>"))]
pub struct Share<T> {
    /// For runs that have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<T>,
    /// For every run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<T>,
}

impl<T> Default for Share<T> {
    fn default() -> Self {
        Self { default: None, cap: None }
    }
}

impl<T: Copy + Ord> Share<T> {
    /// The limit of a run that has this one of its own: the swarm's applies when it is lower.
    #[must_use]
    pub fn limit(&self, own: Option<T>) -> Option<T> {
        match (own.or(self.default), self.cap) {
            (Some(own), Some(cap)) => Some(own.min(cap)),
            (own, cap) => own.or(cap),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn a_swarms_limit_applies_when_it_is_lower() {
        let share = Share { default: Some(50), cap: Some(100) };
        for (own, limit) in [(None, Some(50)), (Some(10), Some(10)), (Some(100), Some(100)), (Some(500), Some(100))] {
            assert_eq!(share.limit(own), limit, "a run with {own:?} of its own");
        }
        let only_cap = Share { default: None, cap: Some(7) };
        assert_eq!(only_cap.limit(None), Some(7), "a run without a limit has the swarm's");
        assert_eq!(Share::default().limit(Some(3)), Some(3), "a swarm without limits leaves the run's alone");
    }
}
