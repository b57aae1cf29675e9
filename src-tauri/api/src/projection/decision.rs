//! Events about path decisions.

use run_engine::event::{PathAdvice, PathDecided, PathDecisionAsked, PathDecisionLeft, PathOption};
use run_engine::{Actor, DecisionId};

use super::{Changes, Place, branch};
use crate::contract::{self, DecisionOption, DecisionView, PathReason, RunChange, WaitingOn};

pub(super) fn asked(changes: &mut Changes<'_>, event: &PathDecisionAsked, place: &Place<'_>) {
    let decision_id = event.decision.to_string();
    changes.make(RunChange::DecisionSet {
        decision: DecisionView {
            id: decision_id.clone(),
            branch_id: event.branch.to_string(),
            element: event.element.to_string(),
            element_name: place.name(None, &event.element),
            several: event.several,
            options: event.options.iter().map(|option| view_of(option, place)).collect(),
        },
    });
    branch::wait(changes, event.branch, WaitingOn::Decision { decision_id });
}

fn view_of(option: &PathOption, place: &Place<'_>) -> DecisionOption {
    let flow = place.graphs.flow(&option.flow);
    DecisionOption {
        flow_id: option.flow.to_string(),
        name: flow.and_then(|flow| flow.name.clone()),
        target: flow.map(|flow| flow.target.to_string()).unwrap_or_default(),
        target_name: flow.and_then(|flow| place.name(None, &flow.target)),
        condition: flow.and_then(|flow| flow.condition.as_ref()).map(|condition| condition.source().to_owned()),
        holds: option.condition,
        default: option.is_default,
    }
}

pub(super) fn decided(changes: &mut Changes<'_>, event: &PathDecided) {
    if let Some(because) = &event.because {
        let flow_ids = event.flows.iter().map(ToString::to_string).collect();
        let by_model = event.by == Actor::Execution;
        let advice = event.advice.as_ref().map(advice_view);
        explain(changes, event.decision, PathReason { flow_ids, because: because.clone(), by_model, advice });
    }
    changes.make(RunChange::DecisionRemoved { decision_id: event.decision.to_string() });
    branch::go_on(changes, event.branch);
}

/// A model that was asked could not decide; a person may.
pub(super) fn left(changes: &mut Changes<'_>, event: &PathDecisionLeft) {
    let advice = event.advice.as_ref().map(advice_view);
    let reason = PathReason { flow_ids: Vec::new(), because: event.reason.clone(), by_model: true, advice };
    explain(changes, event.decision, reason);
}

fn advice_view(advice: &PathAdvice) -> contract::PathAdvice {
    contract::PathAdvice { model: advice.model.clone(), scripted: advice.scripted, credits: advice.credits.to_string() }
}

fn explain(changes: &mut Changes<'_>, decision: DecisionId, reason: PathReason) {
    let id = decision.to_string();
    let Some(found) = changes.view.decisions.iter().find(|decision| decision.id == id) else { return };
    let element = found.element.clone();
    changes.make(RunChange::ReasonSet { element, reason });
}
