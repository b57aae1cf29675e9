//! What a sequential routine looks like in its file.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::graph::model::{ConversationSettings, DemoReply, ModelWish, SuccessCriteria};
use crate::graph::settings::{MissingInputs, SensitiveUse};
use crate::graph::tools::ToolPattern;

/// What a JSON file says about itself.
#[derive(Deserialize)]
pub(super) struct Declaration {
    pub format: Option<String>,
    pub version: Option<u32>,
}

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Routine<'t> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    /// The id by which other routines call it.
    pub id: String,
    pub name: Option<String>,
    pub documentation: Option<String>,
    #[serde(default)]
    pub settings: Settings,
    /// Read one by one, so that a broken step leaves the others as they are.
    #[serde(borrow)]
    pub steps: Vec<&'t RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Settings {
    pub execution_strategy: Option<Strategy>,
    pub allow_strategy_override: Option<bool>,
    /// Milliseconds.
    pub max_time: Option<u64>,
    /// Credits, as a decimal.
    pub max_credits: Option<String>,
    pub max_steps: Option<u64>,
    #[serde(default)]
    pub subroutine_strategies: BTreeMap<String, Strategy>,
    pub tools: Option<Vec<ToolPattern>>,
    #[serde(default)]
    pub model: ModelWish,
    #[serde(default)]
    pub policies: BTreeMap<String, String>,
    #[serde(default)]
    pub allow_sensitive: Vec<SensitiveUse>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Strategy {
    Inherit,
    Deterministic,
    Reasoning,
    Conversational,
    Auto,
}

/// One step. What does its work is one of `type`, `script`, `decision`, `form`, `call`, or nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Step {
    pub id: String,
    pub name: Option<String>,
    pub documentation: Option<String>,
    /// Variables of the step and what they are: values, or expressions with a leading `=`.
    #[serde(default)]
    pub inputs: Pairs,
    /// Variables around and what of the result they get. None: everything.
    #[serde(default)]
    pub outputs: Pairs,
    /// The step is left out when this is true.
    pub skip: Option<String>,
    /// A task type: `routine:http`, `routine:generate`, or one that somebody outside serves.
    #[serde(rename = "type")]
    pub task_type: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub script: Option<Script>,
    pub decision: Option<Decision>,
    pub form: Option<FormChoice>,
    /// The id of a routine.
    pub call: Option<String>,
    /// Who has to do it.
    pub assignee: Option<String>,
    pub strategy: Option<Strategy>,
    pub prompt: Option<String>,
    pub input_schema: Option<Value>,
    #[serde(default)]
    pub missing_inputs: MissingInputs,
    pub output_schema: Option<Value>,
    /// Milliseconds for which a result counts for the same inputs.
    pub cache_ms: Option<u64>,
    #[serde(default)]
    pub budget: BTreeMap<String, Value>,
    #[serde(default)]
    pub retry: BTreeMap<String, Value>,
    #[serde(default)]
    pub on_failure: BTreeMap<String, Value>,
    pub approval: Option<BTreeMap<String, Value>>,
    pub tools: Option<Vec<ToolPattern>>,
    pub recovery: Option<Recovery>,
    #[serde(default)]
    pub model: ModelWish,
    /// What the Demo model says.
    #[serde(default)]
    pub demo: Vec<DemoReply>,
    #[serde(default)]
    pub success_criteria: SuccessCriteria,
    #[serde(default)]
    pub conversation: ConversationSettings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Script {
    /// `feel` or `javascript`.
    pub language: String,
    pub source: String,
    pub result_variable: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Decision {
    pub id: String,
    pub result_variable: Option<String>,
}

/// A form by id, or the form itself.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum FormChoice {
    Id(String),
    Schema(Value),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Recovery {
    Retry,
    Ask,
    Incident,
}

/// The members of an object, in the order of the file.
#[derive(Default)]
pub(super) struct Pairs(pub Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of variables")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<Pairs, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = members.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
