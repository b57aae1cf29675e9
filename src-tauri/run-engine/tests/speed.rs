//! How fast the engine is by itself. `cargo test --release -p run-engine --test speed -- --ignored --nocapture`
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measurement that prints")]
#![expect(clippy::disallowed_methods, reason = "a stopwatch")]

mod support;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use run_engine::state::Graphs;
use run_engine::{
    Actor, RoutineRef, RunCommand, RunConfig, RunEffect, RunId, RunStateMachine, StepOutcome, Timestamp, VariableMap,
};
use support::host::version;
use support::sketch::{read, routine};

/// Plays without keeping anything, and answers every step at once.
fn play(text: &str, counting: bool) -> (usize, f64) {
    let graphs = Graphs::from([(version("v1"), Arc::new(read(text)))]);
    let mut machine = RunStateMachine::new(graphs);
    let routine = RoutineRef { path: "speed.bpmn".into(), name: "speed".into(), version: version("v1") };
    let inputs = VariableMap::from([("n".to_owned(), 0.into())]);
    let mut commands = vec![
        RunCommand::CreateRun { run: RunId::from("run"), routine, config: RunConfig::default() },
        RunCommand::StartRun { paused: false },
        RunCommand::OpenProcess { process: None, start: None, inputs },
    ];
    commands.reverse();
    let (mut events, mut turns) = (0, 0_u64);
    let begun = Instant::now();
    loop {
        let command = match commands.pop() {
            Some(command) => command,
            None if machine.has_ready() => RunCommand::Advance,
            None => break,
        };
        let reaction = machine.handle(command, Timestamp(0)).unwrap();
        events += reaction.events.len();
        for effect in reaction.effects {
            if let RunEffect::ExecuteStep(request) = effect {
                turns += 1;
                let outputs =
                    if counting { VariableMap::from([("n".to_owned(), turns.into())]) } else { VariableMap::new() };
                let outcome = StepOutcome::Succeeded { outputs };
                let (step, attempt, by) = (request.step, request.attempt, Actor::Execution);
                commands.push(RunCommand::FinishStep { step, attempt, outcome, by });
            }
        }
    }
    assert!(machine.progress().unwrap().status.is_final(), "the run has ended");
    (events, begun.elapsed().as_secs_f64() * 1e6)
}

fn report(what: &str, (events, us): (usize, f64)) -> f64 {
    let each = us / events as f64;
    println!("{what}: {events} events, {:.1} ms, {each:.2} µs an event", us / 1000.0);
    each
}

fn sequence(tasks: usize) -> String {
    let (mut elements, mut flows) = (String::from(r#"<startEvent id="s"/>"#), String::from("s"));
    for task in 0..tasks {
        write!(elements, r#"<serviceTask id="t{task}"/>"#).unwrap();
        write!(flows, " -> t{task}").unwrap();
    }
    routine(&elements, &flows)
}

fn turns(number: u64) -> String {
    let elements =
        r#"<startEvent id="s"/><serviceTask id="t"/><exclusiveGateway id="g" default="done"/><endEvent id="e"/>"#;
    routine(elements, &format!("s -> t -> g\ng -> t : again if n < {number}\ng -> e : done"))
}

#[test]
#[ignore = "a measurement, not a rule"]
fn a_thousand_tasks_and_a_hundred_thousand_turns() {
    report("1,000 tasks", play(&sequence(1_000), false));
    let few = report("10,000 turns", play(&turns(10_000), true));
    let many = report("100,000 turns", play(&turns(100_000), true));
    assert!(many < few * 2.0, "a loop is linear in time");
}
