//! Intermediate catch events (BPMN 2.0.2, 10.5.4) and receive tasks: they wait for what they listen for.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::event::{CatchEvent, EventDefinition};

use super::activity::{Prepared, prepare};
use super::{caught_event, pass};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::{IncidentStage, StepRetried, SubscriptionOwner, Trigger};
use crate::ids::StepId;
use crate::outcome::VariableMap;
use crate::record::StepRecord;
use crate::status::{StepStatus, WaitReason};
use crate::subscriptions::{Listener, Payload, listen, listeners};
use crate::turn::{Place, Turn};
use crate::{incidents, scope, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, event: &'g CatchEvent) -> Result<(), Broken> {
    let is_link = event.definitions.iter().any(|definition| matches!(definition, EventDefinition::Link { .. }));
    if is_link && event.definitions.len() == 1 {
        return pass(turn, place);
    }
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    let found = listeners(place.graph, &place.node.id, &event.definitions, &context, turn.now());
    match found {
        Ok(found) => wait(turn, place, or_command(turn, place, found), None),
        Err(trouble) => incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    }
}

/// A receive task.
pub(super) fn receive<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    let ActivityKind::ReceiveTask { message, .. } = &activity.kind else { return pass(turn, place) };
    let prepared = match prepare(turn, place, activity) {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    let definition = [EventDefinition::Message(message.clone())];
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(&prepared.inputs);
    match listeners(place.graph, &place.node.id, &definition, &context, turn.now()) {
        Ok(found) => wait(turn, place, found, Some(prepared)),
        Err(trouble) => incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    }
}

/// In a token game, what listens for nothing waits for a command.
fn or_command(turn: &Turn<'_>, place: Place<'_>, found: Vec<Listener>) -> Vec<Listener> {
    if found.is_empty() && turn.state().config.mode == RunMode::TokenGame {
        return vec![Listener { element: place.node.id.clone(), definition: 0, trigger: Trigger::Command }];
    }
    found
}

fn wait<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    listeners: Vec<Listener>,
    prepared: Option<Prepared>,
) -> Result<(), Broken> {
    let Some(on) = listeners.first().map(|first| wait_reason(turn, &first.trigger)) else { return pass(turn, place) };
    let step = match prepared {
        Some(prepared) => prepared.begin(turn, place, steps::Turnstile::Open)?,
        None => steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?,
    };
    let is_one = listeners.len() == 1;
    let subscriptions = listen(turn, place.scope, &SubscriptionOwner::Step { step }, listeners)?;
    let on = if is_one { on } else { WaitReason::Events { subscriptions } };
    steps::wait(turn, place, step, on)
}

fn wait_reason(turn: &Turn<'_>, trigger: &Trigger) -> WaitReason {
    match trigger {
        Trigger::Message { name, correlation_key } => {
            WaitReason::Message { name: name.clone(), correlation_key: correlation_key.clone() }
        }
        Trigger::Signal { name } => WaitReason::Signal { name: name.clone() },
        Trigger::Timer { due, .. } => WaitReason::Timer { due: Some(*due) },
        Trigger::Condition { .. } => WaitReason::Condition,
        Trigger::Command if turn.state().config.mode == RunMode::TokenGame => WaitReason::Trigger,
        Trigger::Command => WaitReason::Condition,
    }
}

/// What a step listened for has happened.
pub(crate) fn caught(turn: &mut Turn<'_>, step: StepId, payload: Payload) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    if let StepStatus::Waiting { on: WaitReason::Retry { .. } } = turn.state().step(step)?.status {
        // The time of the next attempt has come; it begins when there is room for it.
        let attempt = turn.state().step(step)?.attempt;
        return turn.emit(StepRetried {
            step,
            element: place.node.id.clone(),
            attempt,
            failure: None,
            due: None,
            goes_on: false,
        });
    }
    if turn.state().step(step)?.status.may_expire() {
        steps::record(turn, step, StepRecord::WaitExpired)?;
        return steps::requeue(turn, step, None);
    }
    scope::give_up(turn, step, None)?;
    caught_event::finish(turn, place, step, payload)
}
