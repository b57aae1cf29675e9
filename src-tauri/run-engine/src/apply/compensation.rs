//! Compensation and cancelled transactions.

use routine_model::ElementId;

use super::At;
use crate::broken::Broken;
use crate::event::{
    CompensationBegun, CompensationGathered, CompensationRecorded, CompensationTriggered, ScopeKind,
    TransactionCancelled,
};
use crate::ids::ScopeId;
use crate::outcome::VariableMap;
use crate::state::{Compensation, CompletedInside, RunProgress, Undoing};

pub(super) fn recorded(progress: &mut RunProgress, event: &CompensationRecorded, at: At) -> Result<(), Broken> {
    let variables = variables_of(progress, event)?;
    let step = progress.step_mut(event.step)?;
    let inside = if event.with_inside { step.completed_inside.take() } else { None };
    let (activity, handler) = (event.activity.clone(), event.handler.clone());
    let compensation = Compensation { activity, handler, variables, inside, completed_at: at.seq };
    progress.scope_mut(event.scope)?.compensations.push(compensation);
    Ok(())
}

/// The activity's own variables: those of what ran inside before its inputs before those of its turn or instance.
fn variables_of(progress: &RunProgress, event: &CompensationRecorded) -> Result<VariableMap, Broken> {
    let step = progress.step(event.step)?;
    // The whole of a repeated activity has nothing that one of its instances would see.
    let is_whole = step.completed_inside.as_ref().is_some_and(|inside| inside.kind == ScopeKind::Loop);
    if is_whole {
        return Ok(VariableMap::new());
    }
    let mut variables = variables_of_instance(progress, step.scope, &event.activity)?;
    variables.extend(step.inputs.clone());
    variables.extend(step.completed_inside.iter().flat_map(|inside| inside.variables.clone()));
    Ok(variables)
}

/// What one turn or instance of a repeated activity has of its own.
fn variables_of_instance(progress: &RunProgress, scope: ScopeId, activity: &ElementId) -> Result<VariableMap, Broken> {
    let mut variables = VariableMap::new();
    let mut next = Some(scope);
    while let Some(id) = next {
        let scope = progress.scope(id)?;
        let is_instance = scope.kind.is_repetition() && &scope.element == activity;
        if !is_instance {
            break;
        }
        for (name, value) in &scope.variables {
            variables.entry(name.clone()).or_insert_with(|| value.clone());
        }
        next = scope.parent;
    }
    Ok(variables)
}

pub(super) fn gathered(progress: &mut RunProgress, event: &CompensationGathered) -> Result<(), Broken> {
    let from = progress.scope_mut(event.from)?;
    let inside = CompletedInside {
        kind: from.kind,
        element: from.element.clone(),
        routine: from.routine.clone(),
        variables: from.variables.clone(),
        compensations: std::mem::take(&mut from.compensations),
    };
    let compensation = Compensation {
        activity: event.activity.clone(),
        handler: None,
        variables: inside.variables.clone(),
        completed_at: inside.compensations.last().map_or(0, |last| last.completed_at),
        inside: Some(Box::new(inside)),
    };
    let remembered = &mut progress.scope_mut(event.scope)?.compensations;
    let place = remembered.partition_point(|other| other.completed_at <= compensation.completed_at);
    remembered.insert(place, compensation);
    Ok(())
}

pub(super) fn triggered(progress: &mut RunProgress, event: &CompensationTriggered) -> Result<(), Broken> {
    let remembered = std::mem::take(&mut progress.scope_mut(event.from)?.compensations);
    let is_meant = |one: &Compensation| event.activity.as_ref().is_none_or(|activity| &one.activity == activity);
    let (undone, kept) = remembered.into_iter().partition(is_meant);
    progress.scope_mut(event.from)?.compensations = kept;
    let scope = progress.scope_mut(event.scope)?;
    scope.compensations = undone;
    scope.undoing = Some(Undoing::Thrown { definition: event.definition });
    Ok(())
}

pub(super) fn begun(progress: &mut RunProgress, event: &CompensationBegun) -> Result<(), Broken> {
    let next = progress.scope_mut(event.from)?.compensations.pop().ok_or(Broken::Scope(event.from))?;
    let scope = progress.scope_mut(event.scope)?;
    scope.variables.clone_from(&event.variables);
    scope.compensations = next.inside.map(|inside| inside.compensations).unwrap_or_default();
    let activity = event.activity.clone();
    scope.undoing = Some(match event.handler {
        Some(_) => Undoing::Activity { activity },
        None => Undoing::Inside { activity },
    });
    Ok(())
}

pub(super) fn transaction_cancelled(progress: &mut RunProgress, event: &TransactionCancelled) -> Result<(), Broken> {
    progress.scope_mut(event.scope)?.cancelled_by = Some(event.by.clone());
    Ok(())
}
