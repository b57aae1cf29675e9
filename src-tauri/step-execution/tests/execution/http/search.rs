//! Searches of the web, through servers that speak as search engines do.

use run_engine::RunConfig;
use serde_json::json;
use step_execution::{
    OutsideRules, ScriptPlace, SearchEngine, SearchKind, SubroutineExecutor, UnifiedSubroutineExecutor,
};

use super::{KEY, answered, done, failed, under};
use crate::models::server::{Server, json as answer};
use crate::support::{activity, routine};

fn with(kind: SearchKind, url: &str, key: Option<&str>) -> OutsideRules {
    let search = SearchEngine { kind, url: url.to_owned(), key: key.map(ToOwned::to_owned) };
    OutsideRules { search: Some(search), ..OutsideRules::default() }
}

#[tokio::test]
async fn results_are_the_same_whoever_has_searched() {
    let searxng =
        r#"{"results": [{"title": "T", "url": "https://a.example/", "content": "S", "engine": "x"}, {"title": "2"}]}"#;
    let brave = r#"{"web": {"results": [{"title": "T", "url": "https://a.example/", "description": "S"}]}}"#;
    for (kind, body, key, asked_for) in [
        (SearchKind::Searxng, searxng, None, "GET /v1/search?q=mild+tea&format=json"),
        (SearchKind::Brave, brave, Some("TOKEN"), "GET /v1/res/v1/web/search?q=mild+tea&count=1"),
    ] {
        let server = Server::start(vec![answer("200 OK", "", body)]).await;
        let inputs = json!({ "query": "mild tea", "count": 1 });
        let rules = with(kind, &server.base_url, key);
        let (outcome, _) = done("routine:web", inputs, &[("resultVariable", "answer")], under(rules)).await;
        let expected = json!({ "results": [{ "title": "T", "url": "https://a.example/", "snippet": "S" }] });
        assert_eq!(answered(outcome), expected, "{kind:?}");
        let asked = &server.asked()[0].head;
        assert!(asked.starts_with(asked_for), "{asked}");
        assert_eq!(asked.contains(KEY), key.is_some(), "{asked}");
    }
}

#[tokio::test]
async fn without_an_engine_a_search_is_refused_before_the_run_starts() {
    let (outcome, _) = done("routine:web", json!({ "query": "x" }), &[], under(OutsideRules::default())).await;
    assert!(failed(outcome).message.contains("no search engine is set up"));
    let task_type = routine_model::expression::Expression::parse("routine:web").unwrap();
    let binding =
        routine_model::graph::binding::Binding::TaskType { task_type, retries: None, headers: Default::default() };
    let graph = routine(
        routine_model::graph::container::Process::default(),
        activity(routine_model::graph::activity::ActivityKind::ServiceTask, binding),
    );
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, under(OutsideRules::default()));
    let found = executor.unsupported(&graph, &RunConfig::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].reason.contains("no search engine is set up"), "{found:?}");
}
