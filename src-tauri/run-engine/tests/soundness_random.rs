//! Random small routines: what soundness sees is what the real engine does when every choice and every order is tried.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use routine_model::ElementId;
use routine_model::soundness::{Problem, soundness_within};
use run_engine::event::RunEvent;
use run_engine::{
    Actor, BranchStatus, PathSelectionMode, RunCommand, RunConfig, RunMode, RunProgress, RunStateMachine, Timestamp,
    WaitReason,
};
use support::host::Host;
use support::{game, sketch};

const CALM: [&str; 6] = [
    r#"<task id="@"/>"#,
    r#"<task id="@"/>"#,
    r#"<exclusiveGateway id="@"/>"#,
    r#"<exclusiveGateway id="@"/>"#,
    r#"<parallelGateway id="@"/>"#,
    r#"<endEvent id="@"/>"#,
];

/// More states of the engine than this are not compared.
const MOST: usize = 200;

fn routines() -> impl Strategy<Value = String> {
    (2..7_usize).prop_flat_map(|count| {
        let nodes = proptest::collection::vec(0..CALM.len(), count);
        let flows = proptest::collection::vec((0..count, 0..count), 1..(count * 2));
        (nodes, flows).prop_map(|(nodes, flows)| {
            let mut elements =
                String::from(r#"<startEvent id="s"/><sequenceFlow id="first" sourceRef="s" targetRef="n0"/>"#);
            for (index, &kind) in nodes.iter().enumerate() {
                elements.push_str(&CALM[kind].replace('@', &format!("n{index}")));
            }
            for (number, (source, target)) in flows.iter().enumerate() {
                if !CALM[nodes[*source]].contains("endEvent") {
                    write!(elements, r#"<sequenceFlow id="f{number}" sourceRef="n{source}" targetRef="n{target}"/>"#)
                        .unwrap();
                }
            }
            sketch::routine(&elements, "")
        })
    })
}

/// What the engine can do.
#[derive(Default)]
struct Played {
    /// Where tokens are left for ever.
    stuck: BTreeSet<Vec<String>>,
    entered: BTreeSet<String>,
    is_unsafe: bool,
    can_go_round_for_ever: bool,
}

/// Tries everything that may happen; nothing when that is too much.
fn play_everything(graph: &routine_model::RoutineGraph) -> Option<Played> {
    let wait_at = graph.nodes().filter(|node| node.activity().is_some()).map(|node| node.id.clone()).collect();
    let path_selection = PathSelectionMode::Manual;
    let config = RunConfig { mode: RunMode::TokenGame, wait_at, path_selection, ..RunConfig::default() };
    let mut host = Host::of_graph(graph.clone(), config, false);
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: Default::default() });
    let mut played = Played::default();
    note(&host.journal.iter().map(|entry| &entry.event).collect::<Vec<_>>(), &mut played);
    let mut machines = vec![rest(host.machine, &mut played)?];
    let mut numbers = BTreeMap::from([(key(&machines[0]), 0)]);
    let mut next: Vec<Vec<usize>> = Vec::new();
    let mut ends = BTreeSet::new();
    while next.len() < machines.len() {
        let number = next.len();
        let commands = commands(machines[number].progress().unwrap());
        if commands.is_empty() {
            ends.insert(number);
            let left = left(machines[number].progress().unwrap());
            if !left.is_empty() {
                played.stuck.insert(left);
            }
        }
        let mut follows = Vec::new();
        for command in commands {
            let mut machine = machines[number].clone();
            let reaction = machine.handle(command, Timestamp(0)).expect("the command makes sense");
            note(&reaction.events.iter().map(|entry| &entry.event).collect::<Vec<_>>(), &mut played);
            let machine = rest(machine, &mut played)?;
            let key = key(&machine);
            let fresh = machines.len();
            let known = *numbers.entry(key).or_insert(fresh);
            if known == fresh {
                machines.push(machine);
            }
            follows.push(known);
        }
        next.push(follows);
        if machines.len() > MOST {
            return None;
        }
    }
    let mut can_end = ends;
    loop {
        let more: Vec<usize> = (0..next.len())
            .filter(|number| !can_end.contains(number) && next[*number].iter().any(|next| can_end.contains(next)))
            .collect();
        if more.is_empty() {
            break;
        }
        can_end.extend(more);
    }
    played.can_go_round_for_ever = can_end.len() < next.len();
    Some(played)
}

