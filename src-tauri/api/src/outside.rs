//! What steps may reach outside: the settings about it, and what the environment adds to them.

use std::env;
use std::sync::Arc;

use run_store::RunPersistence;
use step_execution::{OutsideRules, SearchEngine, SearchKind};

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
    Arc::new(move || with_environment(store.as_ref().map(kept).unwrap_or_default()))
}

/// Rules that cannot be read allow nothing that they might have forbidden.
fn kept(store: &RunPersistence) -> OutsideRules {
    let read = store.setting(OUTSIDE).map_err(|error| error.to_string());
    let read = read.and_then(|kept| match kept {
        None => Ok(OutsideRules::default()),
        Some(kept) => serde_json::from_value(kept).map_err(|error| error.to_string()),
    });
    read.unwrap_or_else(|reason| {
        tracing::error!(reason, "the rules about hosts cannot be read, so no host is allowed");
        let mut rules = OutsideRules::default();
        rules.hosts.allowed.push(String::new());
        rules
    })
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
