//! The run's swarm has answered.

use crate::Rejection;
use crate::breakpoints::{not_told, watched_by_run};
use crate::broken::Broken;
use crate::event::{SwarmAnswered, SwarmAsked};
use crate::ids::{SubscriptionId, SwarmAskId};
use crate::incidents::Trouble;
use crate::run_end;
use crate::status::{RunStatus, StatusReason};
use crate::subscriptions::fire_conditions;
use crate::swarm_asks::{self, SwarmAnswer, SwarmRequest};
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
    if turn.state().status.is_final() { Ok(()) } else { Ok(go_on(turn, &open, &answer)?) }
}

fn go_on(turn: &mut Turn<'_>, open: &SwarmAsked, answer: &SwarmAnswer) -> Result<(), Broken> {
    match &open.request {
        SwarmRequest::Join { .. } => match refusal(answer) {
            Some(trouble) => fail(turn, &format!("the swarm does not take the run in: {}", trouble.message)),
            None => Ok(()),
        },
        SwarmRequest::Watch { known_version, .. } if let Some(key) = watched_by_run(open) => match refusal(answer) {
            Some(_) => not_told(turn, key),
            None => {
                // What is there when the breakpoint is set is no change.
                if known_version.is_some() {
                    turn.note_told(key);
                }
                Ok(())
            }
        },
        SwarmRequest::Read { .. } | SwarmRequest::Watch { .. } => match (open.subscription, refusal(answer)) {
            (None, refused) => swarm_asks::have_read(turn, open, refused),
            (Some(listening), None) => look_again(turn, listening),
            (Some(listening), Some(trouble)) => swarm_asks::never_known(turn, listening, trouble),
        },
        SwarmRequest::Write { .. } => swarm_asks::written(turn, open, answer),
        SwarmRequest::Reserve { amount, patient } => swarm_asks::reserved(turn, *amount, *patient, answer),
        SwarmRequest::Leave(_) => Ok(()),
    }
}

/// A conditional event has seen entries: it happens, or goes on watching.
fn look_again(turn: &mut Turn<'_>, listening: SubscriptionId) -> Result<(), Broken> {
    turn.note_condition(listening);
    fire_conditions(turn)?;
    swarm_asks::keep_watching(turn, listening)
}

fn refusal(answer: &SwarmAnswer) -> Option<Trouble> {
    match answer {
        SwarmAnswer::Refused { code, message } => Some(Trouble { code: code.clone(), message: message.clone() }),
        SwarmAnswer::Joined { .. }
        | SwarmAnswer::Entries { .. }
        | SwarmAnswer::Written { .. }
        | SwarmAnswer::Granted { .. }
        | SwarmAnswer::Left => None,
    }
}

fn fail(turn: &mut Turn<'_>, message: &str) -> Result<(), Broken> {
    run_end::end(turn, RunStatus::Failed, StatusReason::Error, Some(message.to_owned()))
}
