//! What an activity leaves behind when it is complete.

use routine_model::graph::activity::ActivityKind;

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::flow_nodes::leave;
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::{Actor, VariableMap};
use crate::turn::{Place, Turn};
use crate::{scope, steps};

/// What goes up from the inside of an activity: what its output mappings give. Without mappings a called routine gives all
/// its variables, unless its call says otherwise; a sub-process gives nothing, because what was assigned inside and not
/// declared there has gone up already.
pub(crate) fn results_of(turn: &mut Turn<'_>, place: Place<'_>, inside: ScopeId) -> Result<VariableMap, Trouble> {
    let Some(activity) = place.node.activity() else { return Ok(VariableMap::new()) };
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(VariableMap::new());
    }
    if !activity.outputs.is_empty() {
        return SubroutineContextManager::of(turn).map_outputs(inside, &activity.outputs, &VariableMap::new());
    }
    Ok(match &activity.kind {
        ActivityKind::CallActivity(call) if call.propagate_all_child_variables => {
            turn.state().scopes.get(&inside).map(|scope| scope.variables.clone()).unwrap_or_default()
        }
        ActivityKind::CallActivity(_)
        | ActivityKind::SubProcess(_)
        | ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. } => VariableMap::new(),
    })
}

/// The activity is complete, its results go up, and the branch leaves.
pub(crate) fn complete_activity(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    results: VariableMap,
) -> Result<(), Broken> {
    scope::give_up(turn, step, None)?;
    steps::complete(turn, place, step, results.clone(), Actor::Engine)?;
    SubroutineContextManager::of(turn).raise(place.scope, results)?;
    leave(turn, place)
}
