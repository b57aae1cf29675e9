//! Events about breakpoints.

use run_engine::event::{BreakpointHit, BreakpointRemoved, BreakpointSet};

use super::{Changes, Place};
use crate::contract::{BreakOn, BreakpointHitView, BreakpointView, RunChange, RunStatus};

/// What a breakpoint stands for, in the words of screens.
fn break_on(on: &run_engine::BreakOn) -> BreakOn {
    use run_engine::BreakOn as On;
    match on {
        On::Before { element } => BreakOn::Before { element: element.to_string() },
        On::After { element } => BreakOn::After { element: element.to_string() },
        On::Error => BreakOn::Error,
        On::Expression { expression } => BreakOn::Expression { expression: expression.clone() },
        On::Variable { name } => BreakOn::Variable { name: name.clone() },
        On::Entry { key } => BreakOn::Entry { key: key.clone() },
        On::CreditsBelow { credits } => BreakOn::CreditsBelow { credits: credits.to_string() },
    }
}

/// A breakpoint in the words of screens.
pub(crate) fn breakpoint_view(breakpoint: &run_engine::Breakpoint) -> BreakpointView {
    BreakpointView {
        id: breakpoint.id.to_string(),
        on: break_on(&breakpoint.on),
        enabled: breakpoint.enabled,
        once: breakpoint.once,
    }
}

pub(super) fn set(changes: &mut Changes<'_>, event: &BreakpointSet) {
    changes.make(RunChange::BreakpointSet { breakpoint: breakpoint_view(&event.breakpoint) });
}

pub(super) fn removed(changes: &mut Changes<'_>, event: &BreakpointRemoved) {
    changes.make(RunChange::BreakpointRemoved { breakpoint_id: event.breakpoint.to_string() });
}

pub(super) fn hit(changes: &mut Changes<'_>, event: &BreakpointHit, place: &Place<'_>) {
    let id = event.breakpoint.to_string();
    let Some(known) = changes.view.breakpoints.iter().find(|known| known.id == id) else { return };
    let scope = event.branch.and_then(|branch| {
        let branch = branch.to_string();
        changes.view.branches.iter().find(|known| known.id == branch)?.scope_id.parse().ok().map(run_engine::ScopeId)
    });
    let hit = BreakpointHitView {
        on: known.on.clone(),
        breakpoint_id: id,
        element: event.element.as_ref().map(ToString::to_string),
        element_name: event.element.as_ref().and_then(|element| place.name(scope, element)),
        branch_id: event.branch.map(|branch| branch.to_string()),
        seq: place.seq,
    };
    let hits = changes.view.hits.iter().cloned().chain([hit]).collect();
    changes.make(RunChange::HitsSet { hits });
}

/// Nothing holds a run that goes on.
pub(super) fn goes_on(changes: &mut Changes<'_>) {
    if !changes.view.hits.is_empty() {
        changes.make(RunChange::HitsSet { hits: Vec::new() });
    }
}

/// A step that begins in a paused run is one that somebody asked for.
pub(super) fn steps(changes: &mut Changes<'_>) {
    if changes.view.status == RunStatus::Paused {
        goes_on(changes);
    }
}
