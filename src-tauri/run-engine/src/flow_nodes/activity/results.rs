//! What an activity leaves behind when it is complete.

use routine_model::graph::activity::ActivityKind;

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::data_flow::{self, VariableWrite, is_data_output, is_written, outputs_of_activity};
use crate::flow_nodes::leave;
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::{Actor, VariableMap};
use crate::turn::{Place, Turn};
use crate::{scope, steps};

/// What an activity leaves behind.
pub(crate) struct Results {
    /// What it has produced, as the journal keeps it.
    pub(crate) produced: VariableMap,
    /// What goes up to the scope around.
    up: VariableMap,
    /// What its data associations take.
    data: Vec<VariableWrite>,
}

impl Results {
    /// What an activity with these products leaves behind. `mapped` is what goes up by mappings; without any, all goes up
    /// but the data outputs, which only data associations take.
    pub(crate) fn of(
        turn: &Turn<'_>,
        place: Place<'_>,
        step: StepId,
        produced: VariableMap,
        mapped: Option<VariableMap>,
    ) -> Result<Self, Trouble> {
        if turn.state().config.mode == RunMode::TokenGame {
            return Ok(Self { produced, up: VariableMap::new(), data: Vec::new() });
        }
        let none = VariableMap::new();
        let inputs = turn.state().steps.get(&step).map_or(&none, |step| &step.inputs);
        let data = outputs_of_activity(turn, place, &produced, inputs)?;
        let mut up = mapped.unwrap_or_else(|| {
            let goes_up = |name: &String| !is_data_output(place.node, name);
            produced
                .iter()
                .filter(|(name, _)| goes_up(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        });
        up.retain(|name, _| !is_written(turn, place.scope, &data, name));
        Ok(Self { produced, up, data })
    }

    /// Takes it up to where it belongs.
    pub(crate) fn raise(self, turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
        SubroutineContextManager::of(turn).raise(place.scope, self.up)?;
        data_flow::write(turn, place.scope, self.data)
    }
}

/// What goes up from the inside of an activity: what its output mappings give. Without mappings a called routine gives all
/// its variables, unless its call says otherwise; a sub-process gives nothing, because what was assigned inside and not
/// declared there has gone up already.
pub(crate) fn results_of(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    inside: ScopeId,
) -> Result<Results, Trouble> {
    let nothing = VariableMap::new();
    let Some(activity) = place.node.activity() else { return Results::of(turn, place, step, nothing, None) };
    if turn.state().config.mode == RunMode::TokenGame {
        return Results::of(turn, place, step, nothing, None);
    }
    if let ActivityKind::CallActivity(call) = &activity.kind {
        return data_flow::results_of_call(turn, place, step, inside, call.propagate_all_child_variables);
    }
    let mapped = match activity.outputs.as_slice() {
        [] => nothing,
        mappings => SubroutineContextManager::of(turn).map_outputs(inside, mappings, &nothing)?,
    };
    Results::of(turn, place, step, mapped.clone(), Some(mapped))
}

/// The activity is complete, its results go up, and the branch leaves.
pub(crate) fn complete_activity(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    results: Results,
) -> Result<(), Broken> {
    scope::give_up(turn, step, None)?;
    steps::complete(turn, place, step, results.produced.clone(), Actor::Engine)?;
    results.raise(turn, place)?;
    leave(turn, place)
}
