//! What is true of every run, shown on random routines of all elements and random commands.
//!
//! `PROPTEST_CASES=5000 cargo test -p run-engine --test random` looks at more of them; `PROPTEST_RNG_SEED` repeats a run.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks at the events that it is about")]
#![expect(clippy::disallowed_methods, reason = "the only way to ask for more cases")]
#![expect(clippy::print_stdout, reason = "a failure shows its seed")]

mod block;
mod ledger;
mod order;
mod script;
#[path = "../support/mod.rs"]
mod support;
mod writer;

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use block::{EVERYTHING, Guard, blocks};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use run_engine::config::{OnLimit, OnNodeFailure, RunLimits};
use run_engine::state::Graphs;
use run_engine::{PathSelectionMode, RunCommand, RunConfig, RunMode, RunProgress, RunStateMachine, unsupported};
use script::Action;
use serde_json::json;
use support::host::{Host, variables, version};
use support::{invariants, sketch};

/// A routine and what happens to it.
#[derive(Clone)]
struct Plan {
    bpmn: String,
    actions: Vec<Action>,
    selection: PathSelectionMode,
    token_game: bool,
    on_trouble: OnNodeFailure,
    concurrency: u32,
}

impl fmt::Debug for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bpmn, actions, selection, token_game, on_trouble, concurrency } = self;
        write!(
            out,
            "{bpmn}\nactions {actions:?}, {selection:?}, token game {token_game}, {on_trouble:?}, concurrency {concurrency}"
        )
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let handler = (blocks(EVERYTHING), any::<bool>(), proptest::sample::select(block::HANDLED))
        .prop_map(|(way, interrupting, on)| Guard { on, interrupting, way });
    (
        blocks(EVERYTHING),
        proptest::collection::vec(handler, 0..2),
        prop_oneof![3 => Just(Vec::new()), 1 => proptest::collection::vec(any::<(u8, u8)>(), 1..3)],
        proptest::collection::vec(any::<Action>(), 0..40),
        prop_oneof![
            4 => Just(PathSelectionMode::First),
            1 => any::<u64>().prop_map(|seed| PathSelectionMode::Random { seed }),
            1 => Just(PathSelectionMode::Manual)
        ],
        prop_oneof![4 => Just(false), 1 => Just(true)],
        prop_oneof![3 => Just(OnNodeFailure::Wait), 1 => Just(OnNodeFailure::Continue), 1 => Just(OnNodeFailure::Fail)],
        1..4_u32,
    )
        .prop_map(|(body, handlers, edges, actions, selection, token_game, on_trouble, concurrency)| Plan {
            bpmn: writer::routine(&body, &handlers, &edges),
            actions,
            selection,
            token_game,
            on_trouble,
            concurrency,
        })
}

fn started(plan: &Plan) -> Option<Host> {
    let graph = sketch::read(&plan.bpmn);
    let mode = if plan.token_game { RunMode::TokenGame } else { RunMode::Data };
    if !unsupported(&graph, Some(&"P".into()), &RunConfig { mode, ..RunConfig::default() }).is_empty() {
        return None;
    }
    let mut config = RunConfig {
        mode,
        path_selection: plan.selection,
        max_concurrency: plan.concurrency,
        limits: RunLimits {
            max_loops: Some(60),
            max_steps: Some(400),
            on_max_loops: OnLimit::Stop,
            ..RunLimits::default()
        },
        ..RunConfig::default()
    };
    config.policies.on_gateway_fork_failure = plan.on_trouble;
    config.policies.on_normal_node_failure = plan.on_trouble;
    let mut host = Host::of_graph(graph, config, false);
    let inputs = variables(json!({"n": 0, "odd": false, "key": "k", "list": [1, 2, 3]}));
    let opened = host.try_send(RunCommand::OpenProcess { process: Some("P".into()), start: None, inputs });
    opened.is_ok().then_some(host)
}

fn play(plan: &Plan) -> Option<Host> {
    let mut host = started(plan)?;
    for &action in &plan.actions {
        script::act(&mut host, action);
    }
    script::drain(&mut host);
    Some(host)
}

/// As many cases as asked for, from a seed that a failure shows.
fn cases(few: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = few;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(RandomState::new().build_hasher().finish());
    }
    println!("PROPTEST_RNG_SEED={}", config.rng_seed);
    config
}

fn graphs(bpmn: &str) -> Graphs {
    Graphs::from([(version("v1"), Arc::new(sketch::read(bpmn)))])
}

proptest! {
    #![proptest_config(cases(300))]

    /// The host compares live and replay, and looks at the state, after every command; here after every single event.
    #[test]
    fn replay_equals_live_and_no_branch_is_lost(plan in plans()) {
        let Some(host) = play(&plan) else { return Ok(()) };
        let mut replayed = RunStateMachine::new(graphs(&plan.bpmn));
        for entry in &host.journal {
            let line = serde_json::to_string(entry).unwrap();
            prop_assert_eq!(&serde_json::from_str::<run_engine::JournalEntry>(&line).unwrap(), entry);
            replayed.replay_on([entry.clone()]).unwrap();
        }
        invariants::check(replayed.progress().unwrap());
        prop_assert_eq!(replayed.progress(), host.machine.progress());
        ledger::balance(&host.journal, host.progress());
        let stored = serde_json::to_string(host.progress()).unwrap();
        prop_assert_eq!(&serde_json::from_str::<RunProgress>(&stored).unwrap(), host.progress());
    }

    #[test]
    fn the_same_commands_give_the_same_journal(plan in plans()) {
        let (Some(one), Some(other)) = (play(&plan), play(&plan)) else { return Ok(()) };
        prop_assert_eq!(serde_json::to_string(&one.journal).unwrap(), serde_json::to_string(&other.journal).unwrap());
    }
}
