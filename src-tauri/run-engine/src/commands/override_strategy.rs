//! How a step is done, said while the run is under way.

use routine_model::ElementId;
use routine_model::graph::settings::StrategySetting;

use super::expect_alive;
use crate::Rejection;
use crate::event::StrategyOverridden;
use crate::ids::StepId;
use crate::outcome::Actor;
use crate::steps;
use crate::turn::Turn;

/// Refused where the routine does not allow it (`allowStrategyOverride="false"`), and for what has no strategy.
pub(super) fn override_with(
    turn: &mut Turn<'_>,
    element: ElementId,
    step: Option<StepId>,
    setting: Option<StrategySetting>,
    by: Actor,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    if let Some(step) = step {
        steps::expect(turn, step)?;
        if turn.state().step(step)?.element != element {
            return Err(Rejection::UnknownStep(step));
        }
    }
    let mut found = turn.graphs().values().filter_map(|graph| Some((graph, graph.node(&element)?))).peekable();
    if found.peek().is_none() {
        return Err(Rejection::NothingWaits(element));
    }
    let is_closed = found.any(|(graph, node)| {
        let process = graph.process_of(&node.container).and_then(|container| container.process.as_ref());
        process.is_some_and(|process| process.settings.forbid_strategy_override)
    });
    if is_closed {
        return Err(Rejection::OverrideRefused(element));
    }
    Ok(turn.emit(StrategyOverridden { element, step, setting, by })?)
}
