//! From what a step wants to the provider that answers it, with its key, its patience and its prices.
//!
//! Deliberately absent: scripted answers, which stand in the routine, and a person as the model; both are the strategies'.

mod choice;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub use choice::{ModelChoice, NoModel, ResolvedModel};

use thiserror::Error;

use super::budget::{BudgetedModel, DayBudget};
use super::local_file::{LocalFileModel, LocalRunner};
use super::{
    MemoryBook, ModelError, ModelPricing, ModelProvider, ModelSettings, OnlineModel, PatientModel, Protocol,
    ProviderSettings, SpendingBook, listing,
};
use crate::secret::{NoSecrets, Secret, SecretSource};

/// The models that a person has set up; one for all runs of the program.
#[derive(Debug)]
pub struct Models {
    settings: Arc<RwLock<Arc<ModelSettings>>>,
    budget: Arc<DayBudget>,
    secrets: Arc<dyn SecretSource>,
    runner: LocalRunner,
    made: Mutex<BTreeMap<String, Made>>,
}

/// A provider that has been made. It is asked again as long as nothing about it has changed, so that all steps together
/// keep to its patience.
#[derive(Debug)]
struct Made {
    settings: ProviderSettings,
    key: Option<Secret>,
    provider: Arc<dyn ModelProvider>,
}

impl Models {
    /// With these settings; keys come from there, and what is spent is written down in this book.
    #[must_use]
    pub fn new(settings: ModelSettings, secrets: Arc<dyn SecretSource>, book: Arc<dyn SpendingBook>) -> Self {
        Self {
            settings: Arc::new(RwLock::new(Arc::new(settings))),
            budget: Arc::new(DayBudget::new(book)),
            secrets,
            runner: LocalRunner::default(),
            made: Mutex::default(),
        }
    }

    /// With models' files run by another side program.
    #[must_use]
    pub fn with_runner(self, runner: LocalRunner) -> Self {
        Self { runner, ..self }
    }

    /// The settings as they are now.
    #[must_use]
    pub fn settings(&self) -> Arc<ModelSettings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Other settings, from the next question on.
    pub fn set_settings(&self, settings: ModelSettings) {
        let kept = |id: &String| settings.provider(id).is_some();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).retain(|id, _| kept(id));
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// The model that a step gets. A step that names nothing gets the default provider's default model. Asks for the
    /// provider's key, which may wait for the owner of a keychain.
    ///
    /// # Errors
    /// When there is none, with the reason.
    pub async fn resolve(&self, wanted: &ModelChoice) -> Result<ResolvedModel, NoModel> {
        let settings = self.settings();
        let found = match &wanted.provider {
            Some(id) => settings.provider(id).ok_or_else(|| NoModel::UnknownProvider { provider: id.clone() })?,
            None => settings.default_provider().ok_or(NoModel::NoProvider)?,
        };
        let model = wanted.name.clone().or_else(|| found.model.clone()).or_else(|| name_of_file(found));
        let model = model.ok_or_else(|| NoModel::NoModelNamed { provider: found.name.clone() })?;
        let key = self.key(found).await?;
        let provider = self.provider(found, key)?;
        let pricing = ModelPricing::of(&settings, found, &model);
        Ok(ResolvedModel {
            provider,
            provider_id: found.id.clone(),
            provider_name: found.name.clone(),
            model,
            pricing,
            scripted: false,
        })
    }

    async fn key(&self, provider: &ProviderSettings) -> Result<Option<Secret>, NoModel> {
        let Some(name) = provider.secret.clone() else { return Ok(None) };
        let secrets = Arc::clone(&self.secrets);
        let asked = tokio::task::spawn_blocking(move || secrets.secret(&name)).await;
        let failed = |reason: String| NoModel::NoKey { provider: provider.name.clone(), reason };
        match asked {
            Ok(Ok(key)) => Ok(Some(key)),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(_) => Err(failed("the place where it is kept failed".to_owned())),
        }
    }

    fn provider(&self, settings: &ProviderSettings, key: Option<Secret>) -> Result<Arc<dyn ModelProvider>, NoModel> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.get(&settings.id).filter(|made| made.settings == *settings && made.key == key) {
            return Ok(Arc::clone(&made.provider));
        }
        let provider = self.make(settings, key.clone())?;
        let kept = Made { settings: settings.clone(), key, provider: Arc::clone(&provider) };
        made.insert(settings.id.clone(), kept);
        Ok(provider)
    }

    fn make(&self, settings: &ProviderSettings, key: Option<Secret>) -> Result<Arc<dyn ModelProvider>, NoModel> {
        let failed = |reason: String| NoModel::Unusable { provider: settings.name.clone(), reason };
        let asked: Arc<dyn ModelProvider> = match settings.protocol {
            Protocol::OpenAi | Protocol::Anthropic | Protocol::Gemini => {
                let http = crate::http_client().map_err(|error| failed(error.to_string()))?;
                let online =
                    OnlineModel::new(settings.clone(), key, http).map_err(|error| failed(error.to_string()))?;
                Arc::new(online)
            }
            Protocol::LocalFile => {
                Arc::new(LocalFileModel::new(settings.clone(), self.runner.clone()).map_err(failed)?)
            }
        };
        let (all, budget) = (Arc::clone(&self.settings), Arc::clone(&self.budget));
        let budgeted = BudgetedModel { provider: asked, settings: settings.clone(), all, budget };
        Ok(Arc::new(PatientModel::new(Arc::new(budgeted), settings.name.as_str(), settings.patience.patience())))
    }

    /// The models that a provider says it has.
    ///
    /// # Errors
    /// When there is no such provider or key, or it does not say.
    pub async fn available(&self, id: &str) -> Result<Vec<String>, ModelsError> {
        let settings = self.settings();
        let found = settings.provider(id).ok_or_else(|| NoModel::UnknownProvider { provider: id.to_owned() })?;
        if found.protocol == Protocol::LocalFile {
            return Ok(found.model.clone().or_else(|| name_of_file(found)).into_iter().collect());
        }
        let failed = |reason: String| NoModel::Unusable { provider: found.name.clone(), reason };
        let key = self.key(found).await?;
        let http = crate::http_client().map_err(|error| failed(error.to_string()))?;
        Ok(listing::list(&http, found, &found.base_url, key.as_ref()).await?)
    }

    /// What all runs together have spent on models today.
    #[must_use]
    pub fn spent_today(&self) -> routine_model::Credits {
        self.budget.spent_today()
    }
}

impl Default for Models {
    /// None is set up.
    fn default() -> Self {
        Self::new(ModelSettings::default(), Arc::new(NoSecrets), Arc::new(MemoryBook::default()))
    }
}

/// A file holds one model, which needs no other name.
fn name_of_file(settings: &ProviderSettings) -> Option<String> {
    settings.file.as_ref()?.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// Why a question about models has no answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ModelsError {
    /// There is nobody to ask.
    #[error(transparent)]
    NoModel(#[from] NoModel),
    /// Who was asked does not answer.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl ModelsError {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoModel(reason) => reason.code(),
            Self::Model(error) => error.code(),
        }
    }
}
