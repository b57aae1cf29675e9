//! Breakpoints are set and taken away.

use routine_model::ElementId;
use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;

use super::expect_alive;
use crate::Rejection;
use crate::breakpoints::{BreakOn, Breakpoint};
use crate::event::{BreakpointRemoved, BreakpointSet};
use crate::ids::BreakpointId;
use crate::outcome::Actor;
use crate::status::RunStatus;
use crate::turn::Turn;

/// What a breakpoint shall be.
pub(super) struct Wish {
    pub(super) on: BreakOn,
    pub(super) enabled: bool,
    pub(super) once: bool,
}

pub(super) fn set(
    turn: &mut Turn<'_>,
    changed: Option<BreakpointId>,
    Wish { on, enabled, once }: Wish,
    by: Actor,
) -> Result<(), Rejection> {
    expect_not_over(turn)?;
    match &on {
        BreakOn::Before { element } | BreakOn::After { element } if !may_exist(turn, element) => {
            return Err(Rejection::UnknownElement(element.clone()));
        }
        BreakOn::Expression { expression } => {
            Expression::parse_feel(expression).map_err(|error| Rejection::WrongExpression {
                expression: expression.clone(),
                reason: error.to_string(),
            })?;
        }
        BreakOn::Before { .. }
        | BreakOn::After { .. }
        | BreakOn::Error
        | BreakOn::Variable { .. }
        | BreakOn::Entry { .. }
        | BreakOn::CreditsBelow { .. } => {}
    }
    let breakpoints = &turn.state().breakpoints;
    let (id, holds) = match changed {
        None => (BreakpointId(breakpoints.last + 1), false),
        Some(id) => {
            let known = breakpoints.all.get(&id).ok_or(Rejection::UnknownBreakpoint(id))?;
            (id, known.holds && known.on == on)
        }
    };
    Ok(turn.emit(BreakpointSet { breakpoint: Breakpoint { id, on, enabled, once, holds }, by })?)
}

pub(super) fn remove(turn: &mut Turn<'_>, breakpoint: BreakpointId) -> Result<(), Rejection> {
    expect_not_over(turn)?;
    if !turn.state().breakpoints.all.contains_key(&breakpoint) {
        return Err(Rejection::UnknownBreakpoint(breakpoint));
    }
    Ok(turn.emit(BreakpointRemoved { breakpoint })?)
}

fn expect_not_over(turn: &Turn<'_>) -> Result<(), Rejection> {
    if turn.state().status == RunStatus::Scheduled { Ok(()) } else { expect_alive(turn) }
}

/// Whether a routine of the run has such a flow node. One that is called later may have it.
fn may_exist(turn: &Turn<'_>, element: &ElementId) -> bool {
    let calls = |graph: &routine_model::RoutineGraph| {
        graph
            .nodes()
            .any(|node| node.activity().is_some_and(|activity| matches!(activity.kind, ActivityKind::CallActivity(_))))
    };
    turn.graphs().values().any(|graph| graph.node(element).is_some() || calls(graph))
}
