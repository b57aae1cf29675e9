//! Which providers there are, without their keys.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Patience;

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
    /// A model's file on this machine, run by the program's own side program, which speaks OpenAI's protocol.
    LocalFile,
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
    /// Where, ending in a slash; empty for a file.
    pub base_url: String,
    /// The name of the secret that holds its key; none where it asks for no key.
    pub secret: Option<String>,
    /// The model that is taken when a step names none.
    pub model: Option<String>,
    /// Whose prices apply, by the table's name for the provider; none means that it costs nothing, as one's own machine does.
    pub prices: Option<String>,
    /// The GGUF file, where the model is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// How patient to be with it, where that differs from the usual.
    #[serde(default, skip_serializing_if = "PatienceSettings::is_usual")]
    pub patience: PatienceSettings,
}

impl ProviderSettings {
    /// Whether what is said to it stays on this machine: a file, or a server under a loopback address.
    #[must_use]
    pub fn is_on_this_machine(&self) -> bool {
        match self.protocol {
            Protocol::LocalFile => true,
            Protocol::OpenAi | Protocol::Anthropic | Protocol::Gemini => {
                let url = reqwest::Url::parse(&self.base_url).ok();
                let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
                let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
                host == "localhost" || address.is_ok_and(|address| address.to_canonical().is_loopback())
            }
        }
    }
}

/// What of [`Patience`] people set; none is the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PatienceSettings {
    /// Requests under way at once.
    pub at_once: Option<u32>,
    /// The longest that one request may take, seconds.
    pub time_s: Option<u32>,
    /// How often to ask, the first time included.
    pub attempts: Option<u32>,
}

impl PatienceSettings {
    /// Nothing is set.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The usual patience with what is set.
    #[must_use]
    pub fn patience(&self) -> Patience {
        let usual = Patience::default();
        Patience {
            at_once: self.at_once.map_or(usual.at_once, |count| count.clamp(1, 1_000) as usize),
            time: self.time_s.map_or(usual.time, |seconds| Duration::from_secs(u64::from(seconds.max(1)))),
            attempts: self.attempts.map_or(usual.attempts, |count| count.clamp(1, 20)),
            ..usual
        }
    }
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
    /// It is a file on this machine that a person has to pick.
    pub needs_file: bool,
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
        ProviderPreset { id, name, protocol, base_url, needs_key: true, needs_file: false, prices: Some(prices) }
    }
    const fn local(id: &'static str, name: &'static str, base_url: &'static str) -> ProviderPreset {
        let protocol = Protocol::OpenAi;
        ProviderPreset { id, name, protocol, base_url, needs_key: false, needs_file: false, prices: None }
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
        ProviderPreset {
            protocol: Protocol::LocalFile,
            needs_file: true,
            ..local("local-model", "Local model (GGUF file)", "")
        },
        local("ollama", "Ollama", "http://127.0.0.1:11434/v1/"),
        local("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1/"),
        local("llama-cpp", "llama.cpp server", "http://127.0.0.1:8080/v1/"),
    ];
    PRESETS
}
