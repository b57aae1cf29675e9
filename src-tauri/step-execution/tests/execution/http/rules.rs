//! Which hosts a step may speak to, also over redirects.

use serde_json::json;
use step_execution::{HostRules, OutsideRules};

use super::{answered, call, done, failed, under};
use crate::models::server::{Server, json as answer};

fn redirect(status: &str, to: &str) -> crate::models::server::Say {
    answer(status, &format!("location: {to}\r\n"), "")
}

#[tokio::test]
async fn this_machine_and_its_network_are_refused_unless_they_are_allowed() {
    for url in [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
    ] {
        let (outcome, _) = done("routine:http", json!({ "url": url }), &[], under(OutsideRules::default())).await;
        let failure = failed(outcome);
        assert_eq!(failure.code, "http-refused", "{url}: {}", failure.message);
        assert!(failure.message.contains("lies inside"), "{url}: {}", failure.message);
    }
}

#[tokio::test]
async fn only_hosts_of_the_list_are_spoken_to_where_there_is_one() {
    let hosts = HostRules { allowed: vec!["api.example.com".to_owned()], ..HostRules::default() };
    let rules = OutsideRules { hosts, ..OutsideRules::default() };
    for (url, said) in [
        ("https://example.org/", "not among those"),
        ("ftp://api.example.com/", "is not http: or https:"),
        ("https://me:pass@api.example.com/", "names and passwords do not belong"),
    ] {
        let failure = failed(done("routine:http", json!({ "url": url }), &[], under(rules.clone())).await.0);
        assert!(failure.code == "http-refused" && failure.message.contains(said), "{url}: {}", failure.message);
        assert!(!failure.message.contains("pass@"), "{}", failure.message);
    }
}

#[tokio::test]
async fn a_redirect_is_followed_only_to_where_a_call_may_go() {
    let target = Server::start(vec![answer("200 OK", "", "\"there\"")]).await;
    let first = Server::start(vec![redirect("302 Found", &target.base_url)]).await;
    let (outcome, _) = call(json!({ "url": first.base_url, "method": "POST", "body": "x" })).await;
    assert_eq!(answered(outcome)["body"], "there");
    assert!(target.asked()[0].head.starts_with("GET "), "a post that is redirected so becomes a get");
    for to in ["http://192.168.0.1/admin", "http://localhost:1/", "file:///etc/passwd", "http://[fd00::1]/"] {
        let server = Server::start(vec![redirect("307 Temporary Redirect", to)]).await;
        let failure = failed(call(json!({ "url": server.base_url })).await.0);
        assert_eq!(failure.code, "http-refused", "{to}: {}", failure.message);
    }
    let circle = Server::start(vec![redirect("302 Found", "/v1/")]).await;
    let failure = failed(call(json!({ "url": circle.base_url })).await.0);
    assert!(failure.message.contains("redirects more than 5 times"), "{}", failure.message);
    assert_eq!(circle.asked().len(), 6);
}
