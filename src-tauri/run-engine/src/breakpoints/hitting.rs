//! When a breakpoint is hit, and what follows.

use std::collections::BTreeSet;

use routine_model::ElementId;
use routine_model::expression::Expression;

use super::{BreakOn, Breakpoint, watching};
use crate::broken::Broken;
use crate::context::SubroutineContext;
use crate::event::{BreakpointHit, BreakpointRemoved, BreakpointReset, RunEvent, RunStatusChanged};
use crate::expressions::is_true;
use crate::flow_nodes::name_of;
use crate::ids::{BranchId, BreakpointId, ScopeId};
use crate::limits;
use crate::status::{RunStatus, StatusReason};
use crate::turn::Turn;

/// Whether a branch that the next iteration would enter a flow node with has to be looked at first. The run is paused then.
pub(crate) fn stops_before(turn: &mut Turn<'_>) -> Result<bool, Broken> {
    let hits = standing_before(turn);
    if hits.is_empty() {
        return Ok(false);
    }
    stop(turn, hits)?;
    Ok(true)
}

/// What a command has led to is looked through when it has done its work.
pub(crate) fn look_around(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let is_alive = match turn.state().status {
        RunStatus::InProgress | RunStatus::Paused => true,
        RunStatus::Scheduled | RunStatus::Completed | RunStatus::Failed | RunStatus::Cancelled => false,
    };
    if !is_alive || turn.state().breakpoints.enabled().next().is_none() {
        return Ok(());
    }
    let mut hits = happened(turn);
    hits.extend(told(turn));
    hits.extend(became_true(turn)?);
    hits.extend(fell_below(turn)?);
    stop(turn, hits)?;
    // Whoever steps onto a breakpoint has come to it, and going on leaves it.
    if turn.state().status == RunStatus::Paused {
        let hits = standing_before(turn);
        stop(turn, hits)?;
    }
    watching::keep_watching(turn)
}

/// The hits are recorded, the run pauses, and what was to be hit once is gone.
fn stop(turn: &mut Turn<'_>, hits: Vec<BreakpointHit>) -> Result<(), Broken> {
    let Some(message) = hits.first().map(|hit| hit.message.clone()) else { return Ok(()) };
    for hit in hits {
        turn.emit(hit)?;
    }
    let once: Vec<BreakpointId> = (turn.state().breakpoints.all.values())
        .filter(|breakpoint| breakpoint.once)
        .map(|breakpoint| breakpoint.id)
        .collect();
    for breakpoint in once {
        turn.emit(BreakpointRemoved { breakpoint })?;
    }
    if turn.state().status != RunStatus::InProgress {
        return Ok(());
    }
    let (status, reason) = (RunStatus::Paused, Some(StatusReason::Breakpoint));
    turn.emit(RunStatusChanged { status, reason, message: Some(message) })
}

fn standing_before(turn: &Turn<'_>) -> Vec<BreakpointHit> {
    let run = turn.state();
    let befores: Vec<(&Breakpoint, &ElementId)> = (run.breakpoints.enabled())
        .filter_map(|breakpoint| match &breakpoint.on {
            BreakOn::Before { element } => Some((breakpoint, element)),
            BreakOn::After { .. }
            | BreakOn::Error
            | BreakOn::Expression { .. }
            | BreakOn::Variable { .. }
            | BreakOn::Entry { .. }
            | BreakOn::CreditsBelow { .. } => None,
        })
        .collect();
    if befores.is_empty() {
        return Vec::new();
    }
    let waiting = run.ready.iter().filter(|(at, _)| !run.breakpoints.passed.contains(at));
    let hits = waiting.filter_map(|(&at, &branch)| {
        let element = &run.branches.get(&branch)?.element;
        let (breakpoint, _) = befores.iter().find(|(_, wanted)| *wanted == element)?;
        Some(BreakpointHit {
            breakpoint: breakpoint.id,
            element: Some(element.clone()),
            branch: Some(branch),
            ready_at: Some(at),
            message: format!("before {}", named(turn, branch, element)),
        })
    });
    hits.collect()
}

