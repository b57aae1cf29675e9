//! What every activity needs before its step starts: inputs, and what its boundary events listen for.

use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNodeKind;

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::{SubroutineContext, SubroutineContextManager};
use crate::event::{ScopeKind, SubscriptionOwner};
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
        RunMode::Data => SubroutineContextManager::of(turn).lower(place, &activity.inputs)?,
    };
    let mut boundary = Vec::new();
    if !is_inner_instance(turn, place) {
        let context = SubroutineContext::of_scope(turn.state(), place.scope);
        for node in place.graph.boundary_events(&place.node.id).iter().filter_map(|id| place.graph.node(id)) {
            if let FlowNodeKind::BoundaryEvent(event) = &node.kind {
                boundary.extend(listeners(place.graph, &node.id, &event.catch.definitions, &context, turn.now())?);
            }
        }
    }
    Ok(Prepared { inputs, boundary })
}

/// Whether the place is one instance of a repeated activity, whose border is that of the whole.
fn is_inner_instance(turn: &Turn<'_>, place: Place<'_>) -> bool {
    let scope = turn.state().scopes.get(&place.scope);
    scope.is_some_and(|scope| scope.kind == ScopeKind::Iteration && scope.element == place.node.id)
}

impl Prepared {
    /// The step starts, and its boundary events listen.
    pub(crate) fn begin(self, turn: &mut Turn<'_>, place: Place<'_>, turnstile: Turnstile) -> Result<StepId, Broken> {
        let step = steps::start(turn, place, self.inputs, turnstile)?;
        listen(turn, place.scope, &SubscriptionOwner::Boundary { host: step }, self.boundary)?;
        Ok(step)
    }
}
