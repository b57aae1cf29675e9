//! Settings about models and secrets through the command list, as a page uses them.

use api::contract::ErrorCode;
use serde_json::{Value, json};

use crate::support::Desk;

/// A value that must come back in no answer.
const VALUE: &str = "sk-planted-2718";

fn provider(id: &str) -> Value {
    json!({ "id": id, "name": "Office", "protocol": "openAi", "baseUrl": "http://127.0.0.1:9/v1", "secret": "office",
        "model": "tiny", "prices": "openai" })
}

#[tokio::test]
async fn providers_budgets_and_prices_are_kept_over_a_restart() {
    let desk = Desk::open().await;
    let fresh = desk.ask("getModelSettings", json!({})).await;
    assert_eq!((&fresh["providers"], &fresh["spentToday"]), (&json!([]), &json!("0")));
    assert!(fresh["presets"].as_array().unwrap().iter().any(|preset| preset["needsFile"] == true), "a file is offered");

    desk.ask("saveProvider", json!({ "provider": provider("office") })).await;
    desk.ask("saveProvider", json!({ "provider": provider("second") })).await;
    desk.ask("setDefaultProvider", json!({ "id": "second" })).await;
    desk.ask("setModelBudgets", json!({ "budgets": { "run": "2.5", "day": "100", "allowUnpriced": true } })).await;
    let price = json!({ "provider": "office", "model": "tiny", "input": "0.15", "output": "0.6" });
    let prices = desk.ask("setModelPrice", price).await;
    assert_eq!((&prices["prices"][0]["origin"], &prices["prices"][0]["input"]), (&json!("person"), &json!("0.15")));
    assert!(prices["prices"].as_array().unwrap().len() > 10, "the table's lines follow");

    let desk = desk.reopen().await;
    let kept = desk.ask("getModelSettings", json!({})).await;
    assert_eq!(
        (&kept["defaultProvider"], &kept["budgets"]),
        (&json!("second"), &json!({ "run": "2.5", "day": "100", "allowUnpriced": true }))
    );
    assert_eq!(kept["providers"][0]["baseUrl"], "http://127.0.0.1:9/v1/", "an address ends in a slash");
    let after = desk.ask("removeModelPrice", json!({ "provider": "office", "model": "tiny" })).await;
    assert_eq!(after["prices"][0]["origin"], "table");
    let left = desk.ask("removeProvider", json!({ "id": "second" })).await;
    assert_eq!((&left["defaultProvider"], left["providers"].as_array().unwrap().len()), (&json!("office"), 1));
}

#[tokio::test]
async fn what_cannot_be_a_provider_a_price_or_a_budget_is_refused() {
    let desk = Desk::open().await;
    desk.ask("saveProvider", json!({ "provider": provider("office") })).await;
    let changed = |key: &str, value: &str| {
        let mut changed = provider("other");
        changed[key] = json!(value);
        ("saveProvider", json!({ "provider": changed }))
    };
    let price = json!({ "provider": "office", "model": "tiny", "input": "cheap", "output": "1" });
    for (method, params) in [
        changed("id", "two words"),
        changed("name", " "),
        changed("baseUrl", "ftp://127.0.0.1/"),
        changed("baseUrl", "https://user:password@example.org/"),
        changed("protocol", "localFile"),
        ("setModelBudgets", json!({ "budgets": { "day": "much" } })),
        ("setModelPrice", price),
    ] {
        let refused = desk.call(method, params.clone()).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidRequest, "{method} {params}: {refused:?}");
    }
    let unknown = desk.call("removeProvider", json!({ "id": "nobody" })).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
    let kept = desk.ask("getModelSettings", json!({})).await;
    assert_eq!(kept["providers"].as_array().unwrap().len(), 1, "nothing refused was kept");
}

#[tokio::test]
async fn a_secret_goes_in_and_never_comes_out() {
    let desk = Desk::open().await;
    desk.ask("saveProvider", json!({ "provider": provider("office") })).await;
    let failed = desk.ask("testProvider", json!({ "id": "office" })).await;
    assert_eq!((&failed["outcome"], &failed["code"]), (&json!("failed"), &json!("no-model-key")));
    let locked = desk.call("setSecret", json!({ "name": "office", "value": VALUE, "place": "vault" })).await;
    assert_eq!(locked.unwrap_err().code, ErrorCode::Locked, "the vault has no passphrase yet");

    let kept = desk.ask("setSecret", json!({ "name": "office", "value": VALUE })).await;
    assert_eq!((&kept["places"], &kept["usedBy"]), (&json!(["session"]), &json!(["Office"])), "the answer says where");
    let failed = desk.ask("testProvider", json!({ "id": "office" })).await;
    assert_eq!(failed["code"], "model-unreachable", "now it has a key: {failed}");

    let places = desk.ask("unlockVault", json!({ "passphrase": "open" })).await;
    assert_eq!(places[2]["status"], "ready");
    desk.ask("setSecret", json!({ "name": "office", "value": VALUE, "place": "vault" })).await;
    let listed = desk.ask("listSecrets", json!({})).await;
    assert_eq!(listed[0]["places"], json!(["vault", "session"]));
    assert!(!format!("{kept}{failed}{places}{listed}").contains(VALUE), "no answer holds the value");

    let desk = desk.reopen().await;
    let listed = desk.ask("listSecrets", json!({})).await;
    assert_eq!(listed[0]["places"], json!([]), "a locked vault shows nothing, but the name is referred to");
    let wrong = desk.call("unlockVault", json!({ "passphrase": "shut" })).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::Locked);
    desk.ask("unlockVault", json!({ "passphrase": "open" })).await;
    desk.ask("removeSecret", json!({ "name": "office" })).await;
    let gone = desk.call("removeSecret", json!({ "name": "office" })).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}
