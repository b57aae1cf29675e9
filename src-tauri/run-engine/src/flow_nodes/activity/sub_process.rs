//! Embedded sub-processes (BPMN 2.0.2, 10.3.5): a scope inside the step.

use routine_model::ElementId;
use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};

use super::{approval, prepare, task};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::data_flow::own_variables;
use crate::event::{IncidentStage, ScopeKind};
use crate::ids::{ScopeId, StepId};
use crate::outcome::VariableMap;
use crate::scope::{self, NewScope, plain_starts};
use crate::status::WaitReason;
use crate::subscriptions::listeners_of_scope;
use crate::turn::{Place, Turn};
use crate::{incidents, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    let mut prepared = match prepare(turn, place, activity) {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    if approval::is_asked_for(turn, activity) {
        return task::begin(turn, place, prepared);
    }
    let variables = std::mem::take(&mut prepared.inputs);
    let step = prepared.begin(turn, place, steps::Turnstile::Open)?;
    steps::wait(turn, place, step, WaitReason::Inside)?;
    open_inside(turn, place, step, variables, &plain_starts(place.graph, &place.node.id))
}

/// Opens the scope of a sub-process's step.
pub(crate) fn open_inside(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    mut variables: VariableMap,
    starts: &[ElementId],
) -> Result<(), Broken> {
    if turn.state().config.mode == RunMode::Data {
        for (name, value) in own_variables(place.graph, &place.node.id) {
            variables.entry(name).or_insert(value);
        }
    }
    let context = SubroutineContext::of_new_scope(turn.state(), Some(place.scope), &variables);
    let listeners = match listeners_of_scope(place.graph, &place.node.id, &context, turn.now()) {
        Ok(listeners) => listeners,
        Err(trouble) => return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    };
    let routine = turn.state().scope(place.scope)?.routine.clone();
    scope::open(
        turn,
        NewScope {
            parent: Some(place.scope),
            kind: kind_of(place),
            element: &place.node.id,
            routine,
            step: Some(step),
            iteration: None,
            variables,
            listeners,
            starts,
        },
    )?;
    Ok(())
}

fn kind_of(place: Place<'_>) -> ScopeKind {
    match place.node.activity().map(|activity| &activity.kind) {
        Some(ActivityKind::SubProcess(SubProcess::Event)) => ScopeKind::EventSubProcess,
        Some(ActivityKind::SubProcess(SubProcess::Transaction)) => ScopeKind::Transaction,
        Some(ActivityKind::SubProcess(SubProcess::AdHoc(_))) => ScopeKind::AdHoc,
        Some(
            ActivityKind::SubProcess(SubProcess::Embedded)
            | ActivityKind::AbstractTask
            | ActivityKind::UserTask(_)
            | ActivityKind::ManualTask
            | ActivityKind::ServiceTask
            | ActivityKind::ScriptTask
            | ActivityKind::BusinessRuleTask
            | ActivityKind::SendTask(_)
            | ActivityKind::ReceiveTask { .. }
            | ActivityKind::CallActivity(_),
        )
        | None => ScopeKind::SubProcess,
    }
}

/// After trouble: what is inside is looked at again, or opened.
pub(crate) fn retry(turn: &mut Turn<'_>, place: Place<'_>, step: StepId) -> Result<(), Broken> {
    steps::wait(turn, place, step, WaitReason::Inside)?;
    let inside: Option<ScopeId> = turn.state().step(step)?.inside;
    match inside {
        Some(inside) => scope::complete_if_over(turn, inside),
        None if kind_of(place) == ScopeKind::AdHoc => super::ad_hoc::open_again(turn, place, step),
        None => {
            let variables = turn.state().step(step)?.inputs.clone();
            open_inside(turn, place, step, variables, &plain_starts(place.graph, &place.node.id))
        }
    }
}
