//! A small real model on the loopback, asked through the program's own client: `cargo xtask test --real` serves it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that panics has failed; figures are for the log"
)]

mod routine;
mod side_program;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use step_execution::model::{
    Charge, FinishReason, MemoryBook, ModelChoice, ModelError, ModelMessage, ModelReply, ModelRequest, ModelSettings,
    Models, PatienceSettings, Protocol, ProviderSettings, Purpose, ResolvedModel,
};
use step_execution::secret::{SecretPlace, SecretStore, SecretStoreOptions};
use step_execution::{Secret, http_client};

const WHY: &str = "cargo xtask test --real says where the model is";

/// Where the model answers, ending in `/v1/`.
fn address() -> String {
    std::env::var("REAL_MODEL_URL").expect(WHY)
}

fn key() -> String {
    std::env::var("REAL_MODEL_KEY").expect(WHY)
}

/// The server as settings set it up.
fn models() -> Models {
    let provider = ProviderSettings {
        id: "real".to_owned(),
        name: "llama.cpp".to_owned(),
        protocol: Protocol::OpenAi,
        base_url: address(),
        secret: Some("real".to_owned()),
        model: Some("smollm2".to_owned()),
        prices: None,
        file: None,
        patience: PatienceSettings::default(),
    };
    let secrets = SecretStore::new(SecretStoreOptions { keychain: false, ..SecretStoreOptions::default() });
    secrets.set("real", &Secret::new(key()), Some(SecretPlace::Session)).unwrap();
    let settings = ModelSettings { providers: vec![provider], ..ModelSettings::default() };
    Models::new(settings, Arc::new(secrets), Arc::new(MemoryBook::default()))
}

async fn model() -> ResolvedModel {
    let models = models();
    assert_eq!(models.available("real").await.unwrap().len(), 1, "the server names its one model");
    models.resolve(&ModelChoice::default()).await.unwrap()
}

fn question(text: &str, most: u32) -> ModelRequest {
    ModelRequest {
        model: "smollm2".to_owned(),
        purpose: Purpose::Execute,
        messages: vec![
            ModelMessage::System { text: "You are a helpful assistant.".to_owned() },
            ModelMessage::User { text: text.to_owned() },
        ],
        tools: Vec::new(),
        output_schema: None,
        max_output_tokens: Some(most),
        temperature: Some(0.2),
        seed: None,
    }
}

async fn ask(model: &ResolvedModel, request: &ModelRequest) -> (Result<ModelReply, ModelError>, Vec<String>) {
    let heard = Mutex::new(Vec::new());
    let hear = |piece: &str| heard.lock().unwrap().push(piece.to_owned());
    let reply = model.provider.ask(request, &hear).await;
    (reply, heard.into_inner().unwrap())
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn text_streams_and_says_what_it_used() {
    let model = model().await;
    let begun = Instant::now();
    let (reply, heard) = ask(&model, &question("Name three colours of the rainbow.", 60)).await;
    let reply = reply.unwrap();
    println!("answered {:?} in {:?}, {:?}", reply.text, begun.elapsed(), reply.used);
    assert!(!reply.text.trim().is_empty());
    assert_eq!(heard.concat(), reply.text, "what was heard in pieces is the answer");
    assert!(heard.len() > 3, "it came in pieces: {}", heard.len());
    let used = reply.used.expect("llama.cpp says what it used");
    assert!(used.input > 10 && (1..=60).contains(&used.output), "{used:?}");
    assert_eq!(model.pricing.charge(Some(used)), Charge::Free, "one's own machine costs nothing");
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn an_answer_that_is_too_long_says_that_it_was_cut_off() {
    let (reply, _) = ask(&model().await, &question("Count from one to two hundred in words.", 12)).await;
    assert_eq!(reply.unwrap().finish, FinishReason::Length);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Ticket {
    title: String,
    urgency: Urgency,
    days: u8,
    tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Urgency {
    Low,
    Medium,
    High,
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn ten_of_ten_answers_fit_their_schema() {
    let model = model().await;
    let schema: Value = json!({ "type": "object", "additionalProperties": false,
        "required": ["title", "urgency", "days", "tags"],
        "properties": {
            "title": { "type": "string", "maxLength": 60 },
            "urgency": { "enum": ["low", "medium", "high"] },
            "days": { "type": "integer", "minimum": 0, "maximum": 30 },
            "tags": { "type": "array", "items": { "type": "string", "maxLength": 20 }, "maxItems": 3 } } });
    let complaints =
        ["The printer is on fire", "My invoice is wrong", "I forgot my password", "The lift is stuck", "Thanks"];
    let mut valid = 0;
    for number in 0..10 {
        let text = format!("Make a support ticket of this: {}.", complaints[number % complaints.len()]);
        let request = ModelRequest {
            output_schema: Some(schema.clone()),
            seed: Some(number as u64),
            temperature: Some(0.8),
            ..question(&text, 300)
        };
        let reply = ask(&model, &request).await.0.unwrap();
        let ticket = serde_json::from_str::<Ticket>(&reply.text);
        println!("{number}: {:?} {}", reply.finish, reply.text);
        let fits = |ticket: &Ticket| {
            ticket.title.chars().count() <= 60
                && ticket.days <= 30
                && ticket.tags.len() <= 3
                && matches!(ticket.urgency, Urgency::Low | Urgency::Medium | Urgency::High)
        };
        valid += usize::from(reply.finish == FinishReason::Stop && ticket.is_ok_and(|ticket| fits(&ticket)));
    }
    assert_eq!(valid, 10, "grammar-constrained answers are valid, and are validated again all the same");
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn giving_up_ends_the_generation_on_the_server() {
    let model = model().await;
    let (began, has_begun) = tokio::sync::oneshot::channel();
    let began = Mutex::new(Some(began));
    let request = question("Write a very long story about a ship.", 3_000);
    let asked = async {
        let hear = |_: &str| {
            if let Some(began) = began.lock().unwrap().take() {
                let _ = began.send(());
            }
        };
        model.provider.ask(&request, &hear).await
    };
    tokio::select! {
        reply = asked => panic!("three thousand LLM tokens take longer than their first: {reply:?}"),
        _ = has_begun => {}
    }
    // Both futures are dropped here, and with them the connection.
    let begun = Instant::now();
    while slots_at_work().await > 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the server goes on after nobody listens");
    }
    println!("the server stopped {:?} after it was given up", begun.elapsed());
}

/// How many answers the server is writing now.
async fn slots_at_work() -> usize {
    let url = address().replace("/v1/", "/slots");
    let asked = http_client().unwrap().get(url).bearer_auth(key()).send().await.unwrap();
    let slots: Value = serde_json::from_slice(&asked.bytes().await.unwrap()).unwrap();
    slots.as_array().unwrap().iter().filter(|slot| slot["is_processing"] == true).count()
}
