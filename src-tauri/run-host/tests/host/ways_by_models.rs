//! Ways at gateways that a model chooses and that cost something: paid on the record of the gateway's step, with the reason.

use run_engine::{Actor, PathSelectionMode, RunCommand, RunConfig, RunEvent, RunId, StepRecord};
use run_host::{HostOptions, ResultStatus, RunHost, RunNotice, StartRequest};
use run_store::RunPersistence;
use serde_json::json;

use crate::model_server::{Answer, ModelServer};
use crate::support::{request, routine, run};
use crate::thinking::records;
use crate::with_tools::{host_of, host_with, nobody_asked, tools};

const FORK: &str = r#"<startEvent id="Start"/><exclusiveGateway id="Fork" name="Which?"/><endEvent id="One"/><endEvent id="Two"/>
    <sequenceFlow id="In" sourceRef="Start" targetRef="Fork"/><sequenceFlow id="Left" sourceRef="Fork" targetRef="One"/>
    <sequenceFlow id="Right" sourceRef="Fork" targetRef="Two"/>"#;

fn by_model(most: Option<&str>) -> StartRequest {
    let mut config = RunConfig { path_selection: PathSelectionMode::Model, ..RunConfig::default() };
    config.limits.max_credits = most.map(|most| most.parse().unwrap());
    StartRequest { config, ..request(routine(FORK)) }
}

fn choice() -> Answer {
    Answer::Text(json!({ "flows": ["Right"], "because": "it is shorter" }).to_string())
}

/// Why a way was taken or not, as the journal says it.
async fn reasons(host: &RunHost, run: &RunId) -> Vec<String> {
    let entries = host.journal(run, 0, None).await.unwrap();
    let told = entries.into_iter().filter_map(|entry| match entry.event {
        RunEvent::PathDecided(event) => event.because,
        RunEvent::PathDecisionLeft(event) => Some(event.reason),
        _ => None,
    });
    told.collect()
}

#[tokio::test]
async fn a_way_by_a_model_is_paid_and_says_why() {
    let server = ModelServer::start(vec![choice()]).await;
    let host = host_with(nobody_asked(), Some(&server.url));
    let (run, result) = run(&host, by_model(None)).await;
    assert_eq!((result.status, result.flows_taken.last().unwrap().as_str()), (ResultStatus::Completed, "Right"));
    assert_eq!(result.credits.to_string(), "1.1", "110 LLM tokens at 0.01 credits");
    assert_eq!(reasons(&host, &run).await, ["it is shorter"], "the journal says why");
    let entries = host.journal(&run, 0, None).await.unwrap();
    let advice = entries.into_iter().find_map(|entry| match entry.event {
        RunEvent::PathDecided(event) => event.advice,
        _ => None,
    });
    let advice = advice.unwrap();
    assert_eq!((advice.scripted, advice.credits), (false, "1.1".parse().unwrap()), "and by whom: {advice:?}");
}

#[tokio::test]
async fn what_was_heard_of_an_answer_is_forgotten_when_it_has_ended_or_nobody_waits_for_it() {
    for person_was_faster in [false, true] {
        let (half, rest) = (r#"{"flows": ["Right"], "#.to_owned(), r#""because": "it is shorter"}"#.to_owned());
        let mut server = ModelServer::start(vec![Answer::Halves(half.clone(), rest)]).await;
        let host = host_with(nobody_asked(), Some(&server.url));
        let run = host.start(by_model(None)).await.unwrap();
        let (_, mut early) = host.watch(&run).await.unwrap();
        server.begins().await;
        while !matches!(early.next().await.unwrap(), RunNotice::Heard(_)) {}
        let (snapshot, mut late) = host.watch(&run).await.unwrap();
        let heard: Vec<String> = late.heard_before().into_iter().map(|heard| heard.piece).collect();
        assert_eq!(heard, [half], "who comes late is given all so far");

        let decision = *snapshot.progress.decisions.keys().next().unwrap();
        if person_was_faster {
            let flows = vec!["Left".into()];
            host.send(&run, RunCommand::DecidePath { decision, flows, by: Actor::Person, because: None })
                .await
                .unwrap();
        }
        server.goes_on();
        host.rest(&run).await;
        let (_, mut after) = host.watch(&run).await.unwrap();
        assert_eq!(after.heard_before(), [], "what is on record or was given up is not told");
    }
}

#[tokio::test]
async fn a_way_that_cannot_be_paid_is_left_to_a_person_with_the_reason() {
    let server = ModelServer::start(vec![choice()]).await;
    let host = host_with(nobody_asked(), Some(&server.url));
    let (run, result) = run(&host, by_model(Some("0.5"))).await;
    assert_eq!((result.status, server.asked()), (ResultStatus::Waiting, 0), "nothing is asked that cannot be paid");
    let reasons = reasons(&host, &run).await;
    assert!(reasons.iter().any(|reason| reason.contains("more than is left")), "{reasons:?}");
}

#[tokio::test]
async fn a_way_that_could_not_be_paid_is_asked_of_the_model_again_when_it_can_unless_a_person_was_faster() {
    for person_was_faster in [false, true] {
        let server = ModelServer::start(vec![choice()]).await;
        let host = host_with(nobody_asked(), Some(&server.url));
        let (run, _) = run(&host, by_model(Some("0.5"))).await;
        let progress = host.progress(&run).await.unwrap().progress;
        let top_up = |most: &str| {
            let mut config = progress.config.clone();
            config.limits.max_credits = Some(most.parse().unwrap());
            RunCommand::ConfigureRun { config: Box::new(config) }
        };
        host.send(&run, top_up("0.6")).await.unwrap();
        host.rest(&run).await;
        assert_eq!(server.asked(), 0, "that is not enough yet");
        if person_was_faster {
            let decision = *progress.decisions.keys().next().unwrap();
            let flows = vec!["Left".into()];
            host.send(&run, RunCommand::DecidePath { decision, flows, by: Actor::Person, because: None })
                .await
                .unwrap();
            host.rest(&run).await;
        } else {
            host.send(&run, top_up("1000")).await.unwrap();
            host.rest(&run).await;
        }
        let result = host.result(&run).await.unwrap();
        let (way, asked) = if person_was_faster { ("Left", 0) } else { ("Right", 1) };
        assert_eq!((result.status, result.flows_taken.last().unwrap().as_str()), (ResultStatus::Completed, way));
        assert_eq!(server.asked(), asked);
    }
}

#[tokio::test]
async fn a_question_that_was_cut_off_counts_in_full_and_is_asked_again_after_the_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let mut server = ModelServer::start(vec![Answer::Begun("{".to_owned()), choice()]).await;
    let open = |url: String| {
        let store = RunPersistence::open(&path).unwrap();
        host_of(store, tools(nobody_asked()), Some(&url), HostOptions::default())
    };
    let host = open(server.url.clone());
    let run = host.start(by_model(None)).await.unwrap();
    server.begins().await;
    host.close().await.unwrap();
    drop(host);

    let host = open(server.url.clone());
    host.resume_interrupted().await.unwrap();
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let lost = records(&host, &run).await.into_iter().find_map(|record| match &*record {
        StepRecord::ModelLost { credits, .. } => Some(*credits),
        _ => None,
    });
    let answered = "1.1".parse().unwrap();
    assert_eq!(
        lost.and_then(|lost| lost.checked_add(answered)),
        Some(result.credits),
        "what nobody saw is counted, too"
    );
    assert_eq!(server.asked(), 2);
}
