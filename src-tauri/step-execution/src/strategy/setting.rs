//! Which strategy a step's settings ask for.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::settings::StrategySetting;

use super::Strategy;
use crate::context::{ExecutionContext, RoutineContext};

/// Resolved like CSS, nearest first: the step's own setting, `subroutineStrategies` of its routine, the routine's
/// `executionStrategy`. Steps that BPMN gives to a person or to a sender of messages are never given to a model.
///
/// `auto` is deterministic: as long as there is one strategy, there is nothing to detect.
#[must_use]
pub fn chosen_strategy(context: &ExecutionContext<'_>) -> Strategy {
    strategy_setting(context.node, context.activity, &context.routine)
}

/// As [`chosen_strategy`], of an activity that nothing executes yet.
pub(crate) fn strategy_setting(node: &FlowNode, activity: &Activity, routine: &RoutineContext<'_>) -> Strategy {
    match activity.kind {
        ActivityKind::UserTask(_) | ActivityKind::ManualTask | ActivityKind::ReceiveTask { .. } => {
            return Strategy::Deterministic;
        }
        ActivityKind::AbstractTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::SubProcess(_)
        | ActivityKind::CallActivity(_) => {}
    }
    let routine = routine.definition().map(|process| &process.settings);
    let settings = [
        activity.settings.strategy,
        routine.and_then(|routine| routine.subroutine_strategies.get(&node.id).copied()),
        routine.and_then(|routine| routine.execution_strategy),
    ];
    let nearest = settings.into_iter().flatten().find(|setting| *setting != StrategySetting::Inherit);
    match nearest.unwrap_or(StrategySetting::Auto) {
        StrategySetting::Reasoning => Strategy::Reasoning,
        StrategySetting::Conversational => Strategy::Conversational,
        StrategySetting::Deterministic | StrategySetting::Auto | StrategySetting::Inherit => Strategy::Deterministic,
    }
}