/// Breakpoints on things that happen, with where they have happened in this turn.
fn happened(turn: &Turn<'_>) -> Vec<BreakpointHit> {
    let opened: BTreeSet<ScopeId> = (turn.events().iter())
        .filter_map(|entry| match &entry.event {
            RunEvent::ScopeOpened(opened) => Some(opened.scope),
            _ => None,
        })
        .collect();
    let mut hits: Vec<BreakpointHit> = Vec::new();
    for entry in turn.events() {
        for breakpoint in turn.state().breakpoints.enabled() {
            let known = |element: Option<&ElementId>| {
                hits.iter().any(|hit| hit.breakpoint == breakpoint.id && hit.element.as_ref() == element)
            };
            if let Some(hit) = hit_by(turn, breakpoint, &entry.event, &opened)
                && !known(hit.element.as_ref())
            {
                hits.push(hit);
            }
        }
    }
    hits
}

fn hit_by(
    turn: &Turn<'_>,
    breakpoint: &Breakpoint,
    event: &RunEvent,
    opened: &BTreeSet<ScopeId>,
) -> Option<BreakpointHit> {
    let hit = |branch: Option<BranchId>, element: Option<&ElementId>, message: String| {
        let (breakpoint, element) = (breakpoint.id, element.cloned());
        Some(BreakpointHit { breakpoint, element, branch, ready_at: None, message })
    };
    match (&breakpoint.on, event) {
        (BreakOn::After { element }, RunEvent::StepCompleted(step)) if step.element == *element => {
            hit(Some(step.branch), Some(element), format!("after {}", named(turn, step.branch, element)))
        }
        (BreakOn::After { element }, RunEvent::StepSkipped(step)) if step.element == *element => {
            hit(Some(step.branch), Some(element), format!("after {}", named(turn, step.branch, element)))
        }
        (BreakOn::Error, RunEvent::IncidentRaised(incident)) => {
            let at = named(turn, incident.branch, &incident.element);
            hit(Some(incident.branch), Some(&incident.element), format!("{at} has failed: {}", incident.code))
        }
        (BreakOn::Error, RunEvent::StepFailed(step)) => {
            let at = named(turn, step.branch, &step.element);
            hit(Some(step.branch), Some(&step.element), format!("{at} has failed: {}", step.failure.code))
        }
        (BreakOn::Error, RunEvent::ErrorThrown(thrown)) => {
            hit(None, Some(&thrown.element), format!("{} has thrown an error", thrown.element))
        }
        // What a scope begins with is no change of anything.
        (BreakOn::Variable { name }, RunEvent::VariableSet(set)) if set.name == *name => {
            if opened.contains(&set.scope) {
                return None;
            }
            hit(None, None, format!("the variable {name} has changed"))
        }
        (
            BreakOn::Before { .. }
            | BreakOn::After { .. }
            | BreakOn::Error
            | BreakOn::Expression { .. }
            | BreakOn::Variable { .. }
            | BreakOn::Entry { .. }
            | BreakOn::CreditsBelow { .. },
            _,
        ) => None,
    }
}

