//! The instances of a multi-instance activity: begun, over, collected.

use routine_model::graph::loops::{LoopCharacteristics, MultiInstance};
use serde_json::Value;

use super::super::{Results, complete_activity};
use super::multi_instance::{CARDINALITY, COLLECTION};
use super::{behavior, in_trouble};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::ScopeKind;
use crate::expressions::{evaluate, is_true};
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::scope::{self, NewScope};
use crate::turn::{Place, Turn};

/// Begins the instances that it is time for, or completes the whole when all are over.
pub(super) fn go_on<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    inside: ScopeId,
    many: &'g MultiInstance,
) -> Result<(), Broken> {
    let whole = turn.state().scope(inside)?;
    let (begun, active) = (whole.instances_begun, whole.scopes.len() as u64);
    let number = number_of(turn, step)?;
    if begun == number && active == 0 {
        return complete(turn, place, step, inside, many);
    }
    let until = match (many.sequential, active) {
        (true, 0) => begun + 1,
        (true, _) => begun,
        (false, _) => number,
    };
    for instance in begun + 1..=until {
        begin(turn, place, step, inside, many, instance)?;
    }
    Ok(())
}

fn begin(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    inside: ScopeId,
    many: &MultiInstance,
    instance: u64,
) -> Result<(), Broken> {
    let mut variables = VariableMap::from([("loopCounter".to_owned(), Value::from(instance))]);
    if let Some(name) = &many.input_element {
        let index = usize::try_from(instance - 1).unwrap_or(usize::MAX);
        let item = turn.state().step(step)?.inputs.get(COLLECTION).and_then(|items| items.get(index));
        variables.insert(name.clone(), item.cloned().unwrap_or(Value::Null));
    }
    let routine = turn.state().scope(inside)?.routine.clone();
    scope::open(
        turn,
        NewScope {
            parent: Some(inside),
            kind: ScopeKind::Iteration,
            element: &place.node.id,
            routine,
            step: None,
            iteration: Some(instance),
            variables,
            listeners: Vec::new(),
            starts: std::slice::from_ref(&place.node.id),
        },
    )
    .map(|_| ())
}

/// One instance is over: what it gives is kept, and the completion condition looked at.
pub(crate) fn instance_is_over(turn: &mut Turn<'_>, instance: ScopeId) -> Result<(), Broken> {
    let inside = turn.state().scope(instance)?.parent.ok_or(Broken::Scope(instance))?;
    let step = turn.state().scope(inside)?.step.ok_or(Broken::Scope(inside))?;
    let place = turn.place_of_step(step)?;
    let characteristics = place.node.activity().and_then(|activity| activity.loop_characteristics.as_ref());
    let Some(LoopCharacteristics::MultiInstance(many)) = characteristics else {
        return Err(Broken::Element(place.node.id.clone()));
    };
    let output = match output_of(turn, instance, many) {
        Ok(output) => output,
        Err(trouble) => return in_trouble(turn, place, step, trouble),
    };
    let is_first = turn.state().scope(inside)?.instances_begun == turn.state().scope(inside)?.scopes.len() as u64;
    let counts = match turn.state().config.mode {
        RunMode::TokenGame => VariableMap::new(),
        RunMode::Data => counts(turn, step, inside, 1)?,
    };
    let thrown = match behavior::thrown_by(turn, instance, many, &counts, is_first) {
        Ok(thrown) => thrown,
        Err(trouble) => return in_trouble(turn, place, step, trouble),
    };
    scope::end(turn, instance, output)?;
    match behavior::throw(turn, place, inside, thrown, &counts)? {
        Ok(true) => {}
        Ok(false) => return Ok(()),
        Err(trouble) => return in_trouble(turn, place, step, trouble),
    }
    match is_complete(turn, step, inside, many) {
        Err(trouble) => in_trouble(turn, place, step, trouble),
        Ok(true) => {
            scope::clear(turn, inside, Some(&place.node.id))?;
            complete(turn, place, step, inside, many)
        }
        Ok(false) => go_on(turn, place, step, inside, many),
    }
}

fn output_of(turn: &Turn<'_>, instance: ScopeId, many: &MultiInstance) -> Result<Option<Value>, Trouble> {
    match &many.output_element {
        Some(element) if turn.state().config.mode == RunMode::Data => {
            let context = SubroutineContext::of_scope(turn.state(), instance);
            evaluate(element, &context, turn.now()).map(Some)
        }
        Some(_) | None => Ok(None),
    }
}

/// The completion condition sees the counts that BPMN names (10.3.8, table 10.31) before all other variables.
fn is_complete(turn: &Turn<'_>, step: StepId, inside: ScopeId, many: &MultiInstance) -> Result<bool, Trouble> {
    let Some(condition) = &many.completion_condition else { return Ok(false) };
    let (RunMode::Data, Ok(counts)) = (turn.state().config.mode, counts(turn, step, inside, 0)) else {
        return Ok(false);
    };
    is_true(condition, &SubroutineContext::of_scope(turn.state(), inside).with_inputs(&counts), turn.now())
}

/// How many instances there are. `ending` of those that are open are about to be complete and count as such; an instance
/// that something ends takes the whole with it, so none is ever terminated while this is looked at.
fn counts(turn: &Turn<'_>, step: StepId, inside: ScopeId, ending: u64) -> Result<VariableMap, Broken> {
    let whole = turn.state().scope(inside)?;
    let active = (whole.scopes.len() as u64).saturating_sub(ending);
    Ok(VariableMap::from([
        (CARDINALITY.to_owned(), Value::from(number_of(turn, step)?)),
        ("numberOfActiveInstances".to_owned(), Value::from(active)),
        ("numberOfCompletedInstances".to_owned(), Value::from(whole.instances_begun - active)),
        ("numberOfTerminatedInstances".to_owned(), Value::from(0)),
    ]))
}

fn number_of(turn: &Turn<'_>, step: StepId) -> Result<u64, Broken> {
    let number = turn.state().step(step)?.inputs.get(CARDINALITY).and_then(Value::as_u64);
    number.ok_or(Broken::Step(step))
}

/// The whole is complete: the outputs go up in the order of the collection, null for what no instance gave.
fn complete(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    inside: ScopeId,
    many: &MultiInstance,
) -> Result<(), Broken> {
    let mut results = VariableMap::new();
    if let Some(name) = many.output_collection.as_ref().filter(|_| turn.state().config.mode == RunMode::Data) {
        let outputs = &turn.state().scope(inside)?.outputs;
        let number = number_of(turn, step)?;
        let list = (1..=number).map(|instance| outputs.get(&instance).cloned().unwrap_or(Value::Null)).collect();
        results.insert(name.clone(), Value::Array(list));
    }
    let results = match Results::of(turn, place, step, results, None) {
        Ok(results) => results,
        Err(trouble) => return in_trouble(turn, place, step, trouble),
    };
    scope::end(turn, inside, None)?;
    complete_activity(turn, place, step, results)
}
