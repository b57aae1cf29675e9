//! Work that waits, with all that a person needs to do it.

use std::collections::BTreeMap;

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::{Binding, Form};
use routine_model::graph::flow_node::FlowNode;
use run_engine::WaitReason;
use run_engine::event::StepWaiting;
use serde_json::Value;

use super::doing::Doing;
use super::form::form_fields;
use super::milliseconds;
use super::schema_form::schema_fields;
use crate::contract::{OpenTaskView, OutputsAsked, RunView, TaskAudience, ValueView};

/// The work behind a waiting step; none when it waits for something else than work.
pub(super) fn open_task(
    view: &RunView,
    doing: &Doing,
    event: &StepWaiting,
    node: Option<&FlowNode>,
    inputs: BTreeMap<String, ValueView>,
    since: u64,
) -> Option<OpenTaskView> {
    let node = node?;
    let activity = node.activity()?;
    let (audience, task_type) = match &event.on {
        WaitReason::Form | WaitReason::Conversation | WaitReason::Approval => (TaskAudience::Person, None),
        WaitReason::ManualWork | WaitReason::Trigger => (TaskAudience::Manual, None),
        WaitReason::Worker { task_type } => (TaskAudience::Worker, Some(task_type.clone())),
        WaitReason::Join { .. }
        | WaitReason::Inputs { .. }
        | WaitReason::Message { .. }
        | WaitReason::Signal { .. }
        | WaitReason::Timer { .. }
        | WaitReason::Condition
        | WaitReason::Events { .. }
        | WaitReason::Inside
        | WaitReason::Activation
        | WaitReason::Tokens { .. }
        | WaitReason::Compensation
        | WaitReason::Decision { .. }
        | WaitReason::Incident { .. }
        | WaitReason::Retry { .. }
        | WaitReason::Routine { .. }
        | WaitReason::Swarm { .. }
        | WaitReason::Branches { .. } => return None,
    };
    let branch_id = event.branch.to_string();
    let form = match &activity.binding {
        Binding::Form(Form::Embedded(schema)) => schema.clone(),
        Binding::Form(Form::Id(_) | Form::Key(_))
        | Binding::None
        | Binding::FeelScript { .. }
        | Binding::Script { .. }
        | Binding::Decision { .. }
        | Binding::TaskType { .. } => Value::Null,
    };
    let is_conversation = event.on == WaitReason::Conversation;
    let (outputs, schema, held) = if is_conversation { doing.outputs(activity) } else { Default::default() };
    let fields = match outputs {
        OutputsAsked::None => form_fields(&form, |key| visible(view, &branch_id, &inputs, key)),
        OutputsAsked::Confirm | OutputsAsked::Give | OutputsAsked::Inputs => {
            schema_fields(&schema, |key| held.get(key).cloned())
        }
    };
    Some(OpenTaskView {
        step_id: event.step.to_string(),
        branch_id,
        element: event.element.to_string(),
        element_name: node.name.clone(),
        instructions: node.documentation.clone(),
        audience,
        task_type,
        assignee: assignee(activity).or_else(|| event.member.as_ref().map(ToString::to_string)),
        approvers: if event.on == WaitReason::Approval { activity.settings.approvers.clone() } else { Vec::new() },
        fields,
        form,
        inputs,
        since,
        until: event.until.map(milliseconds),
        turns: if is_conversation { doing.turns(activity) } else { None },
        outputs,
    })
}

fn assignee(activity: &Activity) -> Option<String> {
    let ActivityKind::UserTask(task) = &activity.kind else { return None };
    task.assignee.as_ref().map(|expression| expression.source().trim_start_matches('=').trim().to_owned())
}

/// The variable that a field shows at first: an input of the step, else the nearest scope's.
fn visible(view: &RunView, branch_id: &str, inputs: &BTreeMap<String, ValueView>, key: &str) -> Option<Value> {
    if let Some(input) = inputs.get(key) {
        return Some(input.value.clone());
    }
    let branch = view.branches.iter().find(|branch| branch.id == branch_id)?;
    let mut scope_id = Some(&branch.scope_id);
    while let Some(id) = scope_id {
        let scope = view.scopes.iter().find(|scope| scope.id == *id)?;
        if let Some(value) = scope.variables.get(key) {
            return Some(value.value.clone());
        }
        scope_id = scope.parent.as_ref();
    }
    None
}
