//! Replay equals live, and the state is consistent, after every event of random routines.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use std::fmt::Write as _;

use proptest::prelude::*;
use run_engine::command::Resolution;
use run_engine::config::{OnLimit, OnNodeFailure, RunLimits};
use run_engine::{
    Actor, BranchId, FailureKind, PathSelectionMode, RunCommand, RunConfig, RunMode, RunStateMachine, StatusReason,
    StepOutcome,
};
use support::host::{Host, failure, variables, version};
use support::{invariants, sketch};

/// What a node of a random routine may be.
const NODES: [&str; 9] = [
    r#"<task id="@"/>"#,
    r#"<userTask id="@"/>"#,
    r#"<scriptTask id="@"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></scriptTask>"#,
    r#"<scriptTask id="@"><extensionElements><zeebe:script expression="=n > 3" resultVariable="odd"/></extensionElements></scriptTask>"#,
    r#"<exclusiveGateway id="@"/>"#,
    r#"<exclusiveGateway id="@"/>"#,
    r#"<parallelGateway id="@"/>"#,
    r#"<parallelGateway id="@"/>"#,
    r#"<endEvent id="@"/>"#,
];

const CONDITIONS: [&str; 4] = ["", "n > 2", "odd", "n &lt; 5"];

#[derive(Debug, Clone)]
struct Plan {
    nodes: Vec<usize>,
    flows: Vec<(usize, usize, usize)>,
    actions: Vec<(u8, u8)>,
    mode: PathSelectionMode,
    token_game: bool,
    on_trouble: OnNodeFailure,
    concurrency: u32,
    paused: bool,
}

fn plans() -> impl Strategy<Value = Plan> {
    (2..9_usize).prop_flat_map(|count| {
        (
            proptest::collection::vec(0..NODES.len(), count),
            proptest::collection::vec((0..count + 1, 0..count, 0..CONDITIONS.len()), 1..(count * 2)),
            proptest::collection::vec(any::<(u8, u8)>(), 0..25),
            prop_oneof![
                Just(PathSelectionMode::First),
                any::<u64>().prop_map(|seed| PathSelectionMode::Random { seed }),
                Just(PathSelectionMode::Manual)
            ],
            any::<bool>(),
            prop_oneof![Just(OnNodeFailure::Wait), Just(OnNodeFailure::Continue), Just(OnNodeFailure::Fail)],
            1..4_u32,
            any::<bool>(),
        )
            .prop_map(|(nodes, flows, actions, mode, token_game, on_trouble, concurrency, paused)| Plan {
                nodes,
                flows,
                actions,
                mode,
                token_game,
                on_trouble,
                concurrency,
                paused,
            })
    })
}

/// Node `count` is the start event, from which a flow always leads to node 0.
fn routine_of(plan: &Plan) -> String {
    let mut elements = String::from(r#"<startEvent id="s"/><sequenceFlow id="first" sourceRef="s" targetRef="n0"/>"#);
    for (index, &kind) in plan.nodes.iter().enumerate() {
        elements.push_str(&NODES[kind].replace('@', &format!("n{index}")));
    }
    for (number, &(source, target, condition)) in plan.flows.iter().enumerate() {
        let source = if source == plan.nodes.len() { "s".to_owned() } else { format!("n{source}") };
        let condition = match CONDITIONS[condition] {
            "" => String::new(),
            text => format!(r#"<conditionExpression xsi:type="tFormalExpression">={text}</conditionExpression>"#),
        };
        write!(
            elements,
            r#"<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="n{target}">{condition}</sequenceFlow>"#
        )
        .unwrap();
    }
    sketch::routine(&elements, "")
}

fn play(plan: &Plan) -> Host {
    let mut config = RunConfig { path_selection: plan.mode, max_concurrency: plan.concurrency, ..RunConfig::default() };
    config.mode = if plan.token_game { RunMode::TokenGame } else { RunMode::Data };
    config.limits = RunLimits { max_loops: Some(40), on_max_loops: OnLimit::Stop, ..RunLimits::default() };
    config.policies.on_gateway_fork_failure = plan.on_trouble;
    config.policies.on_normal_node_failure = plan.on_trouble;
    let mut host = Host::of_graph(sketch::read(&routine_of(plan)), config, plan.paused);
    let inputs = variables(serde_json::json!({"n": 0, "odd": false}));
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs });
    for &(action, choice) in &plan.actions {
        act(&mut host, action, usize::from(choice));
        host.now.0 += 1;
    }
    host
}

