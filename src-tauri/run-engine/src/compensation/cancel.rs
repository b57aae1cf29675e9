//! A transaction is cancelled (BPMN 2.0.2, 10.3.5): what goes on in it ends, what was completed in it is undone, and it is
//! left over the cancel event at its border.

use routine_model::ElementId;
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::FlowNodeKind;

use super::record::gather;
use super::trigger::{Meant, undo_all};
use crate::broken::Broken;
use crate::event::{ScopeKind, TransactionCancelled};
use crate::ids::{ScopeId, StepId};
use crate::turn::Turn;
use crate::{flow_nodes, scope};

/// Cancels the transaction that a scope is in. Without one, or when it is being undone already, nothing happens.
///
/// A repeated transaction is cancelled as a whole: it is left over one event, so none of its instances may remain.
pub(crate) fn cancel_transaction(turn: &mut Turn<'_>, from: ScopeId, by: &ElementId) -> Result<(), Broken> {
    let Some((id, step)) = find(turn, from)? else { return Ok(()) };
    gather(turn, id)?;
    scope::close_listening(turn, step)?;
    scope::clear(turn, id, Some(by))?;
    let cancelled = turn.state().scope(id)?;
    let (transaction, is_over) = (cancelled.element.clone(), cancelled.compensations.is_empty());
    turn.emit(TransactionCancelled { scope: id, transaction, by: by.clone() })?;
    if is_over {
        return scope::complete_if_over(turn, id);
    }
    undo_all(turn, Meant { from: id, activity: None }, by, None, 0)
}

/// The nearest transaction that goes on, outward within the routine.
fn find(turn: &Turn<'_>, from: ScopeId) -> Result<Option<(ScopeId, StepId)>, Broken> {
    let mut next = Some(from);
    while let Some(id) = next {
        let found = turn.state().scope(id)?;
        match found.kind {
            ScopeKind::Transaction => break,
            ScopeKind::Process | ScopeKind::CalledRoutine => return Ok(None),
            ScopeKind::SubProcess
            | ScopeKind::AdHoc
            | ScopeKind::EventSubProcess
            | ScopeKind::Loop
            | ScopeKind::Iteration
            | ScopeKind::Compensation => next = found.parent,
        }
    }
    let Some(mut id) = next else { return Ok(None) };
    let element = &turn.state().scope(id)?.element;
    while let Some(around) = turn.state().scope(id)?.parent.map(|around| turn.state().scope(around)).transpose()?
        && around.kind.is_repetition()
        && &around.element == element
    {
        id = around.id;
    }
    let transaction = turn.state().scope(id)?;
    let goes_on = transaction.undoing.is_none() && transaction.cancelled_by.is_none();
    Ok(transaction.step.filter(|_| goes_on).map(|step| (id, step)))
}

/// Everything is undone: the branch leaves over the cancel event, and ends where there is none.
pub(crate) fn leave_cancelled(turn: &mut Turn<'_>, id: ScopeId, step: StepId) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    let events = place.graph.boundary_events(&place.node.id).iter().filter_map(|event| place.graph.node(event));
    let event = events.into_iter().find(|event| match &event.kind {
        FlowNodeKind::BoundaryEvent(event) => event.catch.definitions.iter().any(is_cancel),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => false,
    });
    let by = turn.state().scope(id)?.cancelled_by.clone();
    match event {
        Some(event) => flow_nodes::leave_cancelled_over_boundary(turn, step, &event.id),
        None => {
            scope::cancel_branch(turn, place.branch, by.as_ref())?;
            scope::complete_if_over(turn, place.scope)
        }
    }
}

pub(crate) fn is_cancel(definition: &EventDefinition) -> bool {
    matches!(definition, EventDefinition::Cancel)
}
