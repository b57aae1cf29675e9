//! What a model is told about its step: routine, step, prompt and inputs, with all values fenced as data.
//!
//! What does not fit into the room for LLM tokens is left out in this order: entries of the swarm, the longest first; inputs that the prompt does not name, the
//! longest first; the routine's documentation; the step's; in a conversation its oldest turns before all of these. The
//! prompt with the values that it names is never cut.

mod fence;
mod swarm;

use std::collections::BTreeSet;

pub(crate) use fence::{Fence, RULE};
use routine_model::graph::activity::Activity;
use routine_model::paths::{Template, ValuePath};
use run_engine::{StepFailure, VariableMap};
use serde_json::Value;

use crate::context::ExecutionContext;
use crate::strategy::failure;

/// The variable of a run that works for a swarm.
const SWARM: &str = "swarm";
/// So many bytes count as one LLM token before a model has counted itself.
const BYTES_A_TOKEN: u64 = 3;

/// A text's size as LLM tokens are counted before it is sent.
pub(crate) fn llm_tokens(text: &str) -> u64 {
    (text.len() as u64).div_ceil(BYTES_A_TOKEN)
}

/// All that can be said about a step.
#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    /// What people call it.
    what: String,
    text: String,
    /// The smaller, the sooner it is left out; none never.
    goes: Option<usize>,
}

impl Prompt {
    /// Of a step.
    ///
    /// # Errors
    /// `prompt` when its template cannot be read or has a hole without a value.
    pub(crate) fn of(context: &ExecutionContext<'_>, swarm: Option<&Value>) -> Result<Self, StepFailure> {
        let request = context.request;
        let fence = Fence::new(&request.run.0, request.step.0);
        let whole = Value::Object(request.variables.clone().into_iter().collect());
        let mut named = BTreeSet::new();
        let prompt = context.activity.settings.prompt.as_deref();
        let prompt = prompt.map(|source| filled(source, &whole, &fence, &mut named)).transpose()?;
        let mut all = Self::around(context, &fence, &named).in_swarm(swarm, &fence);
        if let Some(text) = prompt {
            all.parts.push(Part { what: "the prompt".to_owned(), text: format!("What to do:\n{text}"), goes: None });
        }
        Ok(all)
    }

    /// All but the prompt: what is known while its inputs are still missing.
    pub(crate) fn without_prompt(context: &ExecutionContext<'_>) -> Self {
        let fence = Fence::new(&context.request.run.0, context.request.step.0);
        Self::around(context, &fence, &BTreeSet::new())
    }

    fn around(context: &ExecutionContext<'_>, fence: &Fence, named: &BTreeSet<String>) -> Self {
        let request = context.request;
        let mut parts = Vec::new();
        let definition = context.routine.definition();
        let mut say = |what: &str, text: String, goes: Option<usize>| {
            parts.push(Part { what: what.to_owned(), text, goes });
        };
        if let Some(name) = definition.and_then(|process| process.name.as_deref()) {
            say("the routine's name", format!("Routine: {name}"), None);
        }
        if let Some(text) = definition.and_then(|process| process.documentation.as_deref()) {
            say("the routine's documentation", format!("What the routine is for: {text}"), Some(usize::MAX - 1));
        }
        let name = context.node.name.as_deref().unwrap_or(context.node.id.as_str());
        say("the step's name", format!("Step: {name}"), None);
        if let Some(text) = context.node.documentation.as_deref() {
            say("the step's documentation", format!("About the step: {text}"), Some(usize::MAX));
        }
        let shown = if request.inputs.is_empty() { &request.variables } else { &request.inputs };
        let mut shown = shown.clone();
        if request.swarm.is_some() {
            // What the step sees of its swarm is told by itself, and newer.
            shown.remove(SWARM);
        }
        parts.extend(inputs(&shown, named, fence));
        Self { parts }
    }

    /// The text that fits into so many LLM tokens, and what was left out of it.
    ///
    /// # Errors
    /// `max-context-tokens` when what may not be left out does not fit.
    pub(crate) fn fitting(&self, room: Option<u64>, only_warns: bool) -> Result<(String, Vec<String>), StepFailure> {
        let mut kept: Vec<&Part> = self.parts.iter().collect();
        let mut left_out = Vec::new();
        loop {
            let text = kept.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n\n");
            let size = llm_tokens(&text);
            let Some(room) = room.filter(|room| size > *room) else { return Ok((text, left_out)) };
            let next = (0..kept.len()).filter_map(|at| Some((kept.get(at)?.goes?, at))).min();
            match next {
                Some((_, at)) => {
                    let part = kept.remove(at);
                    left_out.push(format!("{} ({} LLM tokens)", part.what, llm_tokens(&part.text)));
                }
                None if only_warns => return Ok((text, left_out)),
                None => {
                    let message = format!("the prompt takes about {size} LLM tokens, and there is room for {room}");
                    return Err(failure("max-context-tokens", message));
                }
            }
        }
    }
}

/// The inputs that the prompt does not name; the longest is the first to go.
fn inputs(shown: &VariableMap, named: &BTreeSet<String>, fence: &Fence) -> Vec<Part> {
    let mut others: Vec<(&String, String)> =
        shown.iter().filter(|(name, _)| !named.contains(*name)).map(|(name, value)| (name, as_text(value))).collect();
    others.sort_by(|(one, left), (other, right)| right.len().cmp(&left.len()).then_with(|| one.cmp(other)));
    let part = |(at, (name, text)): (usize, (&String, String))| Part {
        what: format!("the input {name}"),
        text: fence.around(name, &text),
        goes: Some(at),
    };
    others.into_iter().enumerate().map(part).collect()
}

fn filled(source: &str, whole: &Value, fence: &Fence, named: &mut BTreeSet<String>) -> Result<String, StepFailure> {
    let told = |error: routine_model::paths::PathError| failure("prompt", format!("routine:prompt: {error}"));
    let template = Template::parse(source).map_err(told)?;
    let shown = |path: &ValuePath, value: &Value| match value {
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null => "nothing".to_owned(),
        Value::String(_) | Value::Array(_) | Value::Object(_) => {
            format!("\n{}\n", fence.around(&path.to_string(), &as_text(value)))
        }
    };
    let text = template.fill_with(|name| variable_of(name, whole), shown).map_err(told)?;
    named.extend(template.variables().into_iter().map(ToOwned::to_owned));
    Ok(text)
}

/// The value of a name in templates: a variable, or `input` for all of them.
pub(crate) fn variable_of<'v>(name: &str, whole: &'v Value) -> Option<&'v Value> {
    whole.get(name).or_else(|| (name == "input").then_some(whole))
}

/// A value as a model reads it.
pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            serde_json::to_string_pretty(value).unwrap_or_default()
        }
    }
}

/// The variables that a step's prompt names; `input` stands for all of them.
pub(crate) fn named(activity: &Activity) -> Vec<String> {
    let template = activity.settings.prompt.as_deref().and_then(|source| Template::parse(source).ok());
    template.map(|template| template.variables().into_iter().map(ToOwned::to_owned).collect()).unwrap_or_default()
}

/// What is wrong with a step's prompt as a template, if anything.
pub(crate) fn fault(activity: &Activity) -> Option<String> {
    let source = activity.settings.prompt.as_deref()?;
    Template::parse(source).err().map(|error| format!("routine:prompt: {error}"))
}
