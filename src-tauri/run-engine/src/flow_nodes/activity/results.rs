//! What an activity leaves behind when it is complete.

use routine_model::graph::activity::ActivityKind;

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::data_flow::{self, Taken, is_data_output, is_written, outputs_of_activity};
use crate::event::{StepProduced, VariableWrite};
use crate::flow_nodes::leave;
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::{Actor, VariableMap};
use crate::swarm_asks::{self, EntryWrite};
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
    /// What they take for the swarm's blackboard.
    entries: Vec<EntryWrite>,
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
            return Ok(Self { produced, up: VariableMap::new(), data: Vec::new(), entries: Vec::new() });
        }
        let none = VariableMap::new();
        let inputs = turn.state().steps.get(&step).map_or(&none, |step| &step.inputs);
        let Taken { data, entries } = outputs_of_activity(turn, place, &produced, inputs)?;
        let mut up = mapped.unwrap_or_else(|| {
            let goes_up = |name: &String| !is_data_output(place.node, name);
            produced
                .iter()
                .filter(|(name, _)| goes_up(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        });
        up.retain(|name, _| !is_written(turn, place.scope, &data, name));
        Ok(Self { produced, up, data, entries })
    }

    /// What an event leaves behind that was taken down as these.
    pub(crate) fn of_event(produced: VariableMap, up: VariableMap, taken: Taken) -> Self {
        Self { produced, up, data: taken.data, entries: taken.entries }
    }

    /// What was on its way to the swarm, and is there.
    pub(crate) fn of_produced(produced: StepProduced) -> Self {
        Self { produced: produced.outputs, up: produced.up, data: produced.data, entries: produced.writes }
    }

    /// Whether the swarm has to take something of it before the step is over.
    pub(crate) fn goes_to_swarm(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Takes it down and hands over what is the swarm's.
    pub(crate) fn hand_over(
        self,
        turn: &mut Turn<'_>,
        place: Place<'_>,
        step: StepId,
        by: Actor,
    ) -> Result<(), Broken> {
        let Self { produced: outputs, up, data, entries: writes } = self;
        let (branch, element) = (place.branch, place.node.id.clone());
        swarm_asks::hand_over(turn, place, StepProduced { step, branch, element, outputs, up, data, writes, by })
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
    if results.goes_to_swarm() {
        return results.hand_over(turn, place, step, Actor::Engine);
    }
    finish_with(turn, place, step, results, Actor::Engine)
}

/// The step is over with these results, whoever has done it, and nothing of it is on its way any more.
pub(crate) fn finish_with(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    results: Results,
    by: Actor,
) -> Result<(), Broken> {
    scope::give_up(turn, step, None)?;
    steps::complete(turn, place, step, results.produced.clone(), by)?;
    results.raise(turn, place)?;
    leave(turn, place)
}
