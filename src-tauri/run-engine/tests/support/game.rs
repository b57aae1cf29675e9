//! Plays the token game of a counterexample on the real engine.

use routine_model::RoutineGraph;
use routine_model::soundness::{Counterexample, GameStep, Problem};
use run_engine::config::{OnLimit, RunLimits};
use run_engine::event::RunEvent;
use run_engine::{RunCommand, RunConfig, RunMode, RunStatus, StatusReason};

use super::host::Host;

/// Plays it and asserts that it ends as claimed.
pub fn assert_plays(graph: &RoutineGraph, example: &Counterexample) {
    let game = &example.scenario;
    if !game.is_exact {
        // Two tokens that come at once cannot be told to go different ways, and gateways in a circle never stop: the example
        // says so.
        return;
    }
    let mut config =
        RunConfig { mode: RunMode::TokenGame, wait_at: game.wait_at.iter().cloned().collect(), ..RunConfig::default() };
    // A game that goes round without end is no exact one; it ends as a failed test.
    config.limits = RunLimits { max_loops: Some(200), on_max_loops: OnLimit::Stop, ..RunLimits::default() };
    let mut host = Host::of_graph(graph.clone(), config, false);
    let mut most = 0;
    for step in &game.steps {
        let command = match step.clone() {
            GameStep::Start { element } => {
                RunCommand::OpenProcess { process: game.process.clone(), start: element, inputs: Default::default() }
            }
            GameStep::Choose { element, flows } => RunCommand::ChooseFlows { element, flows },
            GameStep::Trigger { element } => RunCommand::Trigger { element },
        };
        if host.status().is_final() {
            break;
        }
        if let Err(refused) = host.try_send(command) {
            panic!("{step:?} was refused: {refused}\n{example:#?}");
        }
        most = most.max(on_first_element(&host, example));
        while host.machine.has_ready() {
            host.send(RunCommand::Advance);
            most = most.max(on_first_element(&host, example));
        }
        host.settle();
    }
    let went_round = host.progress().reason == Some(StatusReason::MaxLoops);
    assert!(!went_round, "nothing in the game goes in a circle that takes no time: {example:#?}");
    match example.problem {
        Problem::Unsafe => {
            let flow = example.elements[0].as_str();
            let taken = host.flows().iter().filter(|taken| taken.as_str() == flow).count();
            let target = &graph.flow(&example.elements[0]).unwrap().target;
            let rests = graph.node(target).unwrap().activity().is_some();
            assert!(taken > 1, "{flow} was taken by two tokens: {example:#?}");
            assert!(most > 1 || !rests, "two tokens are on {flow} at once: {example:#?}");
        }
        Problem::Deadlock | Problem::ImproperCompletion => {
            assert_eq!(host.status(), RunStatus::InProgress, "the run does not end: {example:#?}");
            let mut stuck: Vec<String> = host
                .waiting()
                .into_iter()
                .filter(|(_, on)| on != "inside")
                .map(|(element, on)| {
                    assert_eq!(on, "join", "{element} waits for nothing that could come: {example:#?}");
                    element
                })
                .collect();
            stuck.sort();
            stuck.dedup();
            let mut claimed: Vec<String> = example.elements.iter().map(ToString::to_string).collect();
            claimed.sort();
            assert_eq!(stuck, claimed, "the tokens are left where it was claimed: {example:#?}");
            let has_ended = host.events().any(|event| matches!(event, RunEvent::BranchCompleted(_)));
            let is_improper = example.problem == Problem::ImproperCompletion;
            assert!(has_ended || !is_improper, "another token has come to its end");
        }
        Problem::Livelock => assert_ne!(host.status(), RunStatus::Completed, "the run does not end"),
    }
}

/// How many tokens are on the flow that an unsafe process has two on.
fn on_first_element(host: &Host, example: &Counterexample) -> usize {
    let flow = &example.elements[0];
    host.progress().branches.values().filter(|branch| branch.arrived_by.as_ref() == Some(flow)).count()
}
