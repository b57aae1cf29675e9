//! Completed activities are undone one after the other, in the reverse order of their completion (BPMN 2.0.2, 13.5.5).

use routine_model::ElementId;

use super::record::compensation_start;
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::event::{CompensationBegun, ScopeKind, ScopeOpened};
use crate::ids::ScopeId;
use crate::outcome::{Actor, VariableMap};
use crate::state::{Compensation, Scope, Undoing};
use crate::subscriptions::Payload;
use crate::turn::Turn;
use crate::{flow_nodes, incidents, scope};

/// Whether something is being undone in a scope.
pub(crate) fn goes_on_in(turn: &Turn<'_>, scope: &Scope) -> bool {
    scope.scopes.iter().any(|id| turn.state().scopes.get(id).is_some_and(|inner| inner.undoing.is_some()))
}

/// A scope that undoes something has nothing to do: the next one, or its end.
pub(crate) fn go_on(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let scope = turn.state().scope(id)?;
    let undoes_what_it_holds = match &scope.undoing {
        Some(Undoing::Thrown { .. } | Undoing::Inside { .. }) => true,
        Some(Undoing::Activity { .. }) | None => false,
    };
    match scope.compensations.last() {
        Some(next) if undoes_what_it_holds && !scope.has_failure => {
            let next = Next::of(scope, next);
            undo(turn, id, next)
        }
        Some(_) | None => end(turn, id),
    }
}

/// What is to be undone next.
struct Next {
    activity: ElementId,
    handler: Option<ElementId>,
    variables: VariableMap,
    /// The scope of what ran inside is opened again.
    opened: ScopeOpened,
    is_inside: bool,
}

impl Next {
    fn of(holder: &Scope, next: &Compensation) -> Self {
        let (kind, element, routine) = match &next.inside {
            Some(inside) => (inside.kind, inside.element.clone(), inside.routine.clone()),
            None => (ScopeKind::Compensation, next.activity.clone(), holder.routine.clone()),
        };
        let parent = Some(holder.id);
        Self {
            activity: next.activity.clone(),
            handler: next.handler.clone(),
            variables: next.variables.clone(),
            opened: ScopeOpened { scope: holder.id, parent, kind, element, routine, step: None, iteration: None },
            is_inside: next.inside.is_some(),
        }
    }
}

fn undo(turn: &mut Turn<'_>, from: ScopeId, next: Next) -> Result<(), Broken> {
    let scope = ScopeId(turn.state().next.scope);
    let Next { activity, handler, variables, opened, is_inside } = next;
    turn.emit(ScopeOpened { scope, ..opened })?;
    turn.emit(CompensationBegun { scope, from, activity, handler: handler.clone(), variables })?;
    let Some(handler) = handler else { return go_on(turn, scope) };
    if !is_inside {
        return BranchManager::of(turn).begin(scope, &handler, None).map(|_| ());
    }
    let start = compensation_start(turn.graph_of(scope)?, &handler).ok_or(Broken::Element(handler))?;
    let payload = Payload { variables: VariableMap::new(), by: Actor::Engine };
    flow_nodes::catch_in_event_sub_process(turn, scope, &start.id, payload)
}

/// All is undone, or it could not be.
fn end(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let ended = turn.state().scope(id)?;
    let (step, around, has_failure) = (ended.step, ended.parent, ended.has_failure);
    let definition = match &ended.undoing {
        Some(Undoing::Thrown { definition }) => *definition,
        Some(Undoing::Inside { .. } | Undoing::Activity { .. }) | None => 0,
    };
    let element = ended.element.clone();
    scope::end(turn, id, None)?;
    match (step, around) {
        (Some(step), _) if has_failure => {
            let place = turn.place_of_step(step)?;
            incidents::fail_branch(turn, place, Some(step), scope::branch_failed(&element))
        }
        (Some(step), _) => flow_nodes::throw_on(turn, step, definition + 1),
        (None, Some(around)) => scope::complete_if_over(turn, around),
        (None, None) => Ok(()),
    }
}
