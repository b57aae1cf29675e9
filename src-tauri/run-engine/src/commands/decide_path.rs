//! Path decisions that somebody makes.

use routine_model::graph::flow_node::SequenceFlow;
use routine_model::{Credits, ElementId};

use super::expect_alive;
use crate::broken::Broken;
use crate::config::PathSelectionMode;
use crate::effect::RunEffect;
use crate::event::{PathAdvice, PathDecided, PathDecisionLeft, PathDecisionReturned, RunConfigured};
use crate::ids::{DecisionId, StepId};
use crate::outcome::Actor;
use crate::record::{Money, StepRecord};
use crate::state::PathDecision;
use crate::status::RunStatus;
use crate::turn::Turn;
use crate::{Rejection, flow_nodes, limits, steps};

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

/// Whoever was asked cannot decide. The decision stays, for a person; where credits were lacking, until they are there.
pub(super) fn leave(
    turn: &mut Turn<'_>,
    id: DecisionId,
    reason: String,
    needed: Option<Credits>,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let branch = turn.state().decisions.get(&id).ok_or(Rejection::UnknownDecision(id))?.branch;
    let advice = turn.state().branch(branch)?.step.and_then(|step| advice_of(turn, step));
    Ok(turn.emit(PathDecisionLeft { decision: id, branch, reason, needed, advice })?)
}

/// Asks the model once more for decisions that were left for want of credits, as soon as there are enough of them.
pub(super) fn ask_again(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let run = turn.state();
    if run.status != RunStatus::InProgress || run.config.path_selection != PathSelectionMode::Model {
        return Ok(());
    }
    let is_there = |decision: &PathDecision| {
        let step = run.branches.get(&decision.branch).and_then(|branch| run.steps.get(&branch.step?));
        let left = |step| limits::credits_left_for(run, step);
        decision.needed.is_some_and(|needed| step.is_some_and(|step| left(step).is_none_or(|left| needed <= left)))
    };
    let back: Vec<_> =
        run.decisions.values().filter(|open| is_there(open)).map(|open| (open.id, open.branch)).collect();
    for (decision, branch) in back {
        turn.emit(PathDecisionReturned { decision, branch })?;
        turn.ask(RunEffect::AskPathDecision { decision, by_model: true });
    }
    Ok(())
}

/// From now on a gateway takes these flows; one that waits for a decision takes them at once.
pub(super) fn choose(turn: &mut Turn<'_>, element: ElementId, flows: Vec<ElementId>) -> Result<(), Rejection> {
    if turn.state().status != RunStatus::Scheduled {
        expect_alive(turn)?;
    }
    let mut config = Box::new(turn.state().config.clone());
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
    let advice = (by == Actor::Execution).then(|| advice_of(turn, step)).flatten();
    turn.emit(PathDecided { decision: id, branch, flows: flows.to_vec(), by, because, advice })?;
    let ways: Vec<&SequenceFlow> = flows.iter().filter_map(|flow| place.graph.flow(flow)).collect();
    flow_nodes::decided_at_gateway(turn, place, step, &ways)
}

/// The model that was asked last on the record of a gateway's step, and what the step's questions have cost.
fn advice_of(turn: &Turn<'_>, step: StepId) -> Option<PathAdvice> {
    let record = &turn.state().steps.get(&step)?.record;
    let (model, scripted) = record.iter().rev().find_map(|record| match &**record {
        StepRecord::ModelAsked { model, scripted, .. } => Some((model.clone(), *scripted)),
        _ => None,
    })?;
    let paid = record.iter().filter_map(|record| match record.money() {
        Money::Settle(_, credits) => Some(credits),
        Money::Reserve(..) | Money::None => None,
    });
    let credits = paid.fold(Credits::default(), |sum, credits| sum.checked_add(credits).unwrap_or(sum));
    Some(PathAdvice { model, scripted, credits })
}
