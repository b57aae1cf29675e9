//! Work that waits for a person or for a worker outside the program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::ValueView;

/// Who has to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TaskAudience {
    /// A person fills in a form or decides.
    Person,
    /// A person does something outside the program and says so.
    Manual,
    /// A worker outside the program; a person may stand in for it.
    Worker,
}

/// What a form field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    Checkbox,
    /// One of the options.
    Choice,
    /// Several of the options.
    Choices,
    /// A date, `2026-01-31`.
    Date,
    /// Any JSON value.
    Json,
}

/// One of the values that a field may take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldOption {
    /// The value.
    pub value: Value,
    /// What is shown.
    pub label: String,
}

/// Which outputs are asked for beside words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OutputsAsked {
    /// None.
    #[default]
    None,
    /// A conversation has come to those that the fields hold; a person agrees or changes them.
    Confirm,
    /// A person gives them in a model's place.
    Give,
    /// A person gives inputs that the step lacks.
    Inputs,
}

/// Turns of a person in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnCount {
    /// So many were taken.
    pub taken: u32,
    /// So many may be.
    pub most: u32,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// Name of the variable that it fills.
    pub key: String,
    /// What is shown.
    pub label: String,
    /// What it means, below the field.
    pub description: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// It has to be filled in.
    pub required: bool,
    /// The values that it may take.
    pub options: Vec<FieldOption>,
    /// What it holds at first.
    pub value: Value,
}

/// One piece of work that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenTaskView {
    /// The step to complete or to fail.
    pub step_id: String,
    /// The branch that waits.
    pub branch_id: String,
    /// The flow node.
    pub element: String,
    /// Name of the flow node.
    pub element_name: Option<String>,
    /// What to do, from the element's documentation.
    pub instructions: Option<String>,
    /// Who has to do it.
    pub audience: TaskAudience,
    /// The task type that a worker serves.
    pub task_type: Option<String>,
    /// To whom it is assigned.
    pub assignee: Option<String>,
    /// Who may approve, by the names under which they answer; anybody when empty.
    pub approvers: Vec<String>,
    /// The form's fields. Without any, outputs are written as JSON.
    pub fields: Vec<FormField>,
    /// The form itself as form-js has it, when the routine has one for this work; `fields` are then taken from it.
    pub form: Value,
    /// What went in.
    pub inputs: BTreeMap<String, ValueView>,
    /// Since when it waits, in milliseconds since 1970.
    pub since: u64,
    /// When it is waited for no longer; none where that is never.
    pub until: Option<u64>,
    /// Of a conversation with a model: the turns of the person.
    pub turns: Option<TurnCount>,
    /// Of a conversation: the outputs that are asked for.
    pub outputs: OutputsAsked,
}
