//! How steps went is added up exactly once, whoever did them and however often the journal is read.

use run_engine::command::Resolution;
use run_engine::{Actor, RunCommand, RunConfig};
use run_host::{ResultStatus, RunHost};
use run_store::{RunPersistence, StrategyFigureRow};
use serde_json::json;

use crate::support::{host, host_on, request, run, script, sequence, waiting_step, with_inputs};

fn thinking(demo: &str, more: &str) -> String {
    format!(
        r#"<serviceTask id="Answer"><extensionElements><routine:strategy mode="reasoning"/>
        <routine:outputSchema>{{"type": "object", "required": ["answer"], "properties": {{"answer": {{"type": "string", "minLength": 3}}}}}}</routine:outputSchema>
        <routine:demo><routine:reply purpose="execute">{{"answer": "{demo}"}}</routine:reply></routine:demo>{more}</extensionElements></serviceTask>"#
    )
}

fn figures(host: &RunHost) -> Vec<StrategyFigureRow> {
    host.store().strategy_figures(None).unwrap()
}

/// Element, strategy, runs, successes, scripted.
fn told(host: &RunHost) -> Vec<(String, String, u64, u64, u64)> {
    let told = |row: StrategyFigureRow| (row.element, row.strategy, row.runs, row.successes, row.scripted);
    figures(host).into_iter().map(told).collect()
}

fn row(element: &str, strategy: &str, runs: u64, successes: u64, scripted: u64) -> (String, String, u64, u64, u64) {
    (element.to_owned(), strategy.to_owned(), runs, successes, scripted)
}

#[tokio::test]
async fn every_step_that_a_strategy_did_is_counted() {
    let host = host();
    let bytes = sequence(&[&script("Add", "sum", "1 + 1"), &thinking("Dear Ada", ""), r#"<userTask id="Review"/>"#]);
    for _ in 0..3 {
        let (id, _) = run(&host, request(bytes.clone())).await;
        let step = waiting_step(&host, &id, "Review").await;
        crate::support::finish_with(&host, &id, step, "{}").await;
    }
    let expected = [row("Add", "deterministic", 3, 3, 0), row("Answer", "reasoning", 3, 3, 3)];
    assert_eq!(told(&host), expected, "scripted ones are called so, and a person's work is no strategy's merit");
    assert!(figures(&host).iter().all(|row| row.routine_path == "test.bpmn"));
}

#[tokio::test]
async fn what_fails_is_counted_once_and_a_new_attempt_anew() {
    let host = host();
    let bytes = sequence(&[&script("Divide", "ratio", "if ok then 1 else assert(null, false)")]);
    let (id, result) = run(&host, with_inputs(request(bytes), json!({ "ok": false }))).await;
    assert_ne!(result.status, ResultStatus::Completed, "{result:?}");
    assert_eq!(told(&host), [row("Divide", "deterministic", 1, 0, 0)]);

    let progress = host.progress(&id).await.unwrap().progress;
    let (incident, scope) = (*progress.incidents.keys().next().unwrap(), *progress.scopes.keys().next().unwrap());
    let mended = RunCommand::SetVariable { scope, name: "ok".to_owned(), value: json!(true) };
    host.send(&id, mended).await.unwrap();
    let retry = RunCommand::ResolveIncident { incident, resolution: Resolution::Retry };
    host.send(&id, retry).await.unwrap();
    host.rest(&id).await;
    assert_eq!(told(&host), [row("Divide", "deterministic", 2, 1, 0)]);
}

#[tokio::test]
async fn a_strategy_that_falls_back_has_failed_and_the_next_one_is_judged_by_itself() {
    let host = host();
    let falls = thinking("x", r#"<routine:onFailure fallback="person"/>"#);
    let (id, _) = run(&host, request(sequence(&[&falls]))).await;
    assert_eq!(told(&host), [row("Answer", "reasoning", 1, 0, 1)]);
    let step = waiting_step(&host, &id, "Answer").await;
    let answer = run_engine::StepAnswer::Say { text: r#"{"answer": "Dear Ada"}"#.to_owned() };
    host.send(&id, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(&id).await;
    assert_eq!(host.result(&id).await.unwrap().status, ResultStatus::Completed);
    assert_eq!(told(&host), [row("Answer", "reasoning", 1, 0, 1)], "what the person did is not the strategy's");
}

#[tokio::test]
async fn reading_the_journal_again_counts_nothing_again() {
    let store = RunPersistence::in_memory().unwrap();
    let bytes = sequence(&[&script("Add", "sum", "1 + 1"), r#"<userTask id="Review"/>"#, &script("More", "sum", "2")]);
    let first = host_on(store.clone());
    let (id, _) = run(&first, request(bytes)).await;
    let before = figures(&first);
    first.close().await.unwrap();

    let second = host_on(store);
    second.resume(&id).await.unwrap();
    second.rest(&id).await;
    assert_eq!(figures(&second), before);
    let step = waiting_step(&second, &id, "Review").await;
    crate::support::finish_with(&second, &id, step, "{}").await;
    second.rest(&id).await;
    assert_eq!(told(&second), [row("Add", "deterministic", 1, 1, 0), row("More", "deterministic", 1, 1, 0)]);
}

#[tokio::test]
async fn test_runs_say_nothing_about_a_strategy() {
    let host = host();
    let test = RunConfig { test_mode: true, ..RunConfig::default() };
    let mut tried = request(sequence(&[&thinking("Dear Ada", "")]));
    tried.config = test;
    let (_, result) = run(&host, tried).await;
    assert_eq!(result.status, ResultStatus::Completed);
    assert_eq!(told(&host), []);
}
