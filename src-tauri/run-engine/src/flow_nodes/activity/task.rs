//! Tasks: done outside, unless only tokens move.

use routine_model::graph::activity::Activity;

use super::super::leave;
use super::{Prepared, Results, approval, prepare, retry};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::data_flow::{is_data_output, outputs_of_global_task};
use crate::event::IncidentStage;
use crate::ids::StepId;
use crate::outcome::{Actor, FailureKind, StepFailure, StepOutcome, VariableMap};
use crate::status::WaitReason;
use crate::turn::{Place, Turn};
use crate::{incidents, scope, steps, throwing};

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>, activity: &Activity) -> Result<(), Broken> {
    let prepared = match prepare(turn, place, activity) {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    begin(turn, place, prepared)
}

/// The step of a task whose inputs are there starts and is done.
pub(super) fn begin(turn: &mut Turn<'_>, place: Place<'_>, prepared: Prepared) -> Result<(), Broken> {
    let waits = turn.state().config.wait_at.contains(&place.node.id);
    let is_done_outside = !waits && turn.state().config.mode == RunMode::Data;
    let turnstile = if is_done_outside { steps::Turnstile::Counting } else { steps::Turnstile::Open };
    let step = prepared.begin(turn, place, turnstile)?;
    if waits {
        return steps::wait(turn, place, step, WaitReason::Trigger);
    }
    if !is_done_outside {
        return succeed(turn, place, step, VariableMap::new(), Actor::Engine);
    }
    if turn.state().queued.contains(&step) { Ok(()) } else { steps::ask_for(turn, step) }
}

/// The doing of a step has ended, or says what it waits for.
pub(crate) fn finish<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    outcome: StepOutcome,
    by: Actor,
) -> Result<(), Broken> {
    steps::stop_waiting(turn, step)?;
    // A step that waits may wait for a person to answer in a model's place.
    if !matches!(outcome, StepOutcome::Waiting { .. }) {
        steps::give_up_requests(turn, step)?;
    }
    match outcome {
        StepOutcome::Succeeded { .. } if by == Actor::Execution && approval::comes_first(turn, place, step)? => {
            approval::given(turn, place, step)
        }
        StepOutcome::Succeeded { outputs } => succeed(turn, place, step, outputs, by),
        // Whoever did it had not read the answer that has come meanwhile.
        StepOutcome::Waiting { .. } if turn.state().step(step)?.answered => steps::requeue(turn, step, None),
        StepOutcome::Waiting { on, until_ms } => steps::wait_until(turn, place, step, on, until_ms),
        StepOutcome::Failed { failure } => match failure.kind {
            FailureKind::BpmnError => throwing::error_of_step(turn, place, step, failure),
            FailureKind::Technical => retry::or_report(turn, place, step, failure),
        },
        StepOutcome::Cancelled => {
            let failure = technical("cancelled", "the doing of the step was given up".to_owned(), false);
            incidents::report(turn, place, Some(step), IncidentStage::Doing, failure)
        }
        StepOutcome::TimedOut { limit_ms } => {
            let message = format!("the step took longer than its limit of {limit_ms} ms");
            retry::or_report(turn, place, step, technical("timeout", message, true))
        }
        // It goes on where it stopped when there is enough again; should nothing else be in progress, the limit is reached.
        StepOutcome::OutOfCredits { needed } => steps::requeue(turn, step, Some(needed)),
    }
}

/// The results go up and the branch leaves.
fn succeed(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, outputs: VariableMap, by: Actor) -> Result<(), Broken> {
    let outputs = outputs_of_global_task(place, outputs);
    let mappings = place.node.activity().map_or(&[][..], |activity| &activity.outputs);
    let inputs = &turn.state().step(step)?.inputs;
    let up: VariableMap = if turn.state().config.mode == RunMode::TokenGame {
        VariableMap::new()
    } else if mappings.is_empty() {
        // Camunda 8's rule: what an input mapping created is local to the step, so a result of that name stays in it.
        let goes_up = |name: &String| !inputs.contains_key(name) && !is_data_output(place.node, name);
        outputs.iter().filter(|(name, _)| goes_up(name)).map(|(n, v)| (n.clone(), v.clone())).collect()
    } else {
        let mut local = inputs.clone();
        local.extend(outputs.iter().map(|(name, value)| (name.clone(), value.clone())));
        match SubroutineContextManager::of(turn).map_outputs(place.scope, mappings, &local) {
            Ok(mapped) => mapped,
            Err(trouble) => {
                return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into());
            }
        }
    };
    let results = match Results::of(turn, place, step, outputs, Some(up)) {
        Ok(results) => results,
        Err(trouble) => return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    };
    if results.goes_to_swarm() {
        return results.hand_over(turn, place, step, by);
    }
    scope::close_listening(turn, step)?;
    steps::complete(turn, place, step, results.produced.clone(), by)?;
    results.raise(turn, place)?;
    leave(turn, place)
}

fn technical(code: &str, message: String, retryable: bool) -> StepFailure {
    StepFailure {
        kind: FailureKind::Technical,
        code: code.to_owned(),
        message,
        retryable,
        variables: VariableMap::new(),
    }
}
