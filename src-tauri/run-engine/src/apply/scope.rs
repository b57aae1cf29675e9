//! Scopes and their variables.

use crate::broken::Broken;
use crate::event::{ScopeClosing, ScopeCompleted, ScopeFailed, ScopeKind, ScopeOpened, VariableSet};
use crate::ids::ScopeId;
use crate::state::{CompletedInside, RunProgress, Scope};

pub(super) fn opened(progress: &mut RunProgress, event: &ScopeOpened) -> Result<(), Broken> {
    if let Some(parent) = event.parent {
        let parent = progress.scope_mut(parent)?;
        parent.scopes.insert(event.scope);
        parent.instances_begun += u64::from(event.kind == ScopeKind::Iteration);
    }
    if let Some(step) = event.step {
        progress.step_mut(step)?.inside = Some(event.scope);
    }
    progress.next.scope = progress.next.scope.max(event.scope.0 + 1);
    progress.scopes.insert(
        event.scope,
        Scope {
            id: event.scope,
            parent: event.parent,
            kind: event.kind,
            element: event.element.clone(),
            routine: event.routine.clone(),
            step: event.step,
            iteration: event.iteration,
            variables: Default::default(),
            compensations: Vec::new(),
            undoing: None,
            cancelled_by: None,
            branches: Default::default(),
            scopes: Default::default(),
            subscriptions: Default::default(),
            joins: Default::default(),
            activated: Default::default(),
            instances_begun: 0,
            outputs: Default::default(),
            closing: false,
            has_failure: false,
        },
    );
    Ok(())
}

pub(super) fn ended(progress: &mut RunProgress, id: ScopeId) -> Result<Scope, Broken> {
    let scope = progress.scopes.remove(&id).ok_or(Broken::Scope(id))?;
    progress.joining.remove(&id);
    if let Some(parent) = scope.parent {
        progress.scope_mut(parent)?.scopes.remove(&id);
    }
    if let Some(step) = scope.step {
        progress.step_mut(step)?.inside = None;
    }
    if scope.kind == ScopeKind::Process {
        progress.results.extend(scope.variables.clone());
    }
    Ok(scope)
}

pub(super) fn cancelled(progress: &mut RunProgress, id: ScopeId) -> Result<(), Broken> {
    ended(progress, id).map(|_| ())
}

pub(super) fn completed(progress: &mut RunProgress, event: &ScopeCompleted) -> Result<(), Broken> {
    let scope = progress.scope(event.scope)?;
    if let (Some(parent), Some(instance), Some(output)) = (scope.parent, scope.iteration, &event.output) {
        progress.scope_mut(parent)?.outputs.insert(instance, output.clone());
    }
    let scope = ended(progress, event.scope)?;
    // What compensates the activity will see how things were now.
    if let Some(step) = scope.step {
        progress.step_mut(step)?.completed_inside = Some(Box::new(CompletedInside::from(scope)));
    }
    Ok(())
}

pub(super) fn closing(progress: &mut RunProgress, event: &ScopeClosing) -> Result<(), Broken> {
    progress.scope_mut(event.scope)?.closing = true;
    Ok(())
}

pub(super) fn failed(progress: &mut RunProgress, event: &ScopeFailed) -> Result<(), Broken> {
    let scope = ended(progress, event.scope)?;
    // Who compensates fails with what compensates for it; with a step, its branch does.
    if let (Some(_), None, Some(around)) = (scope.undoing, scope.step, scope.parent) {
        progress.scope_mut(around)?.has_failure = true;
    }
    if event.kind == ScopeKind::Process && progress.failure.is_none() {
        progress.failure = Some(event.message.clone());
    }
    Ok(())
}

pub(super) fn variable_set(progress: &mut RunProgress, event: &VariableSet) -> Result<(), Broken> {
    let variables = &mut progress.scope_mut(event.scope)?.variables;
    if let Some(value) = variables.get_mut(&event.name) {
        value.clone_from(&event.value);
    } else {
        variables.insert(event.name.clone(), event.value.clone());
    }
    Ok(())
}
