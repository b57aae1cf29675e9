//! Rules about hosts and the search engine.

use api::contract::ErrorCode;
use serde_json::json;

use crate::support::Desk;

#[tokio::test]
async fn rules_about_hosts_and_the_search_engine_are_kept_over_a_restart() {
    let desk = Desk::open().await;
    let fresh = desk.ask("getOutsideRules", json!({})).await;
    assert_eq!(fresh["rules"]["allowedHosts"], json!([]), "every public host, to begin with");
    assert_eq!(fresh["rules"]["search"], json!(null), "and nobody who searches");
    let rules = json!({
        "allowedHosts": [" API.example.com ", "*.example.org", "api.example.com"],
        "blockedHosts": ["bad.example.org"],
        "privateHosts": ["localhost:8080", "[::1]:9000", "10.0.0.7"],
        "search": { "kind": "brave", "url": "https://search.example.com/api", "secret": "brave" },
    });
    desk.ask("setOutsideRules", json!({ "rules": rules })).await;
    let desk = desk.reopen().await;
    let kept = desk.ask("getOutsideRules", json!({})).await["rules"].clone();
    assert_eq!(kept["allowedHosts"], json!(["api.example.com", "*.example.org"]), "each once, in small letters");
    assert_eq!(kept["blockedHosts"], json!(["bad.example.org"]));
    assert_eq!(kept["privateHosts"], json!(["localhost:8080", "[::1]:9000", "10.0.0.7"]));
    assert_eq!(kept["search"]["secret"], "brave");
}

#[tokio::test]
async fn what_is_no_host_and_no_engine_is_refused_and_changes_nothing() {
    let desk = Desk::open().await;
    let none = json!({ "allowedHosts": [], "blockedHosts": [], "privateHosts": [] });
    for (key, value) in [
        ("allowedHosts", json!(["https://example.com"])),
        ("blockedHosts", json!(["example.com/path"])),
        ("privateHosts", json!(["*"])),
        ("allowedHosts", json!(["user@example.com"])),
        ("search", json!({ "kind": "searxng", "url": "ftp://example.com" })),
        ("search", json!({ "kind": "searxng", "url": "https://user:word@example.com" })),
    ] {
        let mut rules = none.clone();
        rules[key] = value.clone();
        let refused = desk.call("setOutsideRules", json!({ "rules": rules })).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidRequest, "{key} {value}: {refused:?}");
    }
    assert_eq!(desk.ask("getOutsideRules", json!({})).await["rules"]["allowedHosts"], json!([]));
}
