//! Somebody does something to a run beside what its routine says: all of it, or nothing.
//!
//! Whoever calls works on a copy of the run, so that what is refused half-way leaves no trace.

mod branches;
mod places;
mod steps_again;

use super::{expect_alive, set_variable};
use crate::Rejection;
use crate::event::Intervened;
use crate::interventions::Intervention;
use crate::outcome::Actor;
use crate::turn::Turn;

pub(super) fn intervene(
    turn: &mut Turn<'_>,
    interventions: Vec<Intervention>,
    expected_seq: Option<u64>,
    by: &Actor,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    expect_seen(turn, expected_seq)?;
    if interventions.is_empty() {
        return Err(refused("there is nothing to do"));
    }
    for (index, intervention) in interventions.into_iter().enumerate() {
        act(turn, intervention, by).map_err(|rejection| match rejection {
            Rejection::Broken(broken) => Rejection::Broken(broken),
            other => Rejection::InterventionRefused { index, reason: other.to_string() },
        })?;
    }
    Ok(())
}

/// Refuses what was thought out before something else happened.
pub(super) fn expect_seen(turn: &Turn<'_>, expected: Option<u64>) -> Result<(), Rejection> {
    let current = turn.state().seq;
    match expected {
        Some(expected) if expected != current => Err(Rejection::Stale { expected, current }),
        Some(_) | None => Ok(()),
    }
}

fn act(turn: &mut Turn<'_>, intervention: Intervention, by: &Actor) -> Result<(), Rejection> {
    // What came before in the same list may have ended the run.
    expect_alive(turn)?;
    let done = Intervened { intervention: intervention.clone(), by: by.clone() };
    match intervention {
        Intervention::SetVariable { scope, name, value } => {
            turn.emit(done)?;
            set_variable::set(turn, scope, name, value)
        }
        Intervention::SkipStep { branch } => steps_again::skip(turn, branch, done),
        Intervention::RetryStep { branch, strategy } => steps_again::retry(turn, branch, strategy, done),
        Intervention::MoveBranch { branch, element } => branches::relocate(turn, branch, &element, done),
        Intervention::AddBranch { element, scope } => branches::add(turn, &element, scope, done),
        Intervention::CancelBranch { branch } => branches::cancel(turn, branch, done),
    }
}

fn refused(reason: impl Into<String>) -> Rejection {
    Rejection::InterventionRefused { index: 0, reason: reason.into() }
}
