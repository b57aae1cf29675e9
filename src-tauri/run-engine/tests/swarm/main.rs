//! A run that works for a swarm: it asks, waits, goes on with what is answered, and leaves once.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![expect(clippy::disallowed_methods, reason = "the only way to ask for an update of the expected side")]

mod board;
#[path = "../support/mod.rs"]
mod support;

mod credits;
mod entries;
mod random;
mod watching;

use board::{Board, refused};
use run_engine::event::RunEvent;
use run_engine::swarm_asks::{SwarmLink, SwarmRequest};
use run_engine::{FailureKind, Rejection, RunCommand, RunConfig, RunStatus, StatusReason, StepOutcome};
use serde_json::{Value, json};
use support::host::{Host, failure};
use support::sketch::{routine, script};

/// A process in which a task that somebody does reads `topic` and posts what it gives as `draft`.
const READS_AND_WRITES: &str = r#"
 <dataStoreReference id="Topic" name="topic"><extensionElements><routine:entry key="topic"/></extensionElements></dataStoreReference>
 <dataStoreReference id="Drafts" name="draft"/>
 <startEvent id="s"/>
 <manualTask id="write">
  <dataInputAssociation id="i"><sourceRef>Topic</sourceRef></dataInputAssociation>
  <dataOutputAssociation id="o"><extensionElements><routine:entry key="drafts/{{topic}}" operation="append"/></extensionElements><targetRef>Drafts</targetRef></dataOutputAssociation>
 </manualTask>
 <endEvent id="e"/>"#;

fn in_swarm() -> RunConfig {
    let link =
        SwarmLink { swarm: "swarm".into(), subtask: Some("t1".into()), member: Some("ann".into()), strategy: None };
    RunConfig { swarm: Some(link), ..RunConfig::default() }
}

/// A run of a swarm's, started and taken in.
fn joined(bpmn: &str, board: &mut Board) -> Host {
    started(bpmn, in_swarm(), board)
}

fn started(bpmn: &str, config: RunConfig, board: &mut Board) -> Host {
    let mut host = Host::started(bpmn, config);
    answer_all(&mut host, board);
    host
}

/// Answers what can be answered until nothing more comes of it.
fn answer_all(host: &mut Host, board: &mut Board) {
    for _ in 0..1_000 {
        host.settle();
        let open: Vec<_> = open_asks(host);
        let mut is_answered = false;
        for ask in open {
            if let Some(answer) = board.answer(&ask) {
                is_answered |= host.try_send(RunCommand::SwarmAnswered { ask: ask.ask, answer }).is_ok();
            }
        }
        if !is_answered {
            return;
        }
    }
    panic!("run and swarm do not come to rest");
}

/// What would be asked again after a restart.
fn open_asks(host: &Host) -> Vec<run_engine::swarm_asks::SwarmAsk> {
    let effects = host.machine.effects_to_resume();
    let asks = effects.into_iter().filter_map(|effect| match effect {
        run_engine::RunEffect::AskSwarm(ask) => Some(*ask),
        _ => None,
    });
    asks.collect()
}

fn open(host: &mut Host, board: &mut Board, inputs: Value) {
    host.open(inputs);
    answer_all(host, board);
}

fn complete(host: &mut Host, board: &mut Board, element: &str, outputs: Value) {
    host.complete(element, outputs);
    answer_all(host, board);
}

#[test]
fn a_run_joins_reads_writes_and_leaves_once() {
    let (bpmn, mut board) = (routine(READS_AND_WRITES, "s -> write -> e"), Board::default());
    board.post("topic", json!("bees"));
    let mut host = joined(&bpmn, &mut board);
    open(&mut host, &mut board, json!({}));
    let step = host.step_at("write");
    assert_eq!(
        host.progress().steps[&step].inputs.get("topic"),
        Some(&json!("bees")),
        "it is read before the step starts"
    );
    complete(&mut host, &mut board, "write", json!({"draft": "Once upon a time"}));
    assert_eq!(host.status(), RunStatus::Completed);
    assert_eq!(board.entries["drafts/bees"].value, json!(["Once upon a time"]));
    let words: Vec<_> = host.asks.iter().map(|ask| (ask.ask.0, ask.request.word())).collect();
    assert_eq!(words, [(1, "join"), (2, "read"), (3, "write"), (4, "leave")]);
    assert_eq!(board.left, 1);
    assert!(open_asks(&host).is_empty(), "that it has left is taken down although it is over");
    let write = &host.asks[2];
    assert_eq!(write.step, Some(step));
    assert_eq!(write.member.as_ref().map(|member| member.as_str()), Some("ann"));
}

