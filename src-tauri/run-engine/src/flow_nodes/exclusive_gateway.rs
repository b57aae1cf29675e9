//! Exclusive gateways (BPMN 2.0.2, 10.6.2): every branch passes by itself, over one way out.

use routine_model::graph::flow_node::SequenceFlow;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::config::PathSelectionMode;
use crate::effect::RunEffect;
use crate::event::{IncidentStage, PathDecisionAsked};
use crate::ids::{DecisionId, StepId};
use crate::outcome::{Actor, VariableMap};
use crate::path_selection::{PathSelection, PathSelectionHandler};
use crate::turn::{Place, Turn};
use crate::{incidents, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>) -> Result<(), Broken> {
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    choose(turn, place, step)
}

/// Looks at the ways out and takes one, or asks.
pub(super) fn choose<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    let selected = PathSelectionHandler::of(turn).select(place);
    match selected {
        Ok(None) => go(turn, place, step, &[]),
        Ok(Some(PathSelection::Take(flow))) => go(turn, place, step, &[flow]),
        Ok(Some(PathSelection::Ask(options))) => {
            let decision = DecisionId(turn.state().next.decision);
            turn.emit(PathDecisionAsked {
                decision,
                branch: place.branch,
                element: place.node.id.clone(),
                options,
                several: false,
            })?;
            let by_model = turn.state().config.path_selection == PathSelectionMode::Model;
            turn.ask(RunEffect::AskPathDecision { decision, by_model });
            Ok(())
        }
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

/// Somebody has decided.
pub(crate) fn decided(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    flows: &[&SequenceFlow],
) -> Result<(), Broken> {
    go(turn, place, step, flows)
}

fn go(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, flows: &[&SequenceFlow]) -> Result<(), Broken> {
    steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
    BranchManager::of(turn).advance(place, flows)
}
