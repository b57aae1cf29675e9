//! Model providers as settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a provider is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ModelProtocol {
    /// OpenAI's chat completions, which most servers speak.
    OpenAi,
    /// Anthropic's messages.
    Anthropic,
    /// Google's Gemini.
    Gemini,
    /// A GGUF file on this machine, run by the program's own side program.
    LocalFile,
}

/// How patient to be with a provider; absent is the usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ProviderPatience {
    /// Requests under way at once; usually 4.
    pub at_once: Option<u32>,
    /// The longest that one request may take, seconds; usually 300.
    pub time_s: Option<u32>,
    /// How often to ask, the first time included; usually 4.
    pub attempts: Option<u32>,
}

/// A model provider as it is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ModelProvider {
    /// What routines call it: letters, digits, `-` and `_`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it is spoken to.
    pub protocol: ModelProtocol,
    /// Where: http or https; empty for a file.
    pub base_url: String,
    /// The name of the secret that holds its key; none where it asks for no key.
    pub secret: Option<String>,
    /// The model that is taken where a step names none.
    pub model: Option<String>,
    /// Whose prices apply, by the table's name; none means that it costs nothing, as one's own machine does.
    pub prices: Option<String>,
    /// The GGUF file, where the model is one.
    pub file: Option<String>,
    /// How patient to be with it.
    #[serde(default)]
    #[ts(optional, as = "Option<ProviderPatience>")]
    pub patience: ProviderPatience,
}

/// A provider that many people have, to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderPreset {
    /// What routines call it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it is spoken to.
    pub protocol: ModelProtocol,
    /// Where.
    pub base_url: String,
    /// It asks for a key.
    pub needs_key: bool,
    /// It is a GGUF file that has to be named.
    pub needs_file: bool,
    /// Whose prices apply.
    pub prices: Option<String>,
}

/// A model server that runs on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LocalServerView {
    /// What to begin with.
    pub preset: ProviderPreset,
    /// The models that it says it has.
    pub models: Vec<String>,
}

/// All that is set about models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelSettingsView {
    /// The providers, in a person's order.
    pub providers: Vec<ModelProvider>,
    /// Id of the one that is asked where a step names none; none while there is no provider.
    pub default_provider: Option<String>,
    /// Id of the one that the environment sets up, which cannot be changed here.
    pub from_environment: Option<String>,
    /// What may be spent.
    pub budgets: ModelBudgets,
    /// Credits that all runs together have spent on models today; a decimal string.
    pub spent_today: String,
    /// What a new provider can begin with.
    pub presets: Vec<ProviderPreset>,
}

/// What may be spent on models, in credits as decimal strings. Absent is no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ModelBudgets {
    /// By one run that names no limit of its own.
    pub run: Option<String>,
    /// In one day, by all runs together.
    pub day: Option<String>,
    /// Models whose price nobody knows may be asked even where spending is limited.
    #[serde(default)]
    pub allow_unpriced: bool,
}
