//! From what a step wants to the provider that answers it: settings, keys, prices, the budget of a day.

use std::sync::Arc;

use routine_model::Credits;
use step_execution::model::{
    Charge, LlmTokens, MemoryBook, ModelChoice, ModelSettings, Models, NoModel, OwnPrice, PatienceSettings, Protocol,
    ProviderSettings, SpendingBook,
};
use step_execution::secret::{SecretPlace, SecretStore, SecretStoreOptions};
use step_execution::{Secret, SecretError};

use super::server::{Say, Server, json, stream};
use super::{KEY, ask, question};

fn provider(id: &str, base_url: &str) -> ProviderSettings {
    ProviderSettings {
        id: id.to_owned(),
        name: format!("Server {id}"),
        protocol: Protocol::OpenAi,
        base_url: base_url.to_owned(),
        secret: Some("key".to_owned()),
        model: Some("tiny".to_owned()),
        prices: Some("nobody".to_owned()),
        file: None,
        patience: PatienceSettings { attempts: Some(1), ..PatienceSettings::default() },
    }
}

/// A thousand LLM tokens cost ten credits, whichever way they go.
fn price(provider: &str) -> OwnPrice {
    OwnPrice {
        provider: provider.to_owned(),
        model: "tiny".to_owned(),
        input: "10".to_owned(),
        cached_input: None,
        cache_write: None,
        output: "10".to_owned(),
        date: "2026-11-22".to_owned(),
    }
}

fn secrets() -> Arc<SecretStore> {
    let store = SecretStore::new(SecretStoreOptions { keychain: false, ..SecretStoreOptions::default() });
    store.set("key", &Secret::new(KEY), Some(SecretPlace::Session)).unwrap();
    Arc::new(store)
}

fn models(settings: ModelSettings, book: &Arc<MemoryBook>) -> Models {
    Models::new(settings, secrets(), Arc::clone(book) as _)
}

fn wish(provider: Option<&str>, name: Option<&str>) -> ModelChoice {
    ModelChoice { provider: provider.map(str::to_owned), name: name.map(str::to_owned) }
}

#[tokio::test]
async fn a_step_gets_what_it_names_and_else_the_default() {
    let server = Server::start(vec![stream(&["Hello"], "stop")]).await;
    let settings = ModelSettings {
        providers: vec![provider("one", "http://127.0.0.1:9/v1/"), provider("two", &server.base_url)],
        default_provider: Some("two".to_owned()),
        ..ModelSettings::default()
    };
    let models = models(settings, &Arc::default());
    let found = models.resolve(&ModelChoice::default()).await.unwrap();
    assert_eq!((found.provider_id.as_str(), found.model.as_str(), found.scripted), ("two", "tiny", false));
    let (reply, _) = ask(&*found.provider, &question("Say hello")).await;
    assert_eq!(reply.unwrap().text, "Hello");
    assert!(server.asked()[0].head.contains(KEY), "the key of the settings' secret goes along");
    let named = models.resolve(&wish(Some("one"), Some("large"))).await.unwrap();
    assert_eq!((named.provider_id.as_str(), named.model.as_str()), ("one", "large"));
}

#[tokio::test]
async fn why_there_is_no_model_is_told() {
    let unknown = models(ModelSettings::default(), &Arc::default()).resolve(&wish(Some("office"), None)).await;
    assert_eq!(unknown.unwrap_err(), NoModel::UnknownProvider { provider: "office".to_owned() });
    let nothing = models(ModelSettings::default(), &Arc::default()).resolve(&ModelChoice::default()).await;
    assert_eq!(nothing.unwrap_err(), NoModel::NoProvider);

    let no_model = ProviderSettings { model: None, ..provider("one", "http://127.0.0.1:9/") };
    let no_key = ProviderSettings { secret: Some("other".to_owned()), ..provider("two", "http://127.0.0.1:9/") };
    let models =
        models(ModelSettings { providers: vec![no_model, no_key], ..ModelSettings::default() }, &Arc::default());
    assert_eq!(models.resolve(&wish(Some("one"), None)).await.unwrap_err().code(), "no-model-named");
    let reason = SecretError::Missing { name: "other".to_owned() }.to_string();
    let missing = NoModel::NoKey { provider: "Server two".to_owned(), reason };
    assert_eq!(models.resolve(&wish(Some("two"), None)).await.unwrap_err(), missing);
}

#[tokio::test]
async fn all_steps_share_one_provider_until_its_settings_change() {
    let one = provider("one", "http://127.0.0.1:9/v1/");
    let settings = ModelSettings { providers: vec![one.clone()], ..ModelSettings::default() };
    let models = models(settings.clone(), &Arc::default());
    let first = models.resolve(&ModelChoice::default()).await.unwrap().provider;
    let again = models.resolve(&wish(None, Some("another"))).await.unwrap().provider;
    assert!(Arc::ptr_eq(&first, &again), "they keep to one patience together");
    let moved = ProviderSettings { base_url: "http://127.0.0.1:10/v1/".to_owned(), ..one };
    models.set_settings(ModelSettings { providers: vec![moved], ..settings });
    let after = models.resolve(&ModelChoice::default()).await.unwrap().provider;
    assert!(!Arc::ptr_eq(&first, &after), "another address is another provider");
}

