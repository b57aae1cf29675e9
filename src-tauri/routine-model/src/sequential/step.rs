//! What a step of a sequential routine is as an activity.

use std::collections::BTreeMap;

use serde_json::Value;

use super::chain::Chain;
use super::file::{FormChoice, Pairs, Recovery, Step};
use crate::diagnostic::Diagnostic;
use crate::expression::Expression;
use crate::graph::activity::{Activity, ActivityKind, CallActivity, UserTask};
use crate::graph::binding::{Binding, Form};
use crate::graph::data::Mapping;
use crate::graph::flow_node::FlowNodeKind;
use crate::graph::model::Fallback;
use crate::graph::settings::{RecoveryPolicy, StepSettings, name_list};
use crate::ids::ElementId;
use crate::position::Position;

pub(super) fn activity(chain: &mut Chain<'_>, step: Step, place: Position, id: &ElementId) -> FlowNodeKind {
    let bound = [
        step.task_type.is_some(),
        step.script.is_some(),
        step.decision.is_some(),
        step.form.is_some(),
        step.call.is_some(),
    ];
    if bound.iter().filter(|bound| **bound).count() > 1 {
        let message =
            format!("The step {id} is bound to several things; it has one of type, script, decision, form and call.");
        chain.diagnostics.push(Diagnostic::error("several-bindings", place, message).about(id));
    }
    let assignee = step.assignee.as_deref().and_then(|assignee| chain.expression(assignee, place, id));
    let kind = kind(chain, &step, assignee, place, id);
    let inputs = mappings(chain, step.inputs, place, id);
    let outputs = outputs(chain, step.outputs, place, id);
    let approval = step.approval.map(texts);
    let settings = StepSettings {
        strategy: step.strategy.map(Into::into),
        prompt: step.prompt.filter(|prompt| !prompt.trim().is_empty()),
        input_schema: step.input_schema,
        missing_inputs: step.missing_inputs,
        output_schema: step.output_schema,
        cache_ms: step.cache_ms,
        budget: texts(step.budget),
        fallback: fallback(chain, &step.on_failure, place, id),
        on_failure: texts(step.on_failure),
        retry: texts(step.retry),
        recovery: step.recovery.map(|recovery| match recovery {
            Recovery::Retry => RecoveryPolicy::Retry,
            Recovery::Ask => RecoveryPolicy::Ask,
            Recovery::Incident => RecoveryPolicy::Incident,
        }),
        approvers: approval
            .as_ref()
            .and_then(|one| one.get("approvers"))
            .map(|names| name_list(names))
            .unwrap_or_default(),
        approval,
        tools: step.tools,
        model: step.model,
        success: step.success_criteria,
        conversation: step.conversation,
    };
    let (kind, binding) = kind;
    FlowNodeKind::Activity(Box::new(Activity {
        kind,
        binding,
        loop_characteristics: None,
        is_for_compensation: false,
        start_quantity: 1,
        completion_quantity: 1,
        inputs,
        outputs,
        settings,
        properties: Vec::new(),
        io_specification: None,
        data_inputs: Vec::new(),
        data_outputs: Vec::new(),
        extension_properties: BTreeMap::new(),
    }))
}

fn kind(
    chain: &mut Chain<'_>,
    step: &Step,
    assignee: Option<Expression>,
    place: Position,
    id: &ElementId,
) -> (ActivityKind, Binding) {
    if let Some(call) = &step.call {
        let called = chain.expression(call, place, id);
        let call = CallActivity {
            called,
            global_task: None,
            // Declared mappings replace the copying of everything, as in a diagram.
            propagate_all_child_variables: step.outputs.0.is_empty(),
            propagate_all_parent_variables: step.inputs.0.is_empty(),
        };
        return (ActivityKind::CallActivity(call), Binding::None);
    }
    if let Some(script) = &step.script {
        let result_variable = script.result_variable.clone();
        let binding = if script.language == "feel" {
            let source = if script.source.trim_start().starts_with('=') {
                script.source.clone()
            } else {
                format!("={}", script.source)
            };
            chain
                .expression(&source, place, id)
                .map_or(Binding::None, |expression| Binding::FeelScript { expression, result_variable })
        } else {
            Binding::Script { language: script.language.clone(), source: script.source.clone(), result_variable }
        };
        return (ActivityKind::ScriptTask, binding);
    }
    if let Some(decision) = &step.decision {
        let result_variable = decision.result_variable.clone();
        let binding = chain
            .expression(&decision.id, place, id)
            .map_or(Binding::None, |decision| Binding::Decision { decision, result_variable });
        return (ActivityKind::BusinessRuleTask, binding);
    }
    if let Some(form) = &step.form {
        let form = match form {
            FormChoice::Id(id) => Form::Id(id.clone()),
            FormChoice::Schema(schema) => Form::Embedded(schema.clone()),
        };
        return (ActivityKind::UserTask(UserTask { assignee, ..UserTask::default() }), Binding::Form(form));
    }
    if let Some(task_type) = &step.task_type {
        let retries = step.retry.get("attempts").map(Expression::constant);
        let binding = chain.expression(task_type, place, id).map_or(Binding::None, |task_type| Binding::TaskType {
            task_type,
            retries,
            headers: step.headers.clone(),
        });
        return (ActivityKind::ServiceTask, binding);
    }
    match assignee {
        Some(assignee) => {
            (ActivityKind::UserTask(UserTask { assignee: Some(assignee), ..UserTask::default() }), Binding::None)
        }
        None => (ActivityKind::AbstractTask, Binding::None),
    }
}

fn mappings(chain: &mut Chain<'_>, pairs: Pairs, place: Position, id: &ElementId) -> Vec<Mapping> {
    let source = |chain: &mut Chain<'_>, value: &Value| match value {
        Value::String(text) => chain.expression(text, place, id),
        other => Some(Expression::constant(other)),
    };
    pairs.0.into_iter().filter_map(|(target, value)| Some(Mapping { source: source(chain, &value)?, target })).collect()
}

/// Outputs read from the result, so a plain name is that variable and not a text.
fn outputs(chain: &mut Chain<'_>, pairs: Pairs, place: Position, id: &ElementId) -> Vec<Mapping> {
    let as_expression = |value: Value| match value {
        Value::String(text) if !text.trim_start().starts_with('=') => Value::String(format!("={text}")),
        other => other,
    };
    let pairs = pairs.0.into_iter().map(|(target, value)| (target, as_expression(value))).collect();
    mappings(chain, Pairs(pairs), place, id)
}

/// Who tries where the step's own strategy could not do it.
fn fallback(
    chain: &mut Chain<'_>,
    on_failure: &BTreeMap<String, Value>,
    place: Position,
    id: &ElementId,
) -> Vec<Fallback> {
    let Some(value) = on_failure.get("fallback") else { return Vec::new() };
    value.as_str().and_then(Fallback::list).unwrap_or_else(|| {
        let message = format!("`fallback` of {id} is {value}, which this program does not know.");
        let hint = "It can be none, or some of reasoning, conversational and person, in this order.";
        chain.diagnostics.push(Diagnostic::error("unreadable-setting", place, message).about(id).hint(hint));
        Vec::new()
    })
}

/// Settings are texts, as they are in the attributes of a diagram.
fn texts(values: BTreeMap<String, Value>) -> BTreeMap<String, String> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    values.into_iter().map(|(name, value)| (name, text(value))).collect()
}