/// One thing that might happen next; most of the time the run goes on.
fn act(host: &mut Host, action: u8, choice: usize) {
    let run = host.progress();
    if run.status.is_final() {
        return;
    }
    fn pick<T: Clone>(all: Vec<T>, choice: usize) -> Option<T> {
        if all.is_empty() { None } else { all.get(choice % all.len()).cloned() }
    }
    let command = match action % 16 {
        0 => Some(RunCommand::PauseRun { reason: StatusReason::UserPaused }),
        1 | 2 => Some(RunCommand::ResumeRun),
        3 => pick(run.branches.keys().copied().collect::<Vec<BranchId>>(), choice)
            .map(|branch| RunCommand::Step { branch: Some(branch) }),
        4 => Some(RunCommand::Step { branch: None }),
        5 => pick(run.incidents.keys().copied().collect(), choice).map(|incident| RunCommand::ResolveIncident {
            incident,
            resolution: [Resolution::Retry, Resolution::Skip, Resolution::Fail][choice % 3],
        }),
        6 | 7 => pick(run.decisions.values().cloned().collect(), choice).map(|decision| RunCommand::DecidePath {
            decision: decision.id,
            flows: vec![decision.options[choice % decision.options.len()].flow.clone()],
            by: Actor::Person,
            because: None,
        }),
        8 => pick(run.steps.values().map(|step| (step.id, step.attempt)).collect(), choice).map(|(step, attempt)| {
            let mut failure = failure(FailureKind::Technical, "by chance");
            failure.retryable = choice.is_multiple_of(2);
            RunCommand::FinishStep { step, attempt, outcome: StepOutcome::Failed { failure }, by: Actor::Execution }
        }),
        9 | 10 => {
            pick(run.steps.values().map(|step| (step.id, step.attempt)).collect(), choice).map(|(step, attempt)| {
                let outcome = StepOutcome::Succeeded { outputs: variables(serde_json::json!({"odd": true})) };
                RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person }
            })
        }
        11 => Some(RunCommand::RecoverSteps),
        12 if choice == 0 => Some(RunCommand::CancelRun { reason: StatusReason::UserCancelled }),
        _ => None,
    };
    match command {
        // Many of these make no sense at that moment; the host checks that a rejection changes nothing.
        Some(command) => drop(host.try_send(command)),
        None if choice.is_multiple_of(2) => host.perform(),
        None if host.machine.has_ready() => host.send(RunCommand::Advance),
        None => host.perform(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Or else a run that is replayed would compute with other numbers than the one that lived.
    #[test]
    fn a_number_is_read_as_it_was_written(number in any::<f64>().prop_filter("JSON has it", |number| number.is_finite())) {
        let read: f64 = serde_json::from_str(&serde_json::to_string(&number).unwrap()).unwrap();
        prop_assert_eq!(read.to_bits(), number.to_bits());
    }

    /// The host compares replay and live after every command; here every single event is replayed.
    #[test]
    fn replay_equals_live_and_is_consistent_after_every_event(plan in plans()) {
        let host = play(&plan);
        let graphs = [(version("v1"), std::sync::Arc::new(sketch::read(&routine_of(&plan))))].into();
        let mut replayed = RunStateMachine::new(graphs);
        for entry in &host.journal {
            replayed.replay_on([entry.clone()]).unwrap();
        }
        invariants::check(replayed.progress().unwrap());
        prop_assert_eq!(replayed.progress(), host.machine.progress());
    }
}
