//! The run's swarm has answered.

use crate::Rejection;
use crate::event::SwarmAnswered;
use crate::ids::SwarmAskId;
use crate::run_end;
use crate::status::{RunStatus, StatusReason};
use crate::swarm_asks::{SwarmAnswer, SwarmRequest};
use crate::turn::Turn;

/// Takes an answer down and goes on with it. It may come when the run is over: that it has left is the last thing a run
/// hears.
pub(super) fn answered(turn: &mut Turn<'_>, ask: SwarmAskId, answer: SwarmAnswer) -> Result<(), Rejection> {
    let open = turn.state().swarm.as_ref().and_then(|swarm| swarm.asks.get(&ask));
    let open = open.ok_or(Rejection::UnknownAsk(ask))?.clone();
    if !answer.fits(&open.request) {
        return Err(Rejection::WrongAnswer(ask));
    }
    turn.emit(SwarmAnswered { ask, element: open.element.clone(), answer: answer.clone() })?;
    if turn.state().status.is_final() {
        return Ok(());
    }
    match (&open.request, answer) {
        (SwarmRequest::Join { .. }, SwarmAnswer::Refused { message, .. }) => {
            let message = Some(format!("the swarm does not take the run in: {message}"));
            Ok(run_end::end(turn, RunStatus::Failed, StatusReason::Error, message)?)
        }
        _ => Ok(()),
    }
}
