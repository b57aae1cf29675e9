//! Settings about models in the words of screens, and back.

use std::path::PathBuf;

use step_execution::model::{PatienceSettings, Protocol, ProviderPreset as Preset, ProviderSettings, provider_presets};

use crate::contract::{
    ApiError, ErrorCode, ModelBudgets, ModelProtocol, ModelProvider, ModelSettingsView, ProviderPatience,
    ProviderPreset,
};
use crate::resources::Resources;

/// All that is set about models.
pub(crate) fn settings(resources: &Resources) -> ModelSettingsView {
    let settings = resources.models.settings();
    let credits = |credits: Option<routine_model::Credits>| credits.map(|credits| credits.to_string());
    ModelSettingsView {
        providers: settings.providers.iter().map(provider).collect(),
        default_provider: settings.default_provider().map(|provider| provider.id.clone()),
        from_environment: resources.from_environment.clone(),
        budgets: ModelBudgets {
            run: credits(settings.budgets.run),
            day: credits(settings.budgets.day),
            allow_unpriced: settings.budgets.allow_unpriced,
        },
        spent_today: resources.models.spent_today().to_string(),
        presets: provider_presets().iter().map(preset).collect(),
    }
}

fn provider(settings: &ProviderSettings) -> ModelProvider {
    ModelProvider {
        id: settings.id.clone(),
        name: settings.name.clone(),
        protocol: protocol(settings.protocol),
        base_url: settings.base_url.clone(),
        secret: settings.secret.clone(),
        model: settings.model.clone(),
        prices: settings.prices.clone(),
        file: settings.file.as_ref().map(|file| file.to_string_lossy().into_owned()),
        patience: ProviderPatience {
            at_once: settings.patience.at_once,
            time_s: settings.patience.time_s,
            attempts: settings.patience.attempts,
        },
    }
}

/// An empty text is as good as none, and an address ends in a slash.
pub(super) fn provider_of(provider: ModelProvider) -> ProviderSettings {
    let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let address = provider.base_url.trim();
    let slash = if address.is_empty() || address.ends_with('/') { "" } else { "/" };
    ProviderSettings {
        id: provider.id.trim().to_owned(),
        name: provider.name.trim().to_owned(),
        protocol: match provider.protocol {
            ModelProtocol::OpenAi => Protocol::OpenAi,
            ModelProtocol::Anthropic => Protocol::Anthropic,
            ModelProtocol::Gemini => Protocol::Gemini,
            ModelProtocol::LocalFile => Protocol::LocalFile,
        },
        base_url: format!("{address}{slash}"),
        secret: said(provider.secret),
        model: said(provider.model),
        prices: said(provider.prices),
        file: said(provider.file).map(PathBuf::from),
        patience: PatienceSettings {
            at_once: provider.patience.at_once,
            time_s: provider.patience.time_s,
            attempts: provider.patience.attempts,
        },
    }
}

/// What keeps a text from being the address of a provider.
pub(super) fn check_address(address: &str) -> Result<(), ApiError> {
    let refuse = |message: &str| Err(ApiError::new(ErrorCode::InvalidRequest, message));
    let Some((scheme, rest)) = address.split_once("://") else {
        return refuse("A provider's address begins with https:// or http://.");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') || address.contains(char::is_whitespace) {
        return refuse("A provider's address names a host, and no user or password.");
    }
    match scheme {
        "https" | "http" => Ok(()),
        _ => refuse("A provider's address begins with https:// or http://."),
    }
}

fn protocol(protocol: Protocol) -> ModelProtocol {
    match protocol {
        Protocol::OpenAi => ModelProtocol::OpenAi,
        Protocol::Anthropic => ModelProtocol::Anthropic,
        Protocol::Gemini => ModelProtocol::Gemini,
        Protocol::LocalFile => ModelProtocol::LocalFile,
    }
}

pub(super) fn preset(preset: &Preset) -> ProviderPreset {
    ProviderPreset {
        id: preset.id.to_owned(),
        name: preset.name.to_owned(),
        protocol: protocol(preset.protocol),
        base_url: preset.base_url.to_owned(),
        needs_key: preset.needs_key,
        needs_file: preset.needs_file,
        prices: preset.prices.map(ToOwned::to_owned),
    }
}
