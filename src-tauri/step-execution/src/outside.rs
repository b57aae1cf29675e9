//! What the doing of steps reaches outside of itself, and by which rules.

use std::fmt;
use std::sync::Arc;

use routine_model::decision::DecisionModel;
use serde::{Deserialize, Serialize};

use crate::http::HostRules;

/// A file with decisions.
#[derive(Clone, Debug)]
pub struct DecisionFile {
    /// Where it is.
    pub path: String,
    /// The SHA-256 of its text, in hexadecimal.
    pub version: String,
    /// What it says.
    pub model: DecisionModel,
    /// Its text.
    pub bytes: Arc<[u8]>,
}

/// How a decision is found: by its id. The error is a sentence.
pub type FindDecision = Arc<dyn Fn(&str) -> Result<DecisionFile, String> + Send + Sync>;

/// Rules that a person may change while the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OutsideRules {
    /// Which hosts steps may speak to.
    pub hosts: HostRules,
    /// Who searches the web; nobody, unless it is set up.
    pub search: Option<SearchEngine>,
}

/// The rules about hosts, as they are when they are asked for.
#[derive(Clone)]
pub struct HostSource(pub Arc<dyn Fn() -> HostRules + Send + Sync>);

impl Default for HostSource {
    /// Every public host.
    fn default() -> Self {
        Self(Arc::new(HostRules::default))
    }
}

impl fmt::Debug for HostSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HostSource").field(&(self.0)()).finish()
    }
}

/// Who searches the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchEngine {
    /// How it is asked.
    pub kind: SearchKind,
    /// Where: of SearXNG its own address, of Brave the address of its API.
    pub url: String,
    /// The name of the secret that is its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl SearchEngine {
    /// What about its address is wrong, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let url = reqwest::Url::parse(&self.url);
        let is_web = url.is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none()
        });
        (!is_web)
            .then(|| format!("“{}” is no address of a search engine; it begins with https:// or http://", self.url))
    }
}

/// How a search engine is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SearchKind {
    /// SearXNG, with its JSON format.
    Searxng,
    /// Brave Search.
    Brave,
}

/// What the doing of steps reaches outside of itself. Cheap to clone.
#[derive(Clone)]
pub struct Outside {
    /// How decisions are found.
    pub find_decision: FindDecision,
    /// The rules as they are now.
    pub rules: Arc<dyn Fn() -> OutsideRules + Send + Sync>,
}

impl Default for Outside {
    /// No decisions, every public host, no search.
    fn default() -> Self {
        Self {
            find_decision: Arc::new(|decision| Err(format!("there is no decision {decision} here"))),
            rules: Arc::new(OutsideRules::default),
        }
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").field("rules", &(self.rules)()).finish_non_exhaustive()
    }
}
