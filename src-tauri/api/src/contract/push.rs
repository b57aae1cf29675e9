//! What a host sends without being asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RoutineSummary, RunSummary, RunUpdate, SwarmSummary, SwarmUpdate};

/// A batch for one subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Push {
    /// The number that the page gave when it subscribed.
    pub subscription: u32,
    /// What is new.
    pub batch: PushBatch,
}

/// What is new, by topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "topic")]
pub enum PushBatch {
    /// A watched run went on.
    Run {
        /// Updates in order.
        updates: Vec<RunUpdate>,
    },
    /// A model in a watched run goes on saying something. What it has said in all comes with the step's record.
    Heard {
        /// The run.
        run_id: String,
        /// The step.
        step_id: String,
        /// Which request of the step.
        call: u32,
        /// The next piece, or all that was said so far.
        text: String,
        /// It is all that was said so far, in place of what was heard before.
        from_start: bool,
    },
    /// Updates of a watched run were lost; watch it again.
    RunGap {
        /// The run.
        run_id: String,
    },
    /// News about a watched list were lost; ask for the list again.
    ListGap,
    /// Runs began or changed.
    Runs {
        /// The lines that are new or changed.
        changed: Vec<RunSummary>,
        /// Runs that are gone.
        removed: Vec<String>,
    },
    /// Files in the project folder were added or changed.
    Library {
        /// The lines that are new or changed.
        changed: Vec<RoutineSummary>,
        /// Paths that are gone.
        removed: Vec<String>,
    },
    /// A watched swarm went on.
    Swarm {
        /// Updates in order.
        updates: Vec<SwarmUpdate>,
    },
    /// Updates of a watched swarm were lost; watch it again.
    SwarmGap {
        /// The swarm.
        swarm_id: String,
    },
    /// Swarms were made or changed.
    Swarms {
        /// The lines that are new or changed.
        changed: Vec<SwarmSummary>,
    },
    /// A file waits to be opened; the page pulls it with `takeOpened`.
    Opened,
}
