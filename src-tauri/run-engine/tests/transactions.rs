//! The rules of transactions.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use std::sync::Arc;

use run_engine::{
    Actor, FailureKind, RunCommand, RunConfig, RunMode, RunStateMachine, RunStatus, StepOutcome, VariableMap,
};
use serde_json::json;
use support::host::{Host, failure, version};
use support::sketch::{read, routine};
use support::undo::{event_sub_process, inside, throw, undoable, undone_by};

const CANCEL: &str = r#"<endEvent id="give_up"><cancelEventDefinition/></endEvent>"#;
const BORDER: &str = r#"<boundaryEvent id="cancelled" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent><task id="otherwise"/><boundaryEvent id="failed" attachedToRef="tx"><errorEventDefinition/></boundaryEvent><task id="repair"/>"#;

/// A transaction `tx` with this in it and both of its events at the border.
fn transaction(elements: &[&str], flows: &str, around: &str) -> String {
    let tx = inside("transaction", "tx", &elements.concat(), flows);
    let flows = "s -> tx -> e\ncancelled -> otherwise\nfailed -> repair";
    routine(&format!(r#"<startEvent id="s"/>{tx}{BORDER}{around}<endEvent id="e"/>"#), flows)
}

fn undone(host: &Host) -> Vec<String> {
    host.completed().into_iter().filter(|element| element.starts_with("undo")).collect()
}

fn throws(host: &mut Host, element: &str) {
    let mut failure = failure(FailureKind::BpmnError, "thrown");
    "E".clone_into(&mut failure.code);
    host.finish(element, StepOutcome::Failed { failure });
    host.settle();
}

#[test]
fn a_cancelled_transaction_ends_what_goes_on_undoes_what_was_completed_and_is_left_over_its_cancel_event() {
    let (a, b) = (undoable("task", "A"), undoable("task", "B"));
    let elements = [&a, &b, r#"<userTask id="active"/><userTask id="ask"/>"#, CANCEL];
    let mut host = Host::play(&transaction(&elements, "A -> B -> ask -> give_up\nA -> active", ""), json!({}));
    host.complete("ask", json!({}));
    assert_eq!(host.completed(), ["s", "A", "B", "ask", "undo_B", "undo_A", "cancelled", "otherwise", "P"]);
    assert_eq!(host.interrupted(), ["active", "tx"]);
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_transaction_in_which_nothing_was_completed_is_left_at_once() {
    let host = Host::play(&transaction(&[r#"<startEvent id="is"/>"#, CANCEL], "is -> give_up", ""), json!({}));
    assert_eq!(host.completed(), ["s", "is", "cancelled", "otherwise", "P"], "the end event itself did not complete");
}

#[test]
fn the_cancellation_reaches_out_of_nested_sub_processes_and_into_those_that_go_on() {
    let (a, b, c) = (undoable("task", "A"), undoable("task", "B"), undoable("task", "C"));
    let one = inside("subProcess", "one", &[&b, r#"<userTask id="ask"/>"#, CANCEL].concat(), "B -> ask -> give_up");
    let two = inside("subProcess", "two", &[&c, r#"<userTask id="active"/>"#].concat(), "C -> active");
    let mut host = Host::play(&transaction(&[&a, &one, &two], "A -> one\nA -> two", ""), json!({}));
    host.complete("ask", json!({}));
    assert_eq!(
        undone(&host),
        ["undo_C", "undo_B", "undo_A"],
        "what was completed in them is undone although they were not"
    );
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn what_goes_on_in_a_transaction_takes_its_turn_by_what_was_completed_last_in_it() {
    let (a, b, c) = (undoable("userTask", "A"), undoable("userTask", "B"), undoable("userTask", "C"));
    let one = inside("subProcess", "one", &[&b, r#"<userTask id="active"/>"#].concat(), "B -> active");
    let two = inside("subProcess", "two", &[&c, r#"<userTask id="other"/>"#].concat(), "C -> other");
    let elements = [r#"<startEvent id="is"/>"#, &a, &one, &two, r#"<userTask id="ask"/>"#, CANCEL];
    let text = transaction(&elements, "is -> A\nis -> one\nis -> two\nis -> ask -> give_up", "");
    let mut host = Host::play(&text, json!({}));
    for task in ["C", "A", "B", "ask"] {
        host.complete(task, json!({}));
    }
    assert_eq!(undone(&host), ["undo_B", "undo_A", "undo_C"]);
}

#[test]
fn a_hazard_leaves_over_the_error_event_and_undoes_nothing() {
    let a = undoable("task", "A");
    let elements = [&a, r#"<userTask id="it"/>"#];
    let mut host = Host::play(&transaction(&elements, "A -> it", ""), json!({}));
    throws(&mut host, "it");
    assert_eq!(host.completed(), ["s", "A", "failed", "repair", "P"]);
    let uncaught = transaction(&elements, "A -> it", "").replace(
        r#"<boundaryEvent id="failed" attachedToRef="tx"><errorEventDefinition/></boundaryEvent>"#,
        r#"<task id="failed"/>"#,
    );
    let mut host = Host::play(&uncaught, json!({}));
    throws(&mut host, "it");
    assert_eq!((host.status(), undone(&host).len()), (RunStatus::Failed, 0), "nothing catches it");
}

#[test]
fn an_error_that_the_transaction_handles_itself_is_no_hazard() {
    let repair = event_sub_process("esp", "<errorEventDefinition/>", CANCEL, "give_up");
    let a = undoable("task", "A");
    let mut host = Host::play(&transaction(&[&a, r#"<userTask id="it"/>"#, &repair], "A -> it", ""), json!({}));
    throws(&mut host, "it");
    assert_eq!(host.completed(), ["s", "A", "esp_s", "undo_A", "cancelled", "otherwise", "P"], "it may cancel then");
}

#[test]
fn an_error_while_a_cancelled_transaction_is_undone_is_a_hazard() {
    let undo = r#"<task id="A"/><userTask id="undo_A" isForCompensation="true"/>"#;
    let (z, at) = (undoable("task", "Z"), undone_by("A", "undo_A"));
    let mut host = Host::play(&transaction(&[&z, undo, &at, CANCEL], "Z -> A -> give_up", ""), json!({}));
    throws(&mut host, "undo_A");
    assert_eq!(host.completed(), ["s", "Z", "A", "failed", "repair", "P"]);
}

#[test]
fn nothing_else_takes_a_transaction_out_while_it_is_being_undone() {
    let undo = r#"<task id="A"/><userTask id="undo_A" isForCompensation="true"/>"#;
    let timer = r#"<boundaryEvent id="late" attachedToRef="tx"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition></boundaryEvent>"#;
    let again = r#"<intermediateThrowEvent id="again"><compensateEventDefinition/></intermediateThrowEvent>"#;
    let text = transaction(&[undo, &undone_by("A", "undo_A"), CANCEL], "A -> give_up", &[timer, again].concat());
    let mut host = Host::play(&text, json!({}));
    host.pass(5_000);
    host.complete("undo_A", json!({}));
    assert_eq!(host.completed(), ["s", "A", "undo_A", "cancelled", "otherwise", "P"]);
}

#[test]
fn without_a_cancel_event_at_its_border_the_branch_ends() {
    let tx = inside("transaction", "tx", &[&undoable("task", "A"), CANCEL].concat(), "A -> give_up");
    let host =
        Host::play(&routine(&format!(r#"<startEvent id="s"/>{tx}<endEvent id="e"/>"#), "s -> tx -> e"), json!({}));
    assert_eq!(
        (host.completed(), host.status()),
        (["s", "A", "undo_A", "P"].map(str::to_owned).to_vec(), RunStatus::Completed)
    );
}

#[test]
fn a_repeated_transaction_is_cancelled_as_a_whole() {
    let many = r#"<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="item"/></extensionElements></multiInstanceLoopCharacteristics>"#;
    let elements = [
        many,
        &undoable("task", "A"),
        r#"<userTask id="ask"/><exclusiveGateway id="x" default="ask_end"/><endEvent id="end"/>"#,
        CANCEL,
    ];
    let flows = "A -> ask -> x\nx -> end : ask_end\nx -> give_up : no if item = 2";
    let mut host = Host::play(&transaction(&elements, flows, ""), json!({}));
    host.complete("ask", json!({}));
    assert_eq!(undone(&host).len(), 0);
    host.complete("ask", json!({}));
    assert_eq!(undone(&host).len(), 3, "the completed instance, the one that cancels, and the one that goes on");
    let ends = host.completed().iter().filter(|element| *element == "cancelled").count();
    assert_eq!((ends, host.status()), (1, RunStatus::Completed));
}

#[test]
fn a_completed_transaction_can_be_undone_from_outside() {
    let tx = inside("transaction", "tx", &[undoable("task", "A"), undoable("task", "B")].concat(), "A -> B");
    let elements = [r#"<startEvent id="s"/>"#, &tx, &throw("endEvent", "all", "tx")].concat();
    let host = Host::play(&routine(&elements, "s -> tx -> all"), json!({}));
    assert_eq!((undone(&host), host.status()), (vec!["undo_B".to_owned(), "undo_A".to_owned()], RunStatus::Completed));
}

#[test]
fn compensation_that_is_thrown_in_a_transaction_does_not_cancel_it() {
    let all = throw("intermediateThrowEvent", "back", "");
    let elements = [&undoable("task", "A"), &all, &undoable("task", "B"), r#"<userTask id="ask"/>"#, CANCEL];
    let elements: Vec<&str> = elements.iter().map(|element| element as &str).collect();
    let mut host = Host::play(&transaction(&elements, "A -> back -> B -> ask -> give_up", ""), json!({}));
    assert_eq!(host.waiting(), [("tx".to_owned(), "inside".to_owned()), ("ask".to_owned(), "form".to_owned())]);
    host.complete("ask", json!({}));
    assert_eq!(undone(&host), ["undo_A", "undo_B"], "each once");
}

#[test]
fn a_cancellation_while_something_is_undone_undoes_the_rest() {
    let undo = r#"<task id="B"/><userTask id="undo_B" isForCompensation="true"/>"#;
    let elements = [
        &undoable("task", "A"),
        undo,
        &undone_by("B", "undo_B"),
        r#"<userTask id="ask"/>"#,
        &throw("intermediateThrowEvent", "back", ""),
        CANCEL,
    ];
    let flows = "A -> B -> back\nA -> ask -> give_up";
    let mut host = Host::play(&transaction(&elements, flows, ""), json!({}));
    assert_eq!(host.waiting().last(), Some(&("undo_B".to_owned(), "form".to_owned())));
    host.complete("ask", json!({}));
    assert_eq!(undone(&host), ["undo_A"], "what was being undone has been ended, and is not begun again");
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn in_a_token_game_the_cancel_event_can_be_triggered_from_outside() {
    let config = RunConfig { mode: RunMode::TokenGame, wait_at: ["ask".into()].into(), ..RunConfig::default() };
    let text = transaction(&[&undoable("task", "A"), r#"<userTask id="ask"/>"#], "A -> ask", "");
    let mut host = Host::started(&text, config);
    host.open(json!({}));
    host.trigger("cancelled");
    assert_eq!(host.completed(), ["s", "A", "undo_A", "cancelled", "otherwise", "P"]);
    assert_eq!(host.interrupted(), ["ask", "tx"]);
}

/// What a person does at each moment: the oldest thing that waits for one is done.
fn go_on(machine: &mut RunStateMachine, journal: &mut Vec<run_engine::JournalEntry>) -> bool {
    use run_engine::{RunEffect, StepStatus, WaitReason};
    let now = run_engine::Timestamp(0);
    let run = machine.progress().expect("the run exists");
    if run.status.is_final() {
        return false;
    }
    let doable = run.steps.values().find(|step| match &step.status {
        StepStatus::InProgress => step.activity,
        StepStatus::Waiting { on } => matches!(on, WaitReason::Form),
        StepStatus::Queued => false,
    });
    let command = if machine.has_ready() {
        RunCommand::Advance
    } else if let Some(step) = doable {
        let outcome = StepOutcome::Succeeded { outputs: VariableMap::new() };
        RunCommand::FinishStep { step: step.id, attempt: step.attempt, outcome, by: Actor::Person }
    } else {
        return false;
    };
    let reaction = machine.handle(command, now).expect("it makes sense");
    assert!(
        reaction
            .effects
            .iter()
            .all(|effect| matches!(effect, RunEffect::ExecuteStep(_) | RunEffect::CancelStep { .. }))
    );
    journal.extend(reaction.events);
    true
}

#[test]
fn a_restart_at_any_moment_of_an_undoing_changes_nothing() {
    let own = event_sub_process("own", "<compensateEventDefinition/>", &throw("endEvent", "own_e", ""), "own_e");
    let sub =
        inside("subProcess", "sub", &[&undoable("task", "B"), &undoable("task", "C"), own.as_str()].concat(), "B -> C");
    let elements = [&undoable("task", "A"), sub.as_str(), &undoable("task", "D"), CANCEL];
    let text = transaction(&elements, "A -> sub -> D -> give_up", "");
    let host = Host::started(&text, RunConfig::default());
    let graphs = || [(version("v1"), Arc::new(read(&text)))].into();
    let open = RunCommand::OpenProcess { process: None, start: None, inputs: VariableMap::new() };
    let mut machine = RunStateMachine::replay(graphs(), host.journal.clone()).unwrap();
    let mut journal = host.journal.clone();
    journal.extend(machine.handle(open, run_engine::Timestamp(0)).unwrap().events);
    let mut prefixes = vec![journal.len()];
    while go_on(&mut machine, &mut journal) {
        prefixes.push(journal.len());
    }
    assert_eq!(machine.progress().unwrap().status, RunStatus::Completed);
    assert!(prefixes.len() > 15, "there are many moments");
    for length in prefixes {
        let mut again = journal[..length].to_vec();
        let mut machine = RunStateMachine::replay(graphs(), again.clone()).unwrap();
        while go_on(&mut machine, &mut again) {}
        assert_eq!(again, journal, "after a restart at entry {length}");
    }
}
