//! What steps may reach outside: the settings about it, and what the environment adds to them.

use std::env;
use std::sync::Arc;

use run_store::RunPersistence;
use step_execution::{OutsideRules, SearchEngine, SearchKind};

use crate::contract::{ApiError, ErrorCode};
use crate::studio::store_failed;

/// The setting that holds the rules.
const OUTSIDE: &str = "outside";

/// Hosts that may be spoken to, in a list with commas; none allows every host.
const ALLOWED_HOSTS: &str = "ROUTINE_ALLOWED_HOSTS";
/// Hosts that may lie on this machine or in its network.
const PRIVATE_HOSTS: &str = "ROUTINE_PRIVATE_HOSTS";
/// The address of a SearXNG server.
const SEARCH_URL: &str = "ROUTINE_SEARCH_URL";

/// The rules as they are when they are asked for.
pub(crate) fn rules(store: Option<RunPersistence>) -> Arc<dyn Fn() -> OutsideRules + Send + Sync> {
    Arc::new(move || with_environment(store.as_ref().map(read).unwrap_or_default()))
}

/// Rules that cannot be read allow nothing that they might have forbidden.
fn read(store: &RunPersistence) -> OutsideRules {
    kept(store).unwrap_or_else(|error| {
        tracing::error!(%error, "the rules about hosts cannot be read, so no host is allowed");
        let mut rules = OutsideRules::default();
        rules.hosts.allowed.push(String::new());
        rules
    })
}

/// The rules as a person has set them.
pub(crate) fn kept(store: &RunPersistence) -> Result<OutsideRules, ApiError> {
    let Some(kept) = store.setting(OUTSIDE).map_err(store_failed)? else { return Ok(OutsideRules::default()) };
    serde_json::from_value(kept).map_err(|error| {
        let message = format!("The rules about hosts cannot be read, so no host is allowed: {error}.");
        ApiError::new(ErrorCode::StoreFailed, message)
    })
}

pub(crate) fn keep(store: &RunPersistence, rules: &OutsideRules) -> Result<(), ApiError> {
    let value = serde_json::to_value(rules)
        .map_err(|error| ApiError::new(ErrorCode::Internal, format!("The rules cannot be written: {error}.")))?;
    store.put_setting(OUTSIDE, &value).map_err(store_failed)
}

/// What the environment says, by itself.
pub(crate) fn from_environment() -> OutsideRules {
    with_environment(OutsideRules::default())
}

fn with_environment(mut rules: OutsideRules) -> OutsideRules {
    let listed = |variable: &str| {
        let text = env::var(variable).unwrap_or_default();
        let hosts: Vec<String> = text.split(',').map(|host| host.trim().to_owned()).collect();
        hosts.into_iter().filter(|host| !host.is_empty())
    };
    rules.hosts.allowed.extend(listed(ALLOWED_HOSTS));
    rules.hosts.private.extend(listed(PRIVATE_HOSTS));
    let url = env::var(SEARCH_URL).ok().filter(|url| !url.trim().is_empty());
    rules.search = rules.search.or(url.map(|url| SearchEngine { kind: SearchKind::Searxng, url, key: None }));
    rules
}
