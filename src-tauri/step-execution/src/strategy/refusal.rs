//! Strategies from outside that a routine does not take.

use routine_model::graph::container::Container;
use routine_model::{ElementId, RoutineGraph};
use run_engine::RunConfig;
use serde::{Deserialize, Serialize};

use super::chain::StrategySource;

/// The code of [`OverrideRefused`].
pub const STRATEGY_OVERRIDE_REFUSED: &str = "strategy-override-refused";

/// An override from outside that a routine does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[error("the routine has allowStrategyOverride=\"false\": it takes no strategy from outside")]
pub struct OverrideRefused {
    /// The activity; the routine, where it is about all of it.
    pub element: ElementId,
    /// Where it came from.
    pub from: StrategySource,
}

/// What of a run's configuration its routines do not take; asked before a run starts.
#[must_use]
pub fn refused_overrides(graph: &RoutineGraph, config: &RunConfig) -> Vec<OverrideRefused> {
    let closed = |container: &Container| {
        container.process.as_ref().is_some_and(|process| process.settings.forbid_strategy_override)
    };
    let whole = graph.processes().iter().filter(|id| graph.container(id).is_some_and(closed));
    let defaults = whole.filter(|_| config.default_strategy.is_some());
    let defaults = defaults.map(|id| OverrideRefused { element: id.clone(), from: StrategySource::SwarmDefault });
    let of_closed = |id: &&ElementId| {
        let process = graph.node(id).and_then(|node| graph.process_of(&node.container));
        process.is_some_and(closed)
    };
    let elements = config.strategies.keys().filter(of_closed);
    let elements = elements.map(|id| OverrideRefused { element: id.clone(), from: StrategySource::ElementOverride });
    defaults.chain(elements).collect()
}
