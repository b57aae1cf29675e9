//! What a step's binding amounts to.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use run_engine::WaitReason;

/// What there is to do.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    /// Nothing; the token passes.
    Nothing,
    /// Somebody else does it and says so.
    HandOver(WaitReason),
    /// Something that this program cannot do.
    Unavailable(String),
}

/// Reads the binding of an activity.
pub(crate) fn work_of(activity: &Activity) -> Work {
    match &activity.kind {
        ActivityKind::UserTask(_) => return Work::HandOver(WaitReason::Form),
        ActivityKind::ManualTask => return Work::HandOver(WaitReason::ManualWork),
        ActivityKind::AbstractTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(_)
        | ActivityKind::CallActivity(_) => {}
    }
    match &activity.binding {
        Binding::None | Binding::Form(_) => Work::Nothing,
        Binding::TaskType { task_type, .. } => {
            Work::HandOver(WaitReason::Worker { task_type: task_type.source().to_owned() })
        }
        Binding::FeelScript { .. } | Binding::Script { .. } => Work::Unavailable("scripts do not run yet".to_owned()),
        Binding::Decision { .. } => Work::Unavailable("decision tables are not executed yet".to_owned()),
    }
}
