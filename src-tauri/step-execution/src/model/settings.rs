//! Which providers there are, without their keys.

use serde::{Deserialize, Serialize};

/// How a provider is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Protocol {
    /// OpenAI's chat completions, which most servers speak.
    OpenAi,
    /// Anthropic's messages.
    Anthropic,
    /// Google's Gemini.
    Gemini,
}

/// A provider as a person has set it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderSettings {
    /// What routines call it: `anthropic`, `office-server`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Where, ending in a slash.
    pub base_url: String,
    /// The name of the secret that holds its key; none where it asks for no key.
    pub secret: Option<String>,
    /// The model that is taken when a step names none.
    pub model: Option<String>,
    /// Whose prices apply, by the table's name for the provider; none means that it costs nothing, as one's own machine does.
    pub prices: Option<String>,
}

/// A provider that many people have, to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderPreset {
    /// What routines call it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Where.
    pub base_url: &'static str,
    /// It asks for a key.
    pub needs_key: bool,
    /// Whose prices apply.
    pub prices: Option<&'static str>,
}

/// The presets that the settings offer.
#[must_use]
pub fn provider_presets() -> &'static [ProviderPreset] {
    const fn service(
        id: &'static str,
        name: &'static str,
        protocol: Protocol,
        base_url: &'static str,
        prices: &'static str,
    ) -> ProviderPreset {
        ProviderPreset { id, name, protocol, base_url, needs_key: true, prices: Some(prices) }
    }
    const fn local(id: &'static str, name: &'static str, base_url: &'static str) -> ProviderPreset {
        ProviderPreset { id, name, protocol: Protocol::OpenAi, base_url, needs_key: false, prices: None }
    }
    const PRESETS: &[ProviderPreset] = &[
        service("openai", "OpenAI", Protocol::OpenAi, "https://api.openai.com/v1/", "openai"),
        service("anthropic", "Anthropic", Protocol::Anthropic, "https://api.anthropic.com/v1/", "anthropic"),
        service(
            "gemini",
            "Google Gemini",
            Protocol::Gemini,
            "https://generativelanguage.googleapis.com/v1beta/",
            "google",
        ),
        service("openrouter", "OpenRouter", Protocol::OpenAi, "https://openrouter.ai/api/v1/", "openrouter"),
        local("ollama", "Ollama", "http://127.0.0.1:11434/v1/"),
        local("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1/"),
        local("llama-cpp", "llama.cpp server", "http://127.0.0.1:8080/v1/"),
    ];
    PRESETS
}
