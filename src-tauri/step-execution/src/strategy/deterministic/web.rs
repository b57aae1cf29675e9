//! `routine:web`: a search through the engine that the settings name.

use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use run_engine::{StepFailure, StepOutcome};
use serde_json::{Value, json};

use super::given::{Given, wrong};
use super::outputs;
use crate::context::{ExecutionDependencies, ExecutionResources};
use crate::http::{HttpRequest, Patience, call};
use crate::outside::{Outside, OutsideRules, SearchEngine, SearchKind};
use crate::secret::Secret;
use crate::strategy::failure;

/// Results of a step that says nothing else, and at most.
const RESULTS: u64 = 10;
const MOST_RESULTS: u64 = 50;

/// Why nothing can be searched for, if that is so.
pub(super) fn obstacle(outside: &Outside) -> Option<String> {
    let missing = "no search engine is set up; the settings can name a SearXNG server or Brave Search";
    (outside.rules)().search.is_none().then(|| missing.to_owned())
}

pub(super) async fn search(given: Given<'_>, dependencies: &ExecutionDependencies) -> StepOutcome {
    match found(given, dependencies).await {
        Ok(results) => outputs::of(given.context, json!({ "results": results }), given.result_variable()),
        Err(failure) => StepOutcome::Failed { failure },
    }
}

async fn found(given: Given<'_>, dependencies: &ExecutionDependencies) -> Result<Vec<Value>, StepFailure> {
    let ExecutionResources { secrets, outside, .. } = &dependencies.resources;
    let OutsideRules { hosts, search } = (outside.rules)();
    let engine = search.ok_or_else(|| failure("search", obstacle(outside).unwrap_or_default()))?;
    let query = given.required("query")?;
    let count = given.whole_number("count")?.unwrap_or(RESULTS).clamp(1, MOST_RESULTS);
    let key = match engine.key.clone() {
        None => None,
        Some(name) => {
            let secrets = secrets.clone();
            let found = tokio::task::spawn_blocking(move || secrets.secret(&name)).await;
            let found = found.map_err(|_| failure("secret-unreadable", "looking for the key was given up"))?;
            Some(found.map_err(|error| failure(error.code(), error.to_string()))?)
        }
    };
    let request = request(&engine, key, &query, count)?;
    // Whoever has set the engine up has allowed its host, wherever it is.
    let hosts = hosts.and(request.url.host_str().unwrap_or_default().to_owned());
    let answer = call(&hosts, &request, &dependencies.progress).await.map_err(|error| error.told(true))?;
    let at = match engine.kind {
        SearchKind::Searxng => "/results",
        SearchKind::Brave => "/web/results",
    };
    let results = answer.body.pointer(at).and_then(Value::as_array);
    let results =
        results.ok_or_else(|| failure("search", format!("the answer of {} has no {at}", request.url.path())))?;
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    Ok(results.iter().take(most).map(|result| told(engine.kind, result)).collect())
}

fn request(engine: &SearchEngine, key: Option<Secret>, query: &str, count: u64) -> Result<HttpRequest, StepFailure> {
    let unusable =
        |reason: String| failure("search", format!("the address of the search engine cannot be used: {reason}"));
    let mut url: Url = engine.url.trim().parse().map_err(|error| unusable(format!("{error}")))?;
    let path = match engine.kind {
        SearchKind::Searxng => "search",
        SearchKind::Brave => "res/v1/web/search",
    };
    if !url.path().ends_with("/search") {
        url.path_segments_mut()
            .map_err(|()| unusable("it has no path".to_owned()))?
            .pop_if_empty()
            .extend(path.split('/'));
    }
    let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    let (name, value) = match engine.kind {
        SearchKind::Searxng => ("format", "json".to_owned()),
        SearchKind::Brave => ("count", count.min(20).to_string()),
    };
    url.query_pairs_mut().append_pair("q", query).append_pair(name, &value);
    if let Some(key) = &key {
        let (name, value) = match engine.kind {
            SearchKind::Searxng => ("authorization", format!("Bearer {}", key.reveal())),
            SearchKind::Brave => ("x-subscription-token", key.reveal().to_owned()),
        };
        let mut value = HeaderValue::from_str(&value).map_err(|_| wrong("key", "one line of ASCII"))?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(HttpRequest {
        method: Method::GET,
        url,
        headers,
        body: None,
        hidden: key.into_iter().collect(),
        accepted: Some(Vec::new()),
        patience: Patience::default(),
    })
}

fn told(kind: SearchKind, result: &Value) -> Value {
    let snippet = match kind {
        SearchKind::Searxng => "content",
        SearchKind::Brave => "description",
    };
    let text = |name: &str| result.get(name).and_then(Value::as_str).unwrap_or_default();
    json!({ "title": text("title"), "url": text("url"), "snippet": text(snippet) })
}
