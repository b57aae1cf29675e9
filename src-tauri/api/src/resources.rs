//! What all steps of the program share: secrets, models and tools, as the person has set them up.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use routine_model::Credits;
use run_store::{RunPersistence, StoreError};
use serde::{Deserialize, Serialize};
use step_execution::model::{ModelSettings, Models, SpendingBook};
use step_execution::secret::{SecretStore, SecretStoreOptions};
use step_execution::strategy::detector::Detections;
use step_execution::strategy::past_figures::PastFigures;
use step_execution::tool::approval::ApprovalPolicy;
use step_execution::tool::{ToolServerSettings, ToolServers, Tools};
use step_execution::{ExecutionResources, FindDecision, HostSource, Outside, OutsideRules};

use crate::contract::{ApiError, ErrorCode};
use crate::outside::rules;
use crate::studio::store_failed;

/// The setting that holds all about models.
const MODELS: &str = "models";

/// The setting that holds all about tools.
const TOOLS: &str = "tools";

/// Where secrets are kept, besides the environment and the program's memory.
#[derive(Debug, Clone)]
pub struct SecretFolders {
    /// Use the system's keychain.
    pub keychain: bool,
    /// The vault's file; in the data folder when absent.
    pub vault: Option<PathBuf>,
}

impl Default for SecretFolders {
    fn default() -> Self {
        Self { keychain: true, vault: None }
    }
}

/// What all steps of the program share.
#[derive(Clone)]
pub(crate) struct Resources {
    pub(crate) secrets: Arc<SecretStore>,
    pub(crate) models: Arc<Models>,
    pub(crate) tools: Arc<Tools>,
    /// Id of the provider that the environment sets up.
    pub(crate) from_environment: Option<String>,
    /// What steps may reach outside, as it is set up now.
    rules: Arc<dyn Fn() -> OutsideRules + Send + Sync>,
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resources")
            .field("secrets", &self.secrets)
            .field("models", &self.models)
            .finish_non_exhaustive()
    }
}

impl Resources {
    /// With the settings of this database, and what the environment adds to them. Settings that cannot be read stay where
    /// they are; until they can be, nothing is set up.
    pub(crate) fn open(store: &RunPersistence, vault: PathBuf, keychain: bool) -> Self {
        let options = SecretStoreOptions { keychain, vault: Some(vault), ..SecretStoreOptions::default() };
        let secrets = Arc::new(SecretStore::new(options));
        let kept = kept_settings(store).unwrap_or_else(|error| {
            tracing::warn!(%error, "no model is set up");
            ModelSettings::default()
        });
        let (settings, from_environment) = kept.with_environment();
        let book = Arc::new(Book(store.clone()));
        let models = Arc::new(Models::new(settings, Arc::clone(&secrets) as _, book));
        let kept = kept_tool_settings(store).unwrap_or_else(|error| {
            tracing::warn!(%error, "no tool server is set up");
            ToolSettings::default()
        });
        let rules = rules(Some(store.clone()));
        let hosts = HostSource(Arc::new({
            let rules = Arc::clone(&rules);
            move || rules().hosts
        }));
        let servers = ToolServers::new(kept.servers, Arc::clone(&secrets) as _).under(hosts);
        let tools = Arc::new(Tools::new(servers, kept.approvals));
        Self { secrets, models, tools, from_environment, rules }
    }

    /// No secret but the environment's, and no model.
    pub(crate) fn nothing() -> Self {
        let options = SecretStoreOptions { keychain: false, ..SecretStoreOptions::default() };
        let secrets = Arc::new(SecretStore::new(options));
        Self { secrets, models: Arc::default(), tools: Arc::default(), from_environment: None, rules: rules(None) }
    }

    /// For the executor, which finds decisions so.
    pub(crate) fn execution(&self, find_decision: FindDecision) -> ExecutionResources {
        ExecutionResources {
            secrets: Arc::clone(&self.secrets) as _,
            models: Arc::clone(&self.models),
            tools: Arc::clone(&self.tools),
            outside: Outside { find_decision, rules: Arc::clone(&self.rules) },
            past: PastFigures::default(),
            detections: Detections::default(),
        }
    }

    /// What a run may spend that names no limit of its own.
    pub(crate) fn run_budget(&self) -> Option<Credits> {
        self.models.settings().budgets.run
    }
}

/// The settings about models as they are kept, without what the environment says.
pub(crate) fn kept_settings(store: &RunPersistence) -> Result<ModelSettings, ApiError> {
    let Some(kept) = store.setting(MODELS).map_err(store_failed)? else { return Ok(ModelSettings::default()) };
    serde_json::from_value(kept).map_err(|error| {
        let message = format!("The settings about models cannot be read; nothing was changed: {error}.");
        ApiError::new(ErrorCode::StoreFailed, message)
    })
}

pub(crate) fn keep_settings(store: &RunPersistence, settings: &ModelSettings) -> Result<(), ApiError> {
    let value = serde_json::to_value(settings)
        .map_err(|error| ApiError::new(ErrorCode::Internal, format!("The settings cannot be written: {error}.")))?;
    store.put_setting(MODELS, &value).map_err(store_failed)
}

/// All about tools, as it is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ToolSettings {
    pub(crate) servers: Vec<ToolServerSettings>,
    pub(crate) approvals: ApprovalPolicy,
}

/// The settings about tools as they are kept.
pub(crate) fn kept_tool_settings(store: &RunPersistence) -> Result<ToolSettings, ApiError> {
    let Some(kept) = store.setting(TOOLS).map_err(store_failed)? else { return Ok(ToolSettings::default()) };
    serde_json::from_value(kept).map_err(|error| {
        let message = format!("The settings about tools cannot be read; nothing was changed: {error}.");
        ApiError::new(ErrorCode::StoreFailed, message)
    })
}

pub(crate) fn keep_tool_settings(store: &RunPersistence, settings: &ToolSettings) -> Result<(), ApiError> {
    let value = serde_json::to_value(settings)
        .map_err(|error| ApiError::new(ErrorCode::Internal, format!("The settings cannot be written: {error}.")))?;
    store.put_setting(TOOLS, &value).map_err(store_failed)
}

/// What was spent, in the database: also other programs that use it spend from the same budget.
#[derive(Debug)]
struct Book(RunPersistence);

impl SpendingBook for Book {
    fn spent_today(&self) -> Credits {
        let spent = told(self.0.model_spending_today(), "what was spent today cannot be read");
        // Nobody knows what is left, so nothing is.
        Credits::from_micros(spent.unwrap_or(u64::MAX))
    }

    fn add(&self, provider: &str, credits: Credits) {
        told(self.0.add_model_spending(provider, credits.micros()), "what was spent is not written down");
    }
}

fn told<T>(result: Result<T, StoreError>, what: &str) -> Option<T> {
    result.inspect_err(|error| tracing::error!(%error, "{what}")).ok()
}
