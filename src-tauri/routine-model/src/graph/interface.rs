//! What a routine takes and gives: its declared inputs and outputs, each with a type.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entry::EntryBinding;
use crate::graph::sensitivity::Sensitivity;
use crate::schema::Schema;

/// The declared inputs and outputs of a process.
#[derive(Clone, Debug, Default)]
pub struct RoutineInterface {
    /// Without any, everything may go in.
    pub inputs: Vec<Field>,
    /// Without any, everything may come out.
    pub outputs: Vec<Field>,
}

/// One declared input or output.
#[derive(Clone, Debug)]
pub struct Field {
    /// The variable.
    pub name: String,
    /// What is shown.
    pub label: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// How a person gives it.
    pub kind: FieldKind,
    /// It has to be given.
    pub required: bool,
    /// What it is when nobody gives it.
    pub default: Option<Value>,
    /// What its value must look like.
    pub schema: Option<Schema>,
    /// How careful one has to be with it.
    pub sensitivity: Option<Sensitivity>,
    /// Of an output: the blackboard's entry that it is written to when a run in a swarm has completed (`x-entry`).
    pub entry: Option<EntryBinding>,
    /// Of an output: the resource that it becomes then (`x-resource`).
    pub resource: Option<FieldResource>,
}

/// The resource of a swarm that an output becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldResource {
    /// Its name.
    pub name: String,
    /// Its media type, when it is said.
    pub mime: Option<String>,
}

/// The thirteen ways in which a person gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A text.
    Text,
    /// Yes or no.
    Switch,
    /// A number.
    Integer,
    /// A number between two ends.
    Slider,
    /// Several of some options.
    Checkbox,
    /// One of some options, all of them seen.
    Radio,
    /// One of some options.
    Selector,
    /// A language tag such as `en` or `pt-BR`.
    Language,
    /// The name of something in the program: a routine, a run, an entry.
    LinkItem,
    /// The address of a page.
    LinkUrl,
    /// Words.
    Tags,
    /// Any JSON value, or code.
    Code,
    /// A file: its path, or an object that describes it.
    File,
}

impl FieldKind {
    /// Every kind with the word for it in `x-field`.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("text", Self::Text),
        ("switch", Self::Switch),
        ("integer", Self::Integer),
        ("slider", Self::Slider),
        ("checkbox", Self::Checkbox),
        ("radio", Self::Radio),
        ("selector", Self::Selector),
        ("language", Self::Language),
        ("linkItem", Self::LinkItem),
        ("linkUrl", Self::LinkUrl),
        ("tags", Self::Tags),
        ("code", Self::Code),
        ("file", Self::File),
    ];
}

/// What speaks against a value of a routine's interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field.
    pub field: String,
    /// A sentence.
    pub reason: String,
}

impl std::fmt::Display for FieldFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

impl RoutineInterface {
    /// Whether an input is declared.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&Field> {
        self.inputs.iter().find(|field| field.name == name)
    }

    /// Whether an output is declared.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Field> {
        self.outputs.iter().find(|field| field.name == name)
    }

    /// Adds the defaults of what is missing.
    pub fn add_defaults(&self, variables: &mut BTreeMap<String, Value>) {
        for field in &self.inputs {
            if let Some(default) = &field.default {
                variables.entry(field.name.clone()).or_insert_with(|| default.clone());
            }
        }
    }

    /// What speaks against these inputs, defaults included.
    #[must_use]
    pub fn input_faults(&self, variables: &BTreeMap<String, Value>) -> Vec<FieldFault> {
        faults(&self.inputs, variables)
    }

    /// What speaks against these variables as outputs.
    #[must_use]
    pub fn output_faults(&self, variables: &BTreeMap<String, Value>) -> Vec<FieldFault> {
        faults(&self.outputs, variables)
    }
}

fn faults(fields: &[Field], variables: &BTreeMap<String, Value>) -> Vec<FieldFault> {
    let fault = |field: &Field, reason: String| FieldFault { field: field.name.clone(), reason };
    let mut found = Vec::new();
    for field in fields {
        match (variables.get(&field.name), &field.schema) {
            (None, _) if field.required => found.push(fault(field, "it is required and not given".to_owned())),
            (None, _) | (Some(_), None) => {}
            (Some(value), Some(schema)) => {
                found.extend(schema.faults(value).into_iter().map(|reason| fault(field, reason)));
            }
        }
    }
    found
}