/// Breakpoints on expressions that have become true; one that no longer is can be hit again.
fn became_true(turn: &mut Turn<'_>) -> Result<Vec<BreakpointHit>, Broken> {
    let is_change = |event: &RunEvent| matches!(event, RunEvent::VariableSet(_) | RunEvent::BreakpointSet(_));
    let has_changed = turn.events().iter().any(|entry| is_change(&entry.event));
    if !has_changed {
        return Ok(Vec::new());
    }
    let watched: Vec<(BreakpointId, String, bool)> = (turn.state().breakpoints.enabled())
        .filter_map(|breakpoint| match &breakpoint.on {
            BreakOn::Expression { expression } => Some((breakpoint.id, expression.clone(), breakpoint.holds)),
            BreakOn::Before { .. }
            | BreakOn::After { .. }
            | BreakOn::Error
            | BreakOn::Variable { .. }
            | BreakOn::Entry { .. }
            | BreakOn::CreditsBelow { .. } => None,
        })
        .collect();
    let mut hits = Vec::new();
    for (breakpoint, text, held) in watched {
        match (held, is_true_somewhere(turn, &text)) {
            (false, Some(scope)) => {
                let element = turn.state().scope(scope)?.element.clone();
                let message = format!("{text} has become true");
                hits.push(BreakpointHit { breakpoint, element: Some(element), branch: None, ready_at: None, message });
            }
            (true, None) => turn.emit(BreakpointReset { breakpoint })?,
            (true, Some(_)) | (false, None) => {}
        }
    }
    Ok(hits)
}

/// The outermost open scope from which an expression is true. One that says nothing there is not true.
fn is_true_somewhere(turn: &Turn<'_>, text: &str) -> Option<ScopeId> {
    let expression = Expression::parse_feel(text).ok()?;
    let holds = |scope: &ScopeId| {
        is_true(&expression, &SubroutineContext::of_scope(turn.state(), *scope), turn.now()).unwrap_or(false)
    };
    turn.state().scopes.keys().copied().find(holds)
}

/// Breakpoints on credits of which less is left now.
fn fell_below(turn: &mut Turn<'_>) -> Result<Vec<BreakpointHit>, Broken> {
    let left = limits::credits_left(turn.state());
    let watched: Vec<(BreakpointId, bool, bool)> = (turn.state().breakpoints.enabled())
        .filter_map(|breakpoint| match &breakpoint.on {
            BreakOn::CreditsBelow { credits } => {
                Some((breakpoint.id, breakpoint.holds, left.is_some_and(|left| left < *credits)))
            }
            BreakOn::Before { .. }
            | BreakOn::After { .. }
            | BreakOn::Error
            | BreakOn::Expression { .. }
            | BreakOn::Variable { .. }
            | BreakOn::Entry { .. } => None,
        })
        .collect();
    let mut hits = Vec::new();
    for (breakpoint, held, holds) in watched {
        match (held, holds) {
            (false, true) => {
                let message = format!("{} credits are left", left.unwrap_or_default());
                hits.push(BreakpointHit { breakpoint, element: None, branch: None, ready_at: None, message });
            }
            (true, false) => turn.emit(BreakpointReset { breakpoint })?,
            (true, true) | (false, false) => {}
        }
    }
    Ok(hits)
}

/// Entries of the blackboard that the swarm has told something newer about.
fn told(turn: &mut Turn<'_>) -> Vec<BreakpointHit> {
    let keys = turn.take_told();
    let hits = turn.state().breakpoints.enabled().filter_map(|breakpoint| match &breakpoint.on {
        BreakOn::Entry { key } if keys.contains(key) => Some(BreakpointHit {
            breakpoint: breakpoint.id,
            element: None,
            branch: None,
            ready_at: None,
            message: format!("the entry {key} has changed"),
        }),
        BreakOn::Before { .. }
        | BreakOn::After { .. }
        | BreakOn::Error
        | BreakOn::Expression { .. }
        | BreakOn::Variable { .. }
        | BreakOn::Entry { .. }
        | BreakOn::CreditsBelow { .. } => None,
    });
    hits.collect()
}

/// What people call a flow node, where a branch is or was.
fn named(turn: &Turn<'_>, branch: BranchId, element: &ElementId) -> String {
    let scope = turn.state().branches.get(&branch).map(|branch| branch.scope);
    let graph = scope.and_then(|scope| turn.graph_of(scope).ok());
    let here = graph.and_then(|graph| graph.node(element));
    let anywhere = || turn.graphs().values().find_map(|graph| graph.node(element));
    here.or_else(anywhere).map_or_else(|| element.to_string(), name_of)
}