#[tokio::test]
async fn a_price_of_ones_own_goes_before_the_table_and_an_unknown_one_is_not_free() {
    let settings = ModelSettings {
        providers: vec![provider("one", "http://127.0.0.1:9/")],
        prices: vec![price("one")],
        ..ModelSettings::default()
    };
    let models = models(settings, &Arc::default());
    let used = Some(LlmTokens { input: 900, output: 100, ..LlmTokens::default() });
    let own = models.resolve(&ModelChoice::default()).await.unwrap().pricing;
    let Charge::Priced { credits, price } = own.charge(used) else { panic!("it has a price") };
    assert_eq!((credits.to_string(), price.date.as_str()), ("10".to_owned(), "2026-11-22"));
    let other = models.resolve(&wish(None, Some("other"))).await.unwrap().pricing;
    assert!(matches!(other.charge(used), Charge::Unpriced { .. }), "nobody knows what another model costs");
}

#[tokio::test]
async fn the_budget_of_a_day_holds_over_all_requests_together() {
    // Each answer takes 12 LLM tokens in and 3 out: 0.15 credits. The most that one can cost is far more.
    let server = Server::start(vec![stream(&["Hello"], "stop")]).await;
    let budget = |credits: &str| ModelSettings {
        providers: vec![provider("one", &server.base_url)],
        prices: vec![price("one")],
        budgets: step_execution::model::Budgets { day: Some(credits.parse().unwrap()), ..Default::default() },
        ..ModelSettings::default()
    };
    let book = Arc::new(MemoryBook::default());
    let models = models(budget("20"), &book);
    let found = models.resolve(&ModelChoice::default()).await.unwrap();
    let request = question("Say hello");
    let answers = futures_util::future::join_all((0..30).map(|_| ask(&*found.provider, &request))).await;
    let refused =
        answers.iter().filter(|(reply, _)| matches!(reply, Err(error) if error.code() == "model-over-budget"));
    let answered = answers.iter().filter(|(reply, _)| reply.is_ok()).count();
    let spent = book.spent_today();
    assert_eq!(answered + refused.count(), 30, "there is no other way to end here");
    assert_eq!(spent.micros(), answered as u64 * 150_000, "what was answered was paid, exactly");
    assert!(spent <= "20".parse::<Credits>().unwrap());

    models.set_settings(budget("0.1"));
    let asked = server.asked().len();
    let (reply, _) = ask(&*found.provider, &request).await;
    assert_eq!(reply.unwrap_err().code(), "model-over-budget");
    assert_eq!(server.asked().len(), asked, "a request that does not fit is not sent");
}

#[tokio::test]
async fn an_answer_that_broke_off_counts_in_full_and_a_refused_request_not_at_all() {
    let settings = |server: &Server| ModelSettings {
        providers: vec![provider("one", &server.base_url)],
        prices: vec![price("one")],
        ..ModelSettings::default()
    };
    for (say, is_paid) in [
        (Say::Break(format!("{}{}", super::server::stream_head(), super::server::piece("Hel"))), true),
        (json("401 Unauthorized", "", "{}"), false),
        (json("429 Too Many Requests", "", "{}"), false),
    ] {
        let server = Server::start(vec![say.clone()]).await;
        let book = Arc::new(MemoryBook::default());
        let found = models(settings(&server), &book).resolve(&ModelChoice::default()).await.unwrap();
        ask(&*found.provider, &question("Say hello")).await.0.unwrap_err();
        assert_eq!(book.spent_today() > Credits::default(), is_paid, "{say:?}");
    }
}

#[tokio::test]
async fn a_provider_names_its_models_or_says_why_not() {
    let listed = r#"{"object":"list","data":[{"id":"small"},{"id":"large"}]}"#;
    let refused = format!(r#"{{"error":{{"message":"bad key {KEY}"}}}}"#);
    let says = vec![json("200 OK", "", listed), json("401 Unauthorized", "", &refused), json("200 OK", "", "<html>")];
    let server = Server::start(says).await;
    let settings = ModelSettings { providers: vec![provider("one", &server.base_url)], ..ModelSettings::default() };
    let models = models(settings, &Arc::default());
    assert_eq!(models.available("one").await.unwrap(), ["large", "small"]);
    assert!(server.asked()[0].head.to_lowercase().contains("authorization: bearer"), "it shows the key");
    let error = models.available("one").await.unwrap_err();
    assert_eq!(error.code(), "model-unauthorized");
    assert!(!format!("{error} {error:?}").contains(KEY), "and repeats it nowhere: {error:?}");
    assert_eq!(models.available("one").await.unwrap_err().code(), "model-bad-reply");
}
