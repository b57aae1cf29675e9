//! What a step wants of models, and what it gets.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{DemoModel, ModelPricing, ModelProvider};

/// What a step says about its model. Nothing said means the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ModelChoice {
    /// Id of a provider in the settings.
    pub provider: Option<String>,
    /// The model, as the provider names it.
    pub name: Option<String>,
}

/// A model that can be asked.
#[derive(Clone, Debug)]
pub struct ResolvedModel {
    /// Answers requests, with patience.
    pub provider: Arc<dyn ModelProvider>,
    /// Its id in the settings.
    pub provider_id: String,
    /// What people call it.
    pub provider_name: String,
    /// The model, as the provider names it: for [`crate::model::ModelRequest::model`].
    pub model: String,
    /// What it costs.
    pub pricing: ModelPricing,
    /// Its answers stand in the routine's own file. Wherever they are shown, they are called scripted.
    pub scripted: bool,
}

impl ResolvedModel {
    /// Scripted answers as a model: free, and called scripted.
    #[must_use]
    pub fn scripted(demo: DemoModel) -> Self {
        Self {
            provider: Arc::new(demo),
            provider_id: "demo".to_owned(),
            provider_name: "Demo model".to_owned(),
            model: "demo".to_owned(),
            pricing: ModelPricing::free("demo"),
            scripted: true,
        }
    }
}

/// Why a step has no model. None of the sentences holds a secret.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NoModel {
    /// A person has set up none.
    #[error("no model provider is set up")]
    NoProvider,
    /// The step names a provider that is not in the settings.
    #[error("no model provider has the id {provider:?}")]
    UnknownProvider {
        /// The id.
        provider: String,
    },
    /// Neither the step nor the provider's settings name a model.
    #[error("no model of {provider} is chosen")]
    NoModelNamed {
        /// The provider.
        provider: String,
    },
    /// The provider's key is not at hand.
    #[error("{provider} has no key: {reason}")]
    NoKey {
        /// The provider.
        provider: String,
        /// Why not.
        reason: String,
    },
    /// The provider cannot be asked at all.
    #[error("{provider} cannot be used: {reason}")]
    Unusable {
        /// The provider.
        provider: String,
        /// Why not.
        reason: String,
    },
}

impl NoModel {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoProvider => "no-model-provider",
            Self::UnknownProvider { .. } => "unknown-model-provider",
            Self::NoModelNamed { .. } => "no-model-named",
            Self::NoKey { .. } => "no-model-key",
            Self::Unusable { .. } => "model-unusable",
        }
    }
}
