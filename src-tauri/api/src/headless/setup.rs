//! What is set up, for a terminal: secrets and models. No run is touched.

use std::path::PathBuf;

use step_execution::model::ModelChoice;

use crate::contract::params::{RemoveSecret, SetSecret, TestProvider, UnlockVault};
use crate::contract::{
    ApiError, Done, HostKind, ModelSettingsView, ModelView, ProviderTest, SecretPlaceView, SecretView,
};
use crate::resources::Resources;
use crate::studio::{
    StudioOptions, available_models, forget, keep, model_settings, open_store, places, secrets, test_model, unlock,
};

/// What is set up.
#[derive(Debug)]
pub struct Setup {
    resources: Resources,
}

impl Setup {
    /// Opens the settings of a database, or of the user's own.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(database: Option<PathBuf>) -> Result<Self, ApiError> {
        let options = StudioOptions { database, ..StudioOptions::new(HostKind::Browser) };
        let store = open_store(&options.database_path())?;
        Ok(Self { resources: Resources::open(&store, options.vault_path(), options.secrets.keychain) })
    }

    /// All secrets that can be seen or are referred to, without their values.
    #[must_use]
    pub fn secrets(&self) -> Vec<SecretView> {
        secrets(&self.resources)
    }

    /// Where secrets can be kept here.
    #[must_use]
    pub fn places(&self) -> Vec<SecretPlaceView> {
        places(&self.resources)
    }

    /// Keeps a secret.
    ///
    /// # Errors
    /// When the place cannot keep it.
    pub fn set_secret(&self, secret: SetSecret) -> Result<SecretView, ApiError> {
        keep(&self.resources, secret)
    }

    /// Forgets a secret everywhere but in the environment.
    ///
    /// # Errors
    /// When no place has it, or one cannot be changed.
    pub fn remove_secret(&self, secret: &RemoveSecret) -> Result<Done, ApiError> {
        forget(&self.resources, secret)
    }

    /// Gives the vault's passphrase.
    ///
    /// # Errors
    /// When it does not open the vault.
    pub fn unlock_vault(&self, passphrase: UnlockVault) -> Result<Vec<SecretPlaceView>, ApiError> {
        unlock(&self.resources, passphrase)
    }

    /// All that is set about models.
    #[must_use]
    pub fn models(&self) -> ModelSettingsView {
        model_settings(&self.resources)
    }

    /// The models that a provider says it has.
    ///
    /// # Errors
    /// When there is no such provider or key, or it does not say.
    pub async fn available_models(&self, provider: &str) -> Result<Vec<ModelView>, ApiError> {
        available_models(&self.resources, provider).await
    }

    /// Asks a provider one tiny question.
    pub async fn test_provider(&self, test: TestProvider) -> ProviderTest {
        test_model(&self.resources, &ModelChoice { provider: Some(test.id), name: test.model }).await
    }
}
