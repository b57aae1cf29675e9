//! What is to come out of a step that nothing mechanical is bound to.

use routine_model::graph::activity::ActivityKind;
use serde_json::Value;

use super::Signals;
use crate::strategy::Strategy::{Conversational, Deterministic, Reasoning};
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::{weights, words};

/// Looks at prompt, output schema and inputs.
pub(in super::super) fn outputs(step: &StepToDetect<'_>, signals: &mut Signals) {
    let activity = step.activity;
    let is_person = matches!(activity.kind, ActivityKind::UserTask(_));
    if activity.settings.prompt.is_some() && !is_person {
        let because = "a prompt says what a model is to do";
        signals.add("prompt", Reasoning, weights::PROMPT, because);
        signals.add("prompt", Conversational, weights::PROMPT, because);
    }
    let Some(schema) = &activity.settings.output_schema else {
        if activity.settings.prompt.is_none() {
            signals.add("outputs", Deterministic, weights::NO_OUTPUTS, "it declares no outputs");
        }
        return;
    };
    let because = "a schema says what comes out, and no binding says how";
    signals.add("outputs", Conversational, weights::SCHEMA_CONVERSATIONAL, because);
    if is_person {
        return;
    }
    signals.add("outputs", Reasoning, weights::SCHEMA_REASONING, because);
    if activity.inputs.is_empty() && activity.data_inputs.is_empty() {
        let because = "outputs are expected and nothing is given: they have to come from someone";
        signals.add("inputs", Conversational, weights::NOTHING_GIVEN, because);
    } else {
        signals.add("inputs", Reasoning, weights::SOMETHING_GIVEN, "it is given what to work from");
    }
    if is_measured(schema) && activity.settings.prompt.is_none() {
        let because = "only numbers or yes and no come out: measured, counted or agreed rather than thought up";
        signals.add("outputs", Deterministic, weights::MEASURED_OUT_DETERMINISTIC, because);
        signals.add("outputs", Reasoning, weights::MEASURED_OUT_REASONING, because);
    }
    let names: Vec<&str> = properties(schema).collect();
    if let Some(name) = names.iter().find(|name| words::is_text_name(name)) {
        signals.add("outputs", Reasoning, weights::TEXT_OUT, format!("{name} is a text or a judgement"));
    }
    if let Some(name) = names.iter().find(|name| words::is_agreement_name(name)) {
        signals.add("outputs", Conversational, weights::AGREEMENT_OUT, format!("{name} takes two"));
    }
}

fn is_measured(schema: &Value) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    let is_one = |property: &Value| {
        let of = property.get("type").and_then(Value::as_str);
        of.is_some_and(|of| ["number", "integer", "boolean"].contains(&of))
    };
    properties.is_some_and(|properties| !properties.is_empty() && properties.values().all(is_one))
}

fn properties(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|map| map.keys().map(String::as_str))
}