/// Lets the run go on until it waits; nothing when there are too many tokens.
fn rest(mut machine: RunStateMachine, played: &mut Played) -> Option<RunStateMachine> {
    for _ in 0..200 {
        look(machine.progress().unwrap(), played);
        if machine.progress().unwrap().branches.len() > 8 {
            return None;
        }
        if !machine.has_ready() {
            return Some(machine);
        }
        let reaction = machine.handle(RunCommand::Advance, Timestamp(0)).unwrap();
        note(&reaction.events.iter().map(|entry| &entry.event).collect::<Vec<_>>(), played);
    }
    None
}

fn note(events: &[&RunEvent], played: &mut Played) {
    for event in events {
        if let RunEvent::StepStarted(started) = event {
            played.entered.insert(started.element.to_string());
        }
    }
}

fn look(run: &RunProgress, played: &mut Played) {
    let mut flows: Vec<&ElementId> = run.branches.values().filter_map(|branch| branch.arrived_by.as_ref()).collect();
    let all = flows.len();
    flows.sort();
    flows.dedup();
    played.is_unsafe |= flows.len() < all;
}

fn commands(run: &RunProgress) -> Vec<RunCommand> {
    let mut found = Vec::new();
    for decision in run.decisions.values() {
        for option in &decision.options {
            let (decision, flows) = (decision.id, vec![option.flow.clone()]);
            found.push(RunCommand::DecidePath { decision, flows, by: Actor::Person, because: None });
        }
    }
    let mut waiting = BTreeSet::new();
    for branch in run.branches.values() {
        if matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Trigger }) {
            waiting.insert(branch.element.clone());
        }
    }
    found.extend(waiting.into_iter().map(|element| RunCommand::Trigger { element }));
    found
}

fn left(run: &RunProgress) -> Vec<String> {
    let mut left: Vec<String> = run.branches.values().map(|branch| branch.element.to_string()).collect();
    left.sort();
    left.dedup();
    left
}

fn key(machine: &RunStateMachine) -> String {
    let run = machine.progress().unwrap();
    let mut branches: Vec<String> = run
        .branches
        .values()
        .map(|branch| {
            let waits = matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } });
            format!("{} {:?} {waits}", branch.element, branch.arrived_by)
        })
        .collect();
    branches.sort();
    branches.join("|")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn soundness_sees_what_the_engine_does(bpmn in routines()) {
        let graph = sketch::read(&bpmn);
        let verdict = soundness_within(&graph, &"P".into(), 1000).unwrap();
        prop_assume!(verdict.decided);
        let Some(played) = play_everything(&graph) else { return Err(TestCaseError::reject("too much")) };
        let stuck: BTreeSet<Vec<String>> = verdict
            .counterexamples
            .iter()
            .filter(|found| matches!(found.problem, Problem::Deadlock | Problem::ImproperCompletion))
            .map(|found| {
                let mut elements: Vec<String> = found.elements.iter().map(ToString::to_string).collect();
                elements.sort();
                elements
            })
            .collect();
        prop_assert_eq!(&stuck, &played.stuck, "tokens are left at the same places");
        let dead: BTreeSet<String> = verdict.dead_flow_nodes.iter().map(ToString::to_string).collect();
        let all: BTreeSet<String> = graph.nodes().map(|node| node.id.to_string()).collect();
        let not_entered: BTreeSet<String> = all.difference(&played.entered).cloned().collect();
        prop_assert_eq!(dead, not_entered, "the same nodes are never entered");
        let goes_round = verdict.counterexamples.iter().any(|found| found.problem == Problem::Livelock);
        prop_assert!(!goes_round || played.can_go_round_for_ever, "a livelock is one of the engine");
        prop_assert!(!played.can_go_round_for_ever || verdict.option_to_complete == Some(false));
        prop_assert!(!played.is_unsafe || verdict.safe == Some(false), "two tokens on one flow are seen");
        for found in &verdict.counterexamples {
            game::assert_plays(&graph, found);
        }
    }
}