#[test]
fn nothing_moves_before_the_run_is_taken_in() {
    let mut host = Host::started(&routine(&script("a", "x", "swarm.goal"), ""), in_swarm());
    host.open(json!({}));
    assert!(host.completed().is_empty(), "the branch stands where it began");
    assert_eq!(host.try_send(RunCommand::Advance), Err(Rejection::NotJoined));
    answer_all(&mut host, &mut Board::default());
    assert_eq!(host.variable("x"), json!("write it"), "expressions see the goal");
}

#[test]
fn a_swarm_that_does_not_take_it_in_ends_the_run() {
    let mut host = Host::started(&routine(&script("a", "x", "1"), ""), in_swarm());
    host.open(json!({}));
    let ask = host.asks[0].ask;
    host.send(RunCommand::SwarmAnswered { ask, answer: refused("swarm-ended") });
    assert_eq!(host.status(), RunStatus::Failed);
    assert!(
        matches!(host.asks.last().unwrap().request, SwarmRequest::Leave(_)),
        "it may have been taken in all the same"
    );
}

#[test]
fn every_end_takes_leave_and_says_which_it_was() {
    let waits = routine(r#"<manualTask id="a"/>"#, "");
    let left = |host: &Host| match &host.asks.last().unwrap().request {
        SwarmRequest::Leave(leave) => (leave.status, leave.subtask.clone().map(|subtask| subtask.to_string())),
        other => panic!("the last thing it asks is to leave, not {other:?}"),
    };
    let mut board = Board::default();
    let mut cancelled = joined(&waits, &mut board);
    cancelled.open(json!({}));
    cancelled.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    assert_eq!(left(&cancelled), (RunStatus::Cancelled, Some("t1".to_owned())));

    let mut config = in_swarm();
    config.policies.on_normal_node_failure = run_engine::config::OnNodeFailure::Fail;
    let mut failed = started(&waits, config, &mut Board::default());
    failed.open(json!({}));
    let broken = StepOutcome::Failed { failure: failure(FailureKind::Technical, "no") };
    failed.finish("a", broken);
    let ends = |host: &Host| host.asks.iter().filter(|ask| ask.request.word() == "leave").count();
    assert_eq!((left(&failed).0, ends(&failed)), (RunStatus::Failed, 1));

    let terminate =
        r#"<startEvent id="s"/><manualTask id="other"/><endEvent id="t"><terminateEventDefinition id="d"/></endEvent>"#;
    let mut terminated = joined(&routine(terminate, "s -> other\ns -> t"), &mut Board::default());
    terminated.open(json!({}));
    assert_eq!((left(&terminated).0, ends(&terminated)), (RunStatus::Completed, 1));
}

#[test]
fn declared_outputs_become_entries_and_resources_when_the_run_has_completed() {
    let schema = r#"{"properties": {
        "report": {"type": "string", "x-entry": {"key": "reports/{{name}}", "operation": "append"}, "x-resource": {"name": "report.md", "mime": "text/markdown"}},
        "name": {"type": "string"}, "rest": {"type": "string", "x-entry": "rest"}}}"#;
    let elements = format!(
        r#"<extensionElements><routine:outputSchema>{schema}</routine:outputSchema></extensionElements>{}"#,
        script("a", "report", "\"done\"")
    );
    let mut board = Board::default();
    let mut host = joined(&routine(&elements, ""), &mut board);
    open(&mut host, &mut board, json!({"name": "bees"}));
    let SwarmRequest::Leave(leave) = &host.asks.last().unwrap().request else { panic!("it has left") };
    assert_eq!(board.entries["reports/bees"].value, json!(["done"]));
    assert!(!board.entries.contains_key("rest"), "what has no value goes nowhere");
    let resource = &leave.resources[0];
    assert_eq!((resource.name.as_str(), resource.mime.as_deref()), ("report.md", Some("text/markdown")));
}

