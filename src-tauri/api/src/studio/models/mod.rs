//! Commands about model providers as settings.

mod asking;
mod prices;
mod words;

use std::sync::Arc;

use routine_model::Credits;
use step_execution::model::{Budgets, ModelSettings, Protocol, ProviderSettings};

use super::blocking::blocking;
use super::store::sentence;
use super::{Client, Shared};
pub(crate) use asking::{available_models, test_model};
pub(crate) use words::settings as model_settings;

use crate::contract::params::{NoParams, ProviderReference, SaveProvider, SetModelBudgets};
use crate::contract::{ApiError, ErrorCode, ModelSettingsView};
use crate::resources::{keep_settings, kept_settings};

impl Client {
    pub(super) async fn get_model_settings(&self, _: NoParams) -> Result<ModelSettingsView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || Ok(words::settings(&shared.resources))).await
    }

    pub(super) async fn save_provider(&self, params: SaveProvider) -> Result<ModelSettingsView, ApiError> {
        let provider = words::provider_of(params.provider);
        self.change_models(move |settings| {
            check(&provider)?;
            match settings.providers.iter_mut().find(|kept| kept.id == provider.id) {
                Some(kept) => *kept = provider,
                None => settings.providers.push(provider),
            }
            Ok(())
        })
        .await
    }

    pub(super) async fn remove_provider(&self, params: ProviderReference) -> Result<ModelSettingsView, ApiError> {
        self.change_models(move |settings| {
            find(settings, &params.id)?;
            settings.providers.retain(|provider| provider.id != params.id);
            settings.prices.retain(|price| price.provider != params.id);
            settings.default_provider = settings.default_provider.take().filter(|id| *id != params.id);
            Ok(())
        })
        .await
    }

    pub(super) async fn set_default_provider(&self, params: ProviderReference) -> Result<ModelSettingsView, ApiError> {
        self.change_models(move |settings| {
            find(settings, &params.id)?;
            settings.default_provider = Some(params.id);
            Ok(())
        })
        .await
    }

    pub(super) async fn set_model_budgets(&self, params: SetModelBudgets) -> Result<ModelSettingsView, ApiError> {
        let credits = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(|text| amount(&text));
        let budgets = Budgets {
            run: credits(params.budgets.run).transpose()?,
            day: credits(params.budgets.day).transpose()?,
            allow_unpriced: params.budgets.allow_unpriced,
        };
        self.change_models(move |settings| {
            settings.budgets = budgets;
            Ok(())
        })
        .await
    }

    /// Changes the settings as they are kept, and has every question from now on follow them.
    async fn change_models(
        &self,
        change: impl FnOnce(&mut ModelSettings) -> Result<(), ApiError> + Send + 'static,
    ) -> Result<ModelSettingsView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            apply(&shared, change)?;
            Ok(words::settings(&shared.resources))
        })
        .await
    }
}

fn apply(shared: &Shared, change: impl FnOnce(&mut ModelSettings) -> Result<(), ApiError>) -> Result<(), ApiError> {
    let _one_at_a_time = shared.model_changes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut settings = kept_settings(shared.store.runs())?;
    change(&mut settings)?;
    keep_settings(shared.store.runs(), &settings)?;
    shared.resources.models.set_settings(settings.with_environment().0);
    Ok(())
}

fn find<'a>(settings: &'a ModelSettings, id: &str) -> Result<&'a ProviderSettings, ApiError> {
    settings.provider(id).ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> ApiError {
    ApiError::new(ErrorCode::NotFound, format!("No model provider with the id {id} is kept."))
}

fn amount(text: &str) -> Result<Credits, ApiError> {
    let read = text.trim().parse::<Credits>();
    read.map_err(|error| ApiError::new(ErrorCode::InvalidRequest, sentence(&error.to_string())))
}

/// What keeps a provider from being one.
fn check(provider: &ProviderSettings) -> Result<(), ApiError> {
    let refuse = |message: &str| Err(ApiError::new(ErrorCode::InvalidRequest, message));
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if provider.id.is_empty() || provider.id.len() > 60 || !provider.id.chars().all(fits) {
        return refuse("A provider's id has letters, digits, `-` and `_`, and at most 60 of them.");
    }
    if provider.name.trim().is_empty() {
        return refuse("A provider needs a name.");
    }
    match provider.protocol {
        Protocol::LocalFile if provider.file.is_none() => refuse("Name the GGUF file of the model."),
        Protocol::LocalFile => Ok(()),
        Protocol::OpenAi | Protocol::Anthropic | Protocol::Gemini => words::check_address(&provider.base_url),
    }
}
