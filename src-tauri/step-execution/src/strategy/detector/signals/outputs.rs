//! What is to come out of a step that nothing mechanical is bound to.

use routine_model::graph::activity::ActivityKind;
use serde_json::Value;

use super::Signals;
use crate::strategy::Strategy::{Conversational, Deterministic, Reasoning};
use crate::strategy::detector::seen::{about, plain};
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::{weights, words};

/// Looks at prompt, output schema and inputs.
pub(in super::super) fn outputs(step: &StepToDetect<'_>, signals: &mut Signals) {
    let activity = step.activity;
    let is_person = matches!(activity.kind, ActivityKind::UserTask(_));
    if activity.settings.prompt.is_some() && !is_person {
        let seen = plain("promptSays", "a prompt says what a model is to do");
        signals.add("prompt", Reasoning, weights::PROMPT, seen.clone());
        signals.add("prompt", Conversational, weights::PROMPT, seen);
    }
    let Some(schema) = &activity.settings.output_schema else {
        if activity.settings.prompt.is_none() {
            signals.add("outputs", Deterministic, weights::NO_OUTPUTS, plain("noOutputs", "it declares no outputs"));
        }
        return;
    };
    let seen = plain("schemaUnbound", "a schema says what comes out, and no binding says how");
    signals.add("outputs", Conversational, weights::SCHEMA_CONVERSATIONAL, seen.clone());
    if is_person {
        return;
    }
    signals.add("outputs", Reasoning, weights::SCHEMA_REASONING, seen);
    if activity.inputs.is_empty() && activity.data_inputs.is_empty() {
        let because = "outputs are expected and nothing is given: they have to come from someone";
        signals.add("inputs", Conversational, weights::NOTHING_GIVEN, plain("nothingGiven", because));
    } else {
        signals.add(
            "inputs",
            Reasoning,
            weights::SOMETHING_GIVEN,
            plain("somethingGiven", "it is given what to work from"),
        );
    }
    if is_measured(schema) && activity.settings.prompt.is_none() {
        let because = "only numbers or yes and no come out: measured, counted or agreed rather than thought up";
        let seen = plain("measured", because);
        signals.add("outputs", Deterministic, weights::MEASURED_OUT_DETERMINISTIC, seen.clone());
        signals.add("outputs", Reasoning, weights::MEASURED_OUT_REASONING, seen);
    }
    let names: Vec<&str> = properties(schema).collect();
    if let Some(name) = names.iter().find(|name| words::is_text_name(name)) {
        let seen = about("textOut", [name], format!("{name} is a text or a judgement"));
        signals.add("outputs", Reasoning, weights::TEXT_OUT, seen);
    }
    if let Some(name) = names.iter().find(|name| words::is_agreement_name(name)) {
        let seen = about("takesTwo", [name], format!("{name} takes two"));
        signals.add("outputs", Conversational, weights::AGREEMENT_OUT, seen);
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
