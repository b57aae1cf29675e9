//! A step whose result goes to the blackboard is over when it is written there. The result is on record before that, so
//! that the work is done once; a write that is refused is a failure of the step.

use super::member::member_of;
use super::{Asker, EntryWrite, SwarmAnswer, SwarmRequest, WriteResult, ask};
use crate::broken::Broken;
use crate::event::{IncidentStage, StepProduced, SwarmAsked};
use crate::flow_nodes::{self, Results};
use crate::ids::StepId;
use crate::incidents;
use crate::outcome::{FailureKind, StepFailure};
use crate::status::{StepStatus, WaitReason};
use crate::turn::{Place, Turn};
use crate::{steps, throwing};

/// Takes a result down and hands over what goes to the blackboard.
pub(crate) fn hand_over(turn: &mut Turn<'_>, place: Place<'_>, produced: StepProduced) -> Result<(), Broken> {
    let step = produced.step;
    turn.emit(produced)?;
    write(turn, place, step)
}

/// Asks for what is left to be written of a result: all of it at first, and after trouble what was refused.
pub(crate) fn write(turn: &mut Turn<'_>, place: Place<'_>, step: StepId) -> Result<(), Broken> {
    let produced = turn.state().step(step)?.produced.as_deref().ok_or(Broken::Step(step))?;
    let request = SwarmRequest::Write { writes: produced.writes.clone() };
    let (word, keys) = (request.word().to_owned(), request.keys());
    let asker = Asker {
        branch: Some(place.branch),
        element: Some(place.node.id.clone()),
        step: Some(step),
        subscription: None,
        member: member_of(turn.state(), turn.graphs(), place.scope, &place.node.id),
    };
    let Some(ask) = ask(turn, asker, request)? else { return Err(Broken::Step(step)) };
    steps::wait(turn, place, step, WaitReason::Swarm { ask, request: word, keys })
}

/// The swarm has written, or refused to. A step that has ended meanwhile has no use for that any more.
pub(crate) fn written(turn: &mut Turn<'_>, open: &SwarmAsked, answer: &SwarmAnswer) -> Result<(), Broken> {
    let Some(step) = open.step.and_then(|step| turn.state().steps.get(&step)) else { return Ok(()) };
    let waits = matches!(&step.status, StepStatus::Waiting { on: WaitReason::Swarm { ask, .. } } if *ask == open.ask);
    let (true, Some(produced)) = (waits, step.produced.as_deref().cloned()) else { return Ok(()) };
    let step = step.id;
    let place = turn.place_of_step(step)?;
    let Some((code, message)) = refusal(&open.request, answer) else {
        return flow_nodes::finish_activity_with(
            turn,
            place,
            step,
            Results::of_produced(produced.clone()),
            produced.by,
        );
    };
    let failure =
        |kind| StepFailure { kind, code: code.clone(), message, retryable: false, variables: Default::default() };
    if place.node.activity().is_some() && throwing::is_caught(turn, place, step, &code)? {
        return throwing::error_of_step(turn, place, step, failure(FailureKind::BpmnError));
    }
    incidents::report(turn, place, Some(step), IncidentStage::Doing, failure(FailureKind::Technical))
}

/// The code of the first refusal, and a sentence about all of them.
fn refusal(request: &SwarmRequest, answer: &SwarmAnswer) -> Option<(String, String)> {
    let SwarmRequest::Write { writes } = request else { return None };
    match answer {
        SwarmAnswer::Refused { code, message } => Some((code.clone(), message.clone())),
        SwarmAnswer::Written { results, .. } => {
            let mut refused = writes.iter().zip(results).filter_map(|(write, result)| match result {
                WriteResult::Refused { code, message } => Some((write, code, message)),
                WriteResult::Applied { .. } => None,
            });
            let (write, code, message) = refused.next()?;
            let more: String = refused.map(|(write, _, message)| sentence(write, message)).collect();
            Some((code.clone(), format!("{}{more}", sentence(write, message).trim_start_matches("; "))))
        }
        SwarmAnswer::Joined { .. } | SwarmAnswer::Entries { .. } | SwarmAnswer::Granted { .. } | SwarmAnswer::Left => {
            None
        }
    }
}

fn sentence(write: &EntryWrite, message: &str) -> String {
    format!("; {}: {message}", write.key)
}
