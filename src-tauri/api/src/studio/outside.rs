//! Commands about what steps may reach outside: hosts and the search engine.

use std::sync::Arc;

use step_execution::{HostRules, OutsideRules, SearchEngine, SearchKind};

use super::Client;
use super::blocking::blocking;
use super::store::sentence;
use crate::contract::params::{NoParams, SetOutsideRules};
use crate::contract::{self, ApiError, ErrorCode, OutsideRulesView};
use crate::outside::{from_environment, keep, kept};

impl Client {
    pub(super) async fn get_outside_rules(&self, _: NoParams) -> Result<OutsideRulesView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || Ok(view(kept(shared.store.runs())?))).await
    }

    pub(super) async fn set_outside_rules(&self, params: SetOutsideRules) -> Result<OutsideRulesView, ApiError> {
        let rules = rules_of(params.rules)?;
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            keep(shared.store.runs(), &rules)?;
            Ok(view(rules))
        })
        .await
    }
}

fn view(rules: OutsideRules) -> OutsideRulesView {
    OutsideRulesView { rules: told(rules), from_environment: told(from_environment()) }
}

fn told(rules: OutsideRules) -> contract::OutsideRules {
    let OutsideRules { hosts: HostRules { allowed, blocked, private }, search } = rules;
    let search = search.map(|SearchEngine { kind, url, key }| {
        let kind = match kind {
            SearchKind::Searxng => contract::SearchKind::Searxng,
            SearchKind::Brave => contract::SearchKind::Brave,
        };
        contract::SearchEngine { kind, url, secret: key }
    });
    contract::OutsideRules { allowed_hosts: allowed, blocked_hosts: blocked, private_hosts: private, search }
}

fn rules_of(rules: contract::OutsideRules) -> Result<OutsideRules, ApiError> {
    let contract::OutsideRules { allowed_hosts, blocked_hosts, private_hosts, search } = rules;
    let hosts =
        HostRules { allowed: hosts(&allowed_hosts), blocked: hosts(&blocked_hosts), private: hosts(&private_hosts) };
    let search = search.map(|contract::SearchEngine { kind, url, secret }| {
        let kind = match kind {
            contract::SearchKind::Searxng => SearchKind::Searxng,
            contract::SearchKind::Brave => SearchKind::Brave,
        };
        let key = secret.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        SearchEngine { kind, url: url.trim().to_owned(), key }
    });
    match hosts.fault().or_else(|| search.as_ref().and_then(SearchEngine::fault)) {
        Some(fault) => {
            Err(ApiError::new(ErrorCode::InvalidRequest, sentence(&format!("{fault}; nothing was changed"))))
        }
        None => Ok(OutsideRules { hosts, search }),
    }
}

/// Each once, in small letters.
fn hosts(written: &[String]) -> Vec<String> {
    let mut hosts = Vec::new();
    for host in written.iter().map(|host| host.trim().to_lowercase()).filter(|host| !host.is_empty()) {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}
