//! What every caught event does with what came with it. Trouble with that is an incident of the branch at the event, which
//! keeps what came until somebody has looked at it.

use routine_model::graph::data::Mapping;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};

use super::{Results, leave};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::data_flow::{self, Taken, is_data_output, is_written, outputs_of_activity, outputs_of_event};
use crate::event::IncidentStage;
use crate::ids::{BranchId, StepId};
use crate::incidents::{self, Trouble};
use crate::outcome::{Actor, VariableMap};
use crate::steps::{self, Turnstile};
use crate::subscriptions::Payload;
use crate::turn::{Place, Turn};

/// What an event leaves behind.
pub(crate) struct Caught {
    up: VariableMap,
    taken: Taken,
}

impl Caught {
    /// Variables that go up.
    pub(super) fn up(&self) -> &VariableMap {
        &self.up
    }

    /// Assigns it as seen from the event.
    pub(super) fn raise(self, turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
        let mut manager = SubroutineContextManager::of(turn);
        match place.node.kind {
            // What starts a process or sub-process belongs to it.
            FlowNodeKind::StartEvent(_) => manager.set_all(place.scope, self.up)?,
            FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::BoundaryEvent(_)
            | FlowNodeKind::Activity(_)
            | FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::Gateway(_) => manager.raise(place.scope, self.up)?,
        }
        data_flow::write(turn, place.scope, self.taken.data)
    }

    /// Assigns data only, as seen from a branch: the variables have found their place.
    pub(super) fn raise_data(self, turn: &mut Turn<'_>, branch: BranchId) -> Result<(), Broken> {
        let scope = turn.state().branch(branch)?.scope;
        data_flow::write(turn, scope, self.taken.data)
    }
}

/// What the output mappings and data associations of an event give; without mappings, all that came goes up but its data
/// outputs.
pub(super) fn results(turn: &mut Turn<'_>, place: Place<'_>, came: &VariableMap) -> Result<Caught, Trouble> {
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(Caught { up: came.clone(), taken: Taken::default() });
    }
    let inputs = inputs_of(turn, place);
    let taken = match place.node.activity() {
        Some(_) => outputs_of_activity(turn, place, came, &inputs)?,
        None => outputs_of_event(turn, place, came)?,
    };
    let mut up: VariableMap = match output_mappings(place.node) {
        [] => {
            let goes_up = |name: &String| !is_data_output(place.node, name) && !inputs.contains_key(name);
            let values = came.iter().filter(|(name, _)| goes_up(name));
            values.map(|(name, value)| (name.clone(), value.clone())).collect()
        }
        mappings => {
            let mut local = inputs;
            local.extend(came.iter().map(|(name, value)| (name.clone(), value.clone())));
            SubroutineContextManager::of(turn).map_outputs(place.scope, mappings, &local)?
        }
    };
    up.retain(|name, _| !is_written(turn, place.scope, &taken.data, name));
    Ok(Caught { up, taken })
}

/// The inputs of a receive task that has been waiting.
fn inputs_of(turn: &Turn<'_>, place: Place<'_>) -> VariableMap {
    let step = turn.state().branches.get(&place.branch).and_then(|branch| branch.step);
    let step = step.and_then(|step| turn.state().steps.get(&step)).filter(|step| step.activity);
    step.map(|step| step.inputs.clone()).unwrap_or_default()
}

/// A branch has come to the event that it is about; it goes on in the next iteration.
pub(super) fn take(turn: &mut Turn<'_>, branch: BranchId, payload: Payload) -> Result<(), Broken> {
    let place = turn.place_of(branch)?;
    match results(turn, place, &payload.variables) {
        Ok(results) => results.raise(turn, place),
        Err(trouble) => keep(turn, place, payload, trouble),
    }
}

/// The step of an event that cannot take what came.
pub(super) fn keep(turn: &mut Turn<'_>, place: Place<'_>, payload: Payload, trouble: Trouble) -> Result<(), Broken> {
    let step = steps::start(turn, place, payload.variables, Turnstile::Open)?;
    incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into())
}

/// A step that has waited for an event is over.
pub(super) fn finish(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, payload: Payload) -> Result<(), Broken> {
    match results(turn, place, &payload.variables) {
        Ok(Caught { up, taken }) if !taken.entries.is_empty() => {
            Results::of_event(payload.variables, up, taken).hand_over(turn, place, step, payload.by)
        }
        Ok(results) => {
            steps::complete(turn, place, step, payload.variables, payload.by)?;
            results.raise(turn, place)?;
            leave(turn, place)
        }
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

/// After trouble, with what came then.
pub(super) fn finish_again(turn: &mut Turn<'_>, place: Place<'_>, id: StepId) -> Result<(), Broken> {
    let step = turn.state().step(id)?;
    let variables = if step.caught.is_empty() && !step.activity { step.inputs.clone() } else { step.caught.clone() };
    finish(turn, place, id, Payload { variables, by: Actor::Engine })
}

fn output_mappings(node: &FlowNode) -> &[Mapping] {
    match &node.kind {
        FlowNodeKind::StartEvent(start) => &start.outputs,
        FlowNodeKind::IntermediateCatchEvent(catch) => &catch.outputs,
        FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.outputs,
        FlowNodeKind::Activity(activity) => &activity.outputs,
        FlowNodeKind::EndEvent(_) | FlowNodeKind::IntermediateThrowEvent(_) | FlowNodeKind::Gateway(_) => &[],
    }
}
