//! Events about scopes and variables.

use std::collections::BTreeMap;

use routine_model::ElementId;
use run_engine::ScopeId;
use run_engine::event::{
    CompensationBegun, ScopeCancelled, ScopeCompleted, ScopeFailed, ScopeKind, ScopeOpened, VariableSet,
};

use super::step::change_mark;
use super::values::{reference, value_view};
use super::{Changes, Place};
use crate::contract::{ElementMark, RunChange, ScopeView};

pub(super) fn opened(changes: &mut Changes<'_>, event: &ScopeOpened, place: &Place<'_>) {
    changes.make(RunChange::ScopeSet {
        scope: ScopeView {
            id: event.scope.to_string(),
            parent: event.parent.map(|parent| parent.to_string()),
            element: event.element.to_string(),
            element_name: place.graphs.name(Some(&event.routine), &event.element),
            ended: false,
            variables: BTreeMap::new(),
        },
    });
    if has_no_step(event.kind) {
        change_mark(changes, &event.element, |mark| mark.active += 1);
    }
}

pub(super) fn completed(changes: &mut Changes<'_>, event: &ScopeCompleted) {
    close(changes, event.scope, event.kind, &event.element, |mark| mark.completed += 1);
}

pub(super) fn cancelled(changes: &mut Changes<'_>, event: &ScopeCancelled) {
    close(changes, event.scope, event.kind, &event.element, |mark| mark.cancelled += 1);
}

pub(super) fn failed(changes: &mut Changes<'_>, event: &ScopeFailed) {
    close(changes, event.scope, event.kind, &event.element, |mark| mark.failed += 1);
}

fn close(
    changes: &mut Changes<'_>,
    scope: ScopeId,
    kind: ScopeKind,
    element: &ElementId,
    count: impl FnOnce(&mut ElementMark),
) {
    let scope_id = scope.to_string();
    changes.make(if matches!(kind, ScopeKind::Process) {
        RunChange::ScopeEnded { scope_id }
    } else {
        RunChange::ScopeRemoved { scope_id }
    });
    if has_no_step(kind) {
        change_mark(changes, element, |mark| {
            mark.active = mark.active.saturating_sub(1);
            count(mark);
        });
    }
}

/// The marks of other scopes come from the steps that they do the work of.
fn has_no_step(kind: ScopeKind) -> bool {
    match kind {
        ScopeKind::Process | ScopeKind::EventSubProcess => true,
        ScopeKind::SubProcess
        | ScopeKind::Transaction
        | ScopeKind::AdHoc
        | ScopeKind::CalledRoutine
        | ScopeKind::Loop
        | ScopeKind::Iteration
        | ScopeKind::Compensation => false,
    }
}

pub(super) fn compensation_begun(changes: &mut Changes<'_>, event: &CompensationBegun, place: &Place<'_>) {
    for (name, value) in &event.variables {
        changes.make(RunChange::VariableSet {
            scope_id: event.scope.to_string(),
            name: name.clone(),
            value: value_view(value, || reference(place.seq, &["variables", name])),
        });
    }
}

pub(super) fn variable_set(changes: &mut Changes<'_>, event: &VariableSet, place: &Place<'_>) {
    changes.make(RunChange::VariableSet {
        scope_id: event.scope.to_string(),
        name: event.name.clone(),
        value: value_view(&event.value, || reference(place.seq, &["value"])),
    });
}
