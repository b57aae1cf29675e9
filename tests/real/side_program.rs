//! A model's file, run by a side program with a key of its own: a prebuilt llama.cpp, and the program's own when
//! `cargo xtask local-model` has built it.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use step_execution::NoSecrets;
use step_execution::model::{
    FinishReason, LocalRunner, MemoryBook, ModelChoice, ModelRequest, ModelSettings, Models, PatienceSettings,
    Protocol, ProviderSettings,
};

use crate::{WHY, ask, question};

fn told(name: &str) -> OsString {
    std::env::var_os(name).expect(WHY)
}

/// The file as a provider, run by this program.
pub fn models(runner: LocalRunner) -> Models {
    let file = ProviderSettings {
        id: "file".to_owned(),
        name: "Local model".to_owned(),
        protocol: Protocol::LocalFile,
        base_url: String::new(),
        secret: None,
        model: None,
        prices: None,
        file: Some(told("REAL_MODEL_FILE").into()),
        patience: PatienceSettings::default(),
    };
    let settings = ModelSettings { providers: vec![file], ..ModelSettings::default() };
    Models::new(settings, Arc::new(NoSecrets), Arc::new(MemoryBook::default())).with_runner(runner)
}

/// The program's own side program; `None`, with a word about it, when it has not been built.
pub fn own_runner() -> Option<LocalRunner> {
    let program = std::env::var_os("REAL_MODEL_RUNNER");
    if program.is_none() {
        println!("NOT TESTED: the side program is not built; `cargo xtask local-model` builds it");
    }
    program.map(|program| LocalRunner { program: program.into(), ..LocalRunner::default() })
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn a_prebuilt_side_program_answers_twice() {
    let runner = LocalRunner {
        program: told("REAL_MODEL_PYTHON").into(),
        arguments: vec![told("REAL_MODEL_SCRIPT")],
        ..LocalRunner::default()
    };
    answers_twice(runner).await;
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn our_own_side_program_answers_twice() {
    if let Some(runner) = own_runner() {
        answers_twice(runner).await;
    }
}

async fn answers_twice(runner: LocalRunner) {
    let model = models(runner).resolve(&ModelChoice::default()).await.unwrap();
    let begun = Instant::now();
    let request = ModelRequest { model: model.model.clone(), ..question("Say hello.", 20) };
    for _ in 0..2 {
        let (reply, heard) = ask(&model, &request).await;
        let reply = reply.unwrap();
        println!("{} answered {:?} after {:?}", model.model, reply.text, begun.elapsed());
        assert!(!reply.text.trim().is_empty());
        assert_eq!(heard.concat(), reply.text, "it streams, and what was heard is the answer");
    }
}

#[tokio::test]
#[ignore = "asks a real model; run cargo xtask test --real"]
async fn our_own_side_program_holds_answers_to_their_schema() {
    let Some(runner) = own_runner() else { return };
    let model = models(runner).resolve(&ModelChoice::default()).await.unwrap();
    let schema = json!({ "type": "object", "additionalProperties": false, "required": ["title", "urgency"],
        "properties": { "title": { "type": "string", "minLength": 1, "maxLength": 60 },
        "urgency": { "enum": ["low", "medium", "high"] } } });
    for seed in 0..5 {
        let request = ModelRequest {
            model: model.model.clone(),
            output_schema: Some(schema.clone()),
            seed: Some(seed),
            ..question("The printer smokes. Give the report a title and say how urgent it is.", 200)
        };
        let reply = ask(&model, &request).await.0.unwrap();
        assert_eq!(reply.finish, FinishReason::Stop, "{}", reply.text);
        let value: Value = serde_json::from_str(&reply.text).unwrap();
        assert!(value["title"].as_str().is_some_and(|title| (1..=60).contains(&title.chars().count())), "{value}");
        assert!(["low", "medium", "high"].contains(&value["urgency"].as_str().unwrap()), "{value}");
    }
}
