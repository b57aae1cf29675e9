//! What a run may spend is what its swarm has reserved for it. When that is not enough it asks for more; refused, it does
//! what its limit on credits demands and asks once more, patiently: topping up the swarm wakes it.

use routine_model::Credits;

use super::{Asker, SwarmAnswer, SwarmRequest, ask};
use crate::broken::Broken;
use crate::event::RunStatusChanged;
use crate::limits::{self, LimitReached};
use crate::status::{RunStatus, StatusReason};
use crate::turn::Turn;

/// Asks for as much as is lacking, unless that has been asked already. Says whether the run waits for credits now.
pub(crate) fn reserve(turn: &mut Turn<'_>, needed: Credits) -> Result<bool, Broken> {
    let Some(amount) = limits::lacking_allotment(turn.state(), needed) else { return Ok(false) };
    let Some(swarm) = &turn.state().swarm else { return Ok(false) };
    if swarm.asks.values().any(|open| matches!(open.request, SwarmRequest::Reserve { .. })) {
        return Ok(true);
    }
    ask(turn, Asker::default(), SwarmRequest::Reserve { amount, patient: false }).map(|_| true)
}

/// What to do with the answer.
pub(crate) fn reserved(
    turn: &mut Turn<'_>,
    amount: Credits,
    was_patient: bool,
    answer: &SwarmAnswer,
) -> Result<(), Broken> {
    match answer {
        SwarmAnswer::Granted { .. } => wake(turn),
        SwarmAnswer::Refused { .. } if !was_patient => {
            ask(turn, Asker::default(), SwarmRequest::Reserve { amount, patient: true })?;
            limits::enforce(turn, LimitReached::on_credits(turn.state()))
        }
        SwarmAnswer::Refused { .. }
        | SwarmAnswer::Joined { .. }
        | SwarmAnswer::Entries { .. }
        | SwarmAnswer::Written { .. }
        | SwarmAnswer::Left => Ok(()),
    }
}

/// A run that has paused for want of credits goes on.
fn wake(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let run = turn.state();
    if run.status == RunStatus::Paused && run.reason == Some(StatusReason::MaxCredits) {
        turn.emit(RunStatusChanged { status: RunStatus::InProgress, reason: None, message: None })?;
    }
    Ok(())
}
