//! Settings that only we have: strategies, limits and policies (`urn:routine-studio:schema:1`).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::{ConversationSettings, Fallback, ModelWish, SuccessCriteria};
use super::tools::ToolPattern;
use crate::ids::ElementId;

/// What `executionStrategy` and a step's `mode` may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StrategySetting {
    /// Take what the next source in the chain says.
    Inherit,
    /// The bound action and nothing else.
    Deterministic,
    /// A model thinks it through.
    Reasoning,
    /// Turns with a person.
    Conversational,
    /// Let the detector choose.
    Auto,
}

/// How a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Strategy {
    /// The bound action and nothing else.
    Deterministic,
    /// A model thinks it through.
    Reasoning,
    /// Turns with a person.
    Conversational,
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deterministic => "deterministic",
            Self::Reasoning => "reasoning",
            Self::Conversational => "conversational",
        })
    }
}

/// `routine:settings` on a process.
#[derive(Clone, Debug, Default)]
pub struct RoutineSettings {
    /// `executionStrategy`.
    pub execution_strategy: Option<StrategySetting>,
    /// `allowStrategyOverride`; true by default, so this is its opposite.
    pub forbid_strategy_override: bool,
    /// `routine:subroutineStrategy`s: element of this routine → setting.
    pub subroutine_strategies: BTreeMap<ElementId, StrategySetting>,
    /// `maxTime`, milliseconds.
    pub max_time_ms: Option<u64>,
    /// `maxCredits`, credits as the file writes them (1 credit = US$ 0.001).
    pub max_credits: Option<String>,
    /// `maxSteps`.
    pub max_steps: Option<u64>,
    /// `routine:tools`: what its steps may use; none sets no bound.
    pub tools: Option<Vec<ToolPattern>>,
    /// `routine:model`: the model of its steps and gateways.
    pub model: ModelWish,
    /// `allowSensitive`: where confidential values may go all the same.
    pub allow_sensitive: Vec<SensitiveUse>,
    /// Further attributes (policies), by name.
    pub policies: BTreeMap<String, String>,
}

/// Where confidential values go only where a routine allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SensitiveUse {
    /// Into conversations.
    Conversation,
    /// To models on other machines.
    OnlineModel,
}

impl SensitiveUse {
    /// A list of words with commas or white space between them; none when one of them means nothing.
    #[must_use]
    pub fn list(text: &str) -> Option<Vec<Self>> {
        let words = text.split(|letter: char| letter == ',' || letter.is_whitespace()).filter(|word| !word.is_empty());
        words
            .map(|word| match word {
                "conversation" => Some(Self::Conversation),
                "onlineModel" => Some(Self::OnlineModel),
                _ => None,
            })
            .collect()
    }
}

/// What an activity says about how its step is done.
#[derive(Clone, Debug, Default)]
pub struct StepSettings {
    /// `routine:strategy mode`.
    pub strategy: Option<StrategySetting>,
    /// `routine:prompt`.
    pub prompt: Option<String>,
    /// `routine:inputSchema`: a JSON Schema of the results of the input mappings.
    pub input_schema: Option<Value>,
    /// `routine:inputSchema missing`: what to do about required inputs that are not there.
    pub missing_inputs: MissingInputs,
    /// `routine:outputSchema`: a JSON Schema.
    pub output_schema: Option<Value>,
    /// `routine:cache ttl`, milliseconds: for so long a result counts for the same inputs.
    pub cache_ms: Option<u64>,
    /// `routine:budget` attributes (maxCredits, maxTime, maxToolCalls, …), by name.
    pub budget: BTreeMap<String, String>,
    /// `routine:onFailure` attributes, by name.
    pub on_failure: BTreeMap<String, String>,
    /// `routine:retry` attributes, by name.
    pub retry: BTreeMap<String, String>,
    /// `routine:recovery`: what to do with a step that was in flight when the program died.
    pub recovery: Option<RecoveryPolicy>,
    /// `routine:approval` attributes, by name; none asks nobody.
    pub approval: Option<BTreeMap<String, String>>,
    /// `approvers` of `routine:approval`: who may decide about the step and about calls in it; none lets everybody.
    pub approvers: Vec<String>,
    /// `routine:tools`: what the step may use; none means what the routine says.
    pub tools: Option<Vec<ToolPattern>>,
    /// `routine:model`.
    pub model: ModelWish,
    /// `fallback` of `routine:onFailure`; nobody else tries where nothing is said.
    pub fallback: Vec<Fallback>,
    /// `routine:successCriteria`.
    pub success: SuccessCriteria,
    /// `routine:conversation`.
    pub conversation: ConversationSettings,
}

/// Names with commas between them.
pub(crate) fn name_list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What to do about required inputs that are not there, after the schema's own defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingInputs {
    /// The step fails and says which.
    #[default]
    Fail,
    /// A person is asked.
    Ask,
    /// A model fills them in.
    Generate,
}

/// What to do with a step that was in flight when the program died.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RecoveryPolicy {
    /// Do it again, with the step's id as idempotency key.
    Retry,
    /// Ask a person.
    Ask,
    /// Raise an incident.
    Incident,
}
