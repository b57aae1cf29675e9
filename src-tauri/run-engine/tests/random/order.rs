//! Routines without races: neither the order of completions nor pauses and restarts decide how a run ends.

use std::collections::BTreeMap;

use proptest::prelude::*;
use run_engine::{Actor, RunCommand, RunConfig, RunStateMachine, RunStatus, StatusReason, StepOutcome};
use serde_json::{Value, json};

use super::block::{Block, ORDERLY, blocks};
use super::support::host::{Host, variables};
use super::support::sketch;
use super::{cases, graphs, script, writer};

/// How a run ended.
#[derive(Debug, PartialEq)]
struct Ending {
    status: RunStatus,
    results: BTreeMap<String, Value>,
    completed: Vec<String>,
    flows: Vec<String>,
}

fn opened(bpmn: &str) -> Host {
    let mut host = Host::of_graph(sketch::read(bpmn), RunConfig::default(), false);
    let inputs = variables(json!({"n": 3, "odd": true}));
    host.send(RunCommand::OpenProcess { process: Some("P".into()), start: None, inputs });
    host
}

/// Completes what waits, chosen by these numbers and then the oldest first. A step leaves a variable of its own.
fn complete_all(host: &mut Host, order: &[u8], mut disturb: impl FnMut(&mut Host, usize)) -> Ending {
    for round in 0.. {
        disturb(host, round);
        host.settle();
        let open = script::open_steps(host);
        let choice = usize::from(order.get(round).copied().unwrap_or(0));
        let Some(&(step, attempt)) = open.get(choice % open.len().max(1)) else {
            if !host.pass_to_next_timer() {
                break;
            }
            continue;
        };
        let element = host.progress().steps[&step].element.clone();
        let outputs = variables(json!({format!("of_{element}"): element.as_str()}));
        let outcome = StepOutcome::Succeeded { outputs };
        host.send(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person });
    }
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    Ending {
        status: host.status(),
        results: host.progress().results.clone(),
        completed: sorted(host.completed()),
        flows: sorted(host.flows()),
    }
}

fn routine_of(body: &Block) -> String {
    writer::routine(body, &[], &[])
}

/// The program dies and comes back.
fn restart(host: &mut Host, bpmn: &str) {
    host.machine = RunStateMachine::replay(graphs(bpmn), host.journal.clone()).unwrap();
    host.effects = host.machine.effects_to_resume();
    if !host.status().is_final() {
        host.send(RunCommand::RecoverSteps);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_order_of_parallel_completions_does_not_change_the_end(body in blocks(ORDERLY), order in proptest::collection::vec(any::<u8>(), 0..30)) {
        let bpmn = routine_of(&body);
        let straight = complete_all(&mut opened(&bpmn), &[], |_, _| {});
        prop_assert_eq!(straight.status, RunStatus::Completed, "a routine of blocks comes to its end: {}", bpmn);
        let other = complete_all(&mut opened(&bpmn), &order, |_, _| {});
        prop_assert_eq!(straight, other, "{}", bpmn);
    }

    #[test]
    fn pauses_and_restarts_do_not_change_the_end(body in blocks(ORDERLY), disturbances in proptest::collection::vec(0..4_u8, 0..30)) {
        let bpmn = routine_of(&body);
        let straight = complete_all(&mut opened(&bpmn), &[], |_, _| {});
        let other = complete_all(&mut opened(&bpmn), &[], |host, round| {
            if host.status().is_final() {
                return;
            }
            match disturbances.get(round) {
                Some(0) => {
                    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
                    host.perform();
                    drop(host.try_send(RunCommand::ResumeRun));
                }
                Some(1) => {
                    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
                    drop(host.try_send(RunCommand::Step { branch: None }));
                    host.perform();
                    drop(host.try_send(RunCommand::ResumeRun));
                }
                Some(2) => restart(host, &bpmn),
                _ => {}
            }
        });
        prop_assert_eq!(straight, other, "{}", bpmn);
    }
}
