//! Call activities (BPMN 2.0.2, 10.3.6): another routine runs inside the step, with variables of its own.

use std::sync::Arc;

use routine_model::graph::activity::{Activity, ActivityKind, CallActivity};
use routine_model::{ElementId, RoutineGraph};
use serde_json::Value;

use super::{approval, prepare, task};
use crate::broken::Broken;
use crate::command::LoadedRoutine;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::data_flow::variables_for_call;
use crate::effect::RunEffect;
use crate::event::{IncidentStage, RoutinePinned, ScopeKind};
use crate::expressions::evaluate;
use crate::ids::{RoutineVersion, ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::{FailureKind, StepFailure};
use crate::scope::{self, NewScope, plain_starts};
use crate::status::WaitReason;
use crate::subscriptions::listeners_of_scope;
use crate::turn::{Place, Turn};
use crate::unsupported::unsupported;
use crate::{incidents, steps};

/// How deep calls may nest; a routine that calls itself without end is stopped here.
const DEEPEST: usize = 100;

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    if turn.state().config.mode == RunMode::TokenGame || turn.state().config.wait_at.contains(&place.node.id) {
        return task::enter(turn, place, activity);
    }
    match prepare(turn, place, activity) {
        Ok(prepared) if approval::is_asked_for(turn, activity) => task::begin(turn, place, prepared),
        Ok(prepared) => {
            let step = prepared.begin(turn, place, steps::Turnstile::Open)?;
            call(turn, place, step)
        }
        Err(trouble) => incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    }
}

/// Finds the routine and opens it, or has it loaded first.
pub(crate) fn call<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    let process = match called_process(turn, place, step) {
        Ok(process) => process,
        Err(trouble) => return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    };
    let own = turn.state().scope(place.scope)?.routine.clone();
    if is_process(place.graph, &process) {
        return open(turn, place, step, &process, own);
    }
    if let Some(pinned) = turn.state().pinned.get(&process).map(|routine| routine.version.clone())
        && turn.graphs().contains_key(&pinned)
    {
        return open(turn, place, step, &process, pinned);
    }
    let process = process.to_string();
    steps::wait(turn, place, step, WaitReason::Routine { process: process.clone() })?;
    turn.ask(RunEffect::LoadRoutine { step, process });
    Ok(())
}

fn is_process(graph: &RoutineGraph, id: &ElementId) -> bool {
    graph.container(id).is_some_and(|container| container.parent.is_none())
}

fn called_process(turn: &Turn<'_>, place: Place<'_>, step: StepId) -> Result<ElementId, Trouble> {
    let trouble = |message: String| Trouble { code: "call".to_owned(), message };
    let called = call_of(place).and_then(|call| call.called.as_ref());
    let called = called.ok_or_else(|| trouble(format!("{} does not say what it calls", place.node.id)))?;
    if depth(turn, place.scope) >= DEEPEST {
        return Err(trouble(format!("calls are nested more than {DEEPEST} deep")));
    }
    let context = SubroutineContext::of_step(turn.state(), step)
        .unwrap_or_else(|| SubroutineContext::of_scope(turn.state(), place.scope));
    match evaluate(called, &context, turn.now())? {
        Value::String(id) if !id.is_empty() => Ok(ElementId::from(id)),
        other => Err(trouble(format!("`{called}` names no routine, but gives {other}"))),
    }
}

fn depth(turn: &Turn<'_>, scope: ScopeId) -> usize {
    let parent_of = |id: &ScopeId| turn.state().scopes.get(id).and_then(|scope| scope.parent);
    let around = std::iter::successors(Some(scope), parent_of).filter_map(|id| turn.state().scopes.get(&id));
    around.filter(|scope| scope.kind == ScopeKind::CalledRoutine).count()
}

fn call_of<'g>(place: Place<'g>) -> Option<&'g CallActivity> {
    match place.node.activity().map(|activity| &activity.kind) {
        Some(ActivityKind::CallActivity(call)) => Some(call),
        _ => None,
    }
}

/// The host has loaded the routine, or says why it cannot.
pub(crate) fn loaded(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    result: Result<LoadedRoutine, String>,
) -> Result<(), Broken> {
    match result {
        Err(message) => {
            let trouble = Trouble { code: "call".to_owned(), message };
            incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into())
        }
        Ok(LoadedRoutine { routine, process, .. }) => {
            let version = routine.version.clone();
            if !turn.state().pinned.contains_key(&process) {
                turn.emit(RoutinePinned { step, process: process.clone(), routine })?;
            }
            open(turn, place, step, &process, version)
        }
    }
}

fn open(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    process: &ElementId,
    version: RoutineVersion,
) -> Result<(), Broken> {
    let graph = turn.graphs().get(&version).map(Arc::as_ref).ok_or_else(|| Broken::Routine(version.clone()))?;
    let starts = plain_starts(graph, process);
    let missing = unsupported(graph, Some(process), &turn.state().config);
    if let Some(first) = missing.first() {
        let message = format!("{process} cannot run: {} ({})", first.element, first.reason);
        return report(turn, place, step, message);
    }
    if starts.is_empty() {
        return report(turn, place, step, format!("{process} has no plain start event"));
    }
    let Some(call) = call_of(place) else { return Err(Broken::Element(place.node.id.clone())) };
    let variables = match variables_for_call(turn, place, step, call, (graph, process)) {
        Ok(variables) => variables,
        Err(trouble) => return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    };
    let context = SubroutineContext::of_new_scope(turn.state(), None, &variables);
    let listeners = match listeners_of_scope(graph, process, &context, turn.now()) {
        Ok(listeners) => listeners,
        Err(trouble) => return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    };
    steps::wait(turn, place, step, WaitReason::Inside)?;
    scope::open(
        turn,
        NewScope {
            parent: Some(place.scope),
            kind: ScopeKind::CalledRoutine,
            element: process,
            routine: version,
            step: Some(step),
            iteration: None,
            variables,
            listeners,
            starts: &starts,
        },
    )?;
    Ok(())
}

fn report(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, message: String) -> Result<(), Broken> {
    let failure = StepFailure {
        kind: FailureKind::Technical,
        code: "call".to_owned(),
        message,
        retryable: false,
        variables: Default::default(),
    };
    incidents::report(turn, place, Some(step), IncidentStage::Doing, failure)
}
