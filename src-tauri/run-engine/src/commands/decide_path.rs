//! Path decisions that somebody makes.

use routine_model::ElementId;
use routine_model::graph::flow_node::SequenceFlow;

use super::expect_alive;
use crate::Rejection;
use crate::broken::Broken;
use crate::event::{PathDecided, PathDecisionLeft, RunConfigured};
use crate::flow_nodes;
use crate::ids::DecisionId;
use crate::outcome::Actor;
use crate::status::RunStatus;
use crate::steps;
use crate::turn::Turn;

pub(super) fn decide(
    turn: &mut Turn<'_>,
    id: DecisionId,
    flows: &[ElementId],
    by: Actor,
    because: Option<String>,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let decision = turn.state().decisions.get(&id).ok_or(Rejection::UnknownDecision(id))?;
    let wrong = |reason: String| Rejection::WrongChoice { decision: id, reason };
    if flows.is_empty() {
        return Err(wrong("no flow is chosen".to_owned()));
    }
    if flows.len() > 1 && !decision.several {
        return Err(wrong("only one flow can be chosen".to_owned()));
    }
    if let Some(stranger) = flows.iter().find(|flow| !decision.options.iter().any(|option| &option.flow == *flow)) {
        return Err(wrong(format!("{stranger} is none of the options")));
    }
    Ok(settle(turn, id, flows, by, because)?)
}

/// Whoever was asked cannot decide. The decision stays, for a person.
pub(super) fn leave(turn: &mut Turn<'_>, id: DecisionId, reason: String) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let branch = turn.state().decisions.get(&id).ok_or(Rejection::UnknownDecision(id))?.branch;
    Ok(turn.emit(PathDecisionLeft { decision: id, branch, reason })?)
}

/// From now on a gateway takes these flows; one that waits for a decision takes them at once.
pub(super) fn choose(turn: &mut Turn<'_>, element: ElementId, flows: Vec<ElementId>) -> Result<(), Rejection> {
    if turn.state().status != RunStatus::Scheduled {
        expect_alive(turn)?;
    }
    let mut config = turn.state().config.clone();
    config.choices.insert(element.clone(), flows.clone());
    turn.emit(RunConfigured { config })?;
    let waiting: Vec<DecisionId> =
        turn.state().decisions.values().filter(|decision| decision.element == element).map(|it| it.id).collect();
    for decision in waiting {
        settle(turn, decision, &flows, Actor::Scenario, None)?;
    }
    Ok(())
}

fn settle(
    turn: &mut Turn<'_>,
    id: DecisionId,
    flows: &[ElementId],
    by: Actor,
    because: Option<String>,
) -> Result<(), Broken> {
    let branch = turn.state().decisions.get(&id).ok_or(Broken::Decision(id))?.branch;
    let place = turn.place_of(branch)?;
    let Some(step) = turn.state().branch(branch)?.step else { return Err(Broken::Branch(branch)) };
    // Somebody may have been faster than a model that was asked, too.
    steps::give_up_requests(turn, step)?;
    turn.emit(PathDecided { decision: id, branch, flows: flows.to_vec(), by, because })?;
    let ways: Vec<&SequenceFlow> = flows.iter().filter_map(|flow| place.graph.flow(flow)).collect();
    flow_nodes::decided_at_gateway(turn, place, step, &ways)
}
