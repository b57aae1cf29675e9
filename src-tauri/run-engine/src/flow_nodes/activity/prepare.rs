//! What every activity needs before its step starts: inputs, and what its boundary events listen for.

use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNodeKind;

use super::loops::is_one_of_many;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::{SubroutineContext, SubroutineContextManager};
use crate::data_flow;
use crate::event::SubscriptionOwner;
use crate::ids::StepId;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::steps::{self, Turnstile};
use crate::subscriptions::{Listener, listen, listeners};
use crate::turn::{Place, Turn};

/// An activity that is about to start.
pub(crate) struct Prepared {
    pub(crate) inputs: VariableMap,
    boundary: Vec<Listener>,
}

/// Looks at all that could go wrong before the step starts.
pub(crate) fn prepare(turn: &mut Turn<'_>, place: Place<'_>, activity: &Activity) -> Result<Prepared, Trouble> {
    let inputs = match turn.state().config.mode {
        RunMode::TokenGame => VariableMap::new(),
        RunMode::Data => {
            let given = data_flow::gather(turn, place)?.values;
            SubroutineContextManager::of(turn).lower(place, &activity.inputs, given)?
        }
    };
    Ok(Prepared { inputs, boundary: boundary_listeners(turn, place)? })
}

/// The same for the whole of a repeated activity, whose inputs are those of each instance.
pub(super) fn prepare_whole(turn: &Turn<'_>, place: Place<'_>) -> Result<Prepared, Trouble> {
    Ok(Prepared { inputs: VariableMap::new(), boundary: boundary_listeners(turn, place)? })
}

fn boundary_listeners(turn: &Turn<'_>, place: Place<'_>) -> Result<Vec<Listener>, Trouble> {
    let mut found = Vec::new();
    if is_one_of_many(turn.state(), place.scope, place.node) {
        return Ok(found);
    }
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    for node in place.graph.boundary_events(&place.node.id).iter().filter_map(|id| place.graph.node(id)) {
        if let FlowNodeKind::BoundaryEvent(event) = &node.kind {
            found.extend(listeners(place.graph, &node.id, &event.catch.definitions, &context, turn.now())?);
        }
    }
    Ok(found)
}

impl Prepared {
    /// The same with these inputs.
    pub(super) fn with_inputs(self, inputs: VariableMap) -> Self {
        Self { inputs, ..self }
    }

    /// The step starts, and its boundary events listen.
    pub(crate) fn begin(self, turn: &mut Turn<'_>, place: Place<'_>, turnstile: Turnstile) -> Result<StepId, Broken> {
        let step = steps::start(turn, place, self.inputs, turnstile)?;
        listen(turn, place.scope, &SubscriptionOwner::Boundary { host: step }, self.boundary)?;
        Ok(step)
    }
}