#[test]
fn answers_that_nobody_waits_for_change_nothing() {
    let (bpmn, mut board) = (routine(READS_AND_WRITES, "s -> write -> e"), Board::default());
    board.post("topic", json!("bees"));
    let mut host = joined(&bpmn, &mut board);
    host.open(json!({}));
    let read = host.asks.last().unwrap().clone();
    let answer = board.answer(&read).unwrap();
    let answered = |answer| RunCommand::SwarmAnswered { ask: read.ask, answer };
    assert_eq!(
        host.try_send(answered(run_engine::swarm_asks::SwarmAnswer::Left)),
        Err(Rejection::WrongAnswer(read.ask))
    );
    host.send(answered(answer.clone()));
    assert_eq!(host.try_send(answered(answer.clone())), Err(Rejection::UnknownAsk(read.ask)), "it comes twice");
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    assert_eq!(host.try_send(answered(answer)), Err(Rejection::UnknownAsk(read.ask)), "it comes late");
}

#[test]
fn the_swarm_s_variable_cannot_be_set_in_a_run() {
    let mut board = Board::default();
    let mut host = joined(&routine(r#"<manualTask id="a"/>"#, ""), &mut board);
    open(&mut host, &mut board, json!({"swarm": "mine"}));
    let scope = *host.progress().scopes.keys().next().unwrap();
    let set = RunCommand::SetVariable { scope, name: "swarm".to_owned(), value: json!(1) };
    assert_eq!(host.try_send(set), Err(Rejection::ReadOnlyVariable("swarm".to_owned())));
    let seen = host.machine.visible_variables(scope).unwrap();
    assert_eq!(seen["swarm"]["goal"], json!("write it"), "an input of that name is hidden");
}

#[test]
fn a_run_without_a_swarm_is_refused_with_the_reason() {
    let mut host = Host::started(&routine(READS_AND_WRITES, "s -> write -> e"), RunConfig::default());
    let opened = host.try_send(RunCommand::OpenProcess { process: None, start: None, inputs: Default::default() });
    let Err(Rejection::Unsupported(reasons)) = opened else { panic!("it cannot run: {opened:?}") };
    assert!(reasons[0].reason.contains("works for no swarm"), "{}", reasons[0].reason);

    let unbound = r#"<dataStoreReference id="Any"/><manualTask id="a"><dataOutputAssociation id="o"><targetRef>Any</targetRef></dataOutputAssociation></manualTask>"#;
    let mut host = Host::started(&routine(unbound, ""), in_swarm());
    let opened = host.try_send(RunCommand::OpenProcess { process: None, start: None, inputs: Default::default() });
    let Err(Rejection::Unsupported(reasons)) = opened else { panic!("it cannot run: {opened:?}") };
    assert!(reasons[0].reason.contains("bound to no entry"), "{}", reasons[0].reason);
}

/// The journal of a run in a swarm, as it is stored.
#[test]
fn the_journal_says_what_was_asked_and_answered() {
    let (bpmn, mut board) = (routine(READS_AND_WRITES, "s -> write -> e"), Board::default());
    board.post("topic", json!("bees"));
    let mut host = joined(&bpmn, &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "write", json!({"draft": "text"}));
    let told = host.events().filter(|event| {
        matches!(event, RunEvent::SwarmAsked(_) | RunEvent::SwarmAnswered(_) | RunEvent::StepProduced(_))
    });
    let told: Vec<Value> = told.map(|event| serde_json::to_value(event).unwrap()).collect();
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/swarm/journal.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, serde_json::to_string_pretty(&told).unwrap() + "\n").unwrap();
    }
    let expected: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(golden).unwrap()).unwrap();
    assert_eq!(told, expected);
}
