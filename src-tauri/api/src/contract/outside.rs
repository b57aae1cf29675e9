//! What steps may reach outside of the program.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which hosts steps may speak to, and who searches the web.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct OutsideRules {
    /// Hosts that may be spoken to; empty allows every host that is not blocked. A host is a name or address, one with a
    /// port, or `*.example.com` for all names below one.
    pub allowed_hosts: Vec<String>,
    /// Hosts that may not, whatever else says so.
    pub blocked_hosts: Vec<String>,
    /// Hosts that may lie on this machine or in its network.
    pub private_hosts: Vec<String>,
    /// Who searches the web; nobody when absent.
    pub search: Option<SearchEngine>,
}

/// Who searches the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SearchEngine {
    /// How it is asked.
    pub kind: SearchKind,
    /// Where.
    pub url: String,
    /// The name of the secret that is its key.
    pub secret: Option<String>,
}

/// How a search engine is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SearchKind {
    /// SearXNG, with its JSON format.
    Searxng,
    /// Brave Search.
    Brave,
}

/// The rules as they are kept, and what the environment adds to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutsideRulesView {
    /// What a person has set.
    pub rules: OutsideRules,
    /// What the environment adds, which cannot be changed here.
    pub from_environment: OutsideRules,
}
