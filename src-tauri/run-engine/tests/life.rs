//! The rules of the run itself: pause, single steps, limits, concurrency, policies, recovery, the journal.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::config::{OnBranchFailure, OnLimit, OnNodeFailure, OnOnlyWaitingBranches};
use run_engine::state::Graphs;
use run_engine::{
    BranchLocationDataMap, FailureKind, MachineStatus, Rejection, ReplayError, RunCommand, RunConfig, RunEffect,
    RunMode, RunStateMachine, RunStatus, StatusReason, StepOutcome, StepStatus,
};
use serde_json::json;
use support::host::{Host, failure, is_in_progress, variables};
use support::sketch::{read, routine};

const FORK: (&str, &str) = (
    r#"<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><task id="c"/>"#,
    "s -> f -> a\nf -> b\nf -> c",
);

fn paused(elements: &str, flows: &str) -> Host {
    let mut host = Host::of_graph(read(&routine(elements, flows)), RunConfig::default(), true);
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({})) });
    host
}

fn standing(host: &Host) -> Vec<String> {
    let locations = BranchLocationDataMap::of(host.progress());
    locations.iter().filter_map(|(_, stack)| stack.last()).map(|location| location.element.to_string()).collect()
}

#[test]
fn a_run_started_paused_waits_at_its_start_event() {
    let mut host = paused(FORK.0, FORK.1);
    assert_eq!((host.machine.machine_status(), host.machine.has_ready()), (MachineStatus::Paused, false));
    assert_eq!(standing(&host), ["s"]);
    assert_eq!(host.try_send(RunCommand::Advance), Err(Rejection::WrongRunStatus(RunStatus::Paused)));
    host.send(RunCommand::ResumeRun);
    host.settle();
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_single_step_moves_one_branch_over_one_node() {
    let mut host = paused(FORK.0, FORK.1);
    host.send(RunCommand::Step { branch: None });
    host.send(RunCommand::Step { branch: None });
    assert_eq!(standing(&host), ["a", "b", "c"]);
    let second = *host.progress().branches.keys().nth(1).unwrap();
    host.send(RunCommand::Step { branch: Some(second) });
    host.perform();
    assert_eq!(standing(&host), ["a", "c"], "b has done its task and come to its end");
    assert_eq!(host.status(), RunStatus::Paused);
    assert_eq!(host.try_send(RunCommand::Step { branch: Some(second) }), Err(Rejection::UnknownBranch(second)));
    host.send(RunCommand::Step { branch: None });
    host.perform();
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn only_a_ready_branch_can_take_a_step() {
    let mut host = paused(r#"<userTask id="a"/>"#, "");
    let branch = *host.progress().branches.keys().next().unwrap();
    host.send(RunCommand::Step { branch: Some(branch) });
    host.perform();
    assert_eq!(host.try_send(RunCommand::Step { branch: Some(branch) }), Err(Rejection::BranchNotReady(branch)));
}

#[test]
fn a_pause_lets_steps_in_progress_finish_and_starts_nothing_more() {
    let mut host = Host::play(&routine(r#"<userTask id="a"/><task id="b"/>"#, "a -> b"), json!({}));
    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
    host.complete("a", json!({"x": 1}));
    assert_eq!((standing(&host), host.status()), (vec!["b".to_owned()], RunStatus::Paused));
    host.send(RunCommand::ResumeRun);
    host.settle();
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_cancelled_run_gives_up_what_is_in_progress_and_accepts_nothing_more() {
    let mut host = Host::play(&routine(r#"<userTask id="a"/><serviceTask id="b"/>"#, ""), json!({}));
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    let given_up = host.effects.iter().filter(|effect| matches!(effect, RunEffect::CancelStep { .. })).count();
    assert_eq!((given_up, host.interrupted()), (1, vec!["a".to_owned()]));
    assert_eq!(host.progress().reason, Some(StatusReason::UserCancelled));
    for command in [RunCommand::ResumeRun, RunCommand::Advance, RunCommand::RecoverSteps] {
        assert_eq!(host.try_send(command), Err(Rejection::WrongRunStatus(RunStatus::Cancelled)));
    }
}

#[test]
fn reaching_a_limit_is_allowed_and_going_beyond_is_not() {
    let text = routine(r#"<task id="a"/><task id="b"/><task id="c"/>"#, "a -> b -> c");
    let limited = |steps| {
        let mut config = RunConfig::default();
        config.limits.max_steps = Some(steps);
        let mut host = Host::started(&text, config);
        host.open(json!({}));
        (host.status(), host.progress().reason, host.completed().len())
    };
    assert_eq!(limited(3), (RunStatus::Completed, Some(StatusReason::Completed), 4));
    assert_eq!(limited(2), (RunStatus::Failed, Some(StatusReason::MaxSteps), 2));
}

#[test]
fn a_limit_may_pause_and_a_higher_one_lets_the_run_go_on() {
    let mut config = RunConfig::default();
    config.limits.max_steps = Some(1);
    config.limits.on_max_steps = OnLimit::Pause;
    let mut host = Host::started(&routine(r#"<task id="a"/><task id="b"/>"#, "a -> b"), config.clone());
    host.open(json!({}));
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Paused, Some(StatusReason::MaxSteps)));
    config.limits.max_steps = Some(2);
    host.send(RunCommand::ConfigureRun { config: Box::new(config) });
    host.send(RunCommand::ResumeRun);
    host.settle();
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn paused_time_does_not_count_and_time_comes_before_steps() {
    let mut config = RunConfig::default();
    config.limits.max_time_ms = Some(100);
    config.limits.max_steps = Some(1);
    let mut host = Host::started(&routine(r#"<userTask id="a"/><userTask id="b"/>"#, "a -> b"), config);
    host.open(json!({}));
    host.now.0 += 100;
    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
    host.now.0 += 10_000;
    host.send(RunCommand::ResumeRun);
    assert_eq!(host.progress().ran_ms_at(host.now), 100);
    host.now.0 += 1;
    host.complete("a", json!({}));
    assert_eq!(host.progress().reason, Some(StatusReason::MaxTime), "both limits are in the way, and time comes first");
}

#[test]
fn an_endless_loop_stops_at_the_limit_on_iterations() {
    let mut config = RunConfig::default();
    config.limits.max_loops = Some(50);
    let mut host = Host::started(&routine(r#"<startEvent id="s"/><task id="a"/>"#, "s -> a\na -> a : again"), config);
    host.open(json!({}));
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Failed, Some(StatusReason::MaxLoops)));
    assert_eq!(host.progress().iterations, 50);
}

#[test]
fn no_more_steps_are_in_progress_at_once_than_the_configuration_allows() {
    let elements = r#"<serviceTask id="a"/><serviceTask id="b"/><serviceTask id="c"/>"#;
    let mut host = Host::started(&routine(elements, ""), RunConfig { max_concurrency: 2, ..RunConfig::default() });
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({})) });
    host.send(RunCommand::Advance);
    let asked = |host: &Host| host.effects.iter().filter(|it| matches!(it, RunEffect::ExecuteStep(_))).count();
    assert_eq!(asked(&host), 2);
    assert_eq!(host.progress().steps[&host.step_at("c")].status, StepStatus::Queued);
    host.finish("a", StepOutcome::Succeeded { outputs: variables(json!({})) });
    assert_eq!(asked(&host), 3, "the next one has its turn");
    assert!(is_in_progress(&host.progress().steps[&host.step_at("c")].status));
}

#[test]
fn a_failed_branch_stops_pauses_or_leaves_the_others_by_policy() {
    let play = |policy| {
        let mut config = RunConfig::default();
        config.policies.on_normal_node_failure = OnNodeFailure::Fail;
        config.policies.on_branch_failure = policy;
        let mut host = Host::started(&routine(r#"<userTask id="a"/><userTask id="b"/>"#, ""), config);
        host.open(json!({}));
        host.finish("a", StepOutcome::Failed { failure: failure(FailureKind::Technical, "broken") });
        host
    };
    let host = play(OnBranchFailure::Stop);
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Failed, Some(StatusReason::Error)));
    let host = play(OnBranchFailure::Pause);
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Paused, Some(StatusReason::AutomaticPause)));
    let mut host = play(OnBranchFailure::Continue);
    assert_eq!(host.status(), RunStatus::InProgress);
    host.complete("b", json!({}));
    assert_eq!(host.status(), RunStatus::Failed, "it went on, but a failure is never called success");
}

#[test]
fn a_run_in_which_every_branch_waits_waits_pauses_or_stops_by_policy() {
    for (policy, status) in [
        (OnOnlyWaitingBranches::Continue, RunStatus::InProgress),
        (OnOnlyWaitingBranches::Pause, RunStatus::Paused),
        (OnOnlyWaitingBranches::Stop, RunStatus::Failed),
    ] {
        let mut config = RunConfig::default();
        config.policies.on_only_waiting_branches = policy;
        let mut host = Host::started(&routine(r#"<userTask id="a"/>"#, ""), config);
        host.open(json!({}));
        assert_eq!(host.status(), status);
    }
}

#[test]
fn after_a_restart_steps_in_flight_are_tried_again_and_waiting_ones_go_on_waiting() {
    let careful = r#"<serviceTask id="c"><extensionElements><routine:recovery policy="incident"/></extensionElements></serviceTask>"#;
    let elements = format!(r#"<serviceTask id="a"/><userTask id="b"/>{careful}"#);
    let mut host = Host::started(&routine(&elements, ""), RunConfig::default());
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({})) });
    host.send(RunCommand::Advance);
    host.finish("b", StepOutcome::Waiting { on: run_engine::WaitReason::Form, until_ms: None });
    host.effects.clear();
    host.send(RunCommand::RecoverSteps);
    let attempts = |element: &str| host.progress().steps[&host.step_at(element)].attempt;
    assert_eq!((attempts("a"), attempts("b")), (2, 1));
    assert_eq!(host.incidents()[0].0, "interrupted", "where the file asks for it, a person looks first");
    assert!(matches!(host.effects.as_slice(), [RunEffect::ExecuteStep(request)] if request.attempt == 2));
}

#[test]
fn a_configuration_holds_from_the_next_iteration_on() {
    let mut host = paused(r#"<task id="a"/><task id="b"/>"#, "a -> b");
    let game = RunConfig { mode: RunMode::TokenGame, ..RunConfig::default() };
    host.send(RunCommand::ConfigureRun { config: Box::new(game) });
    host.send(RunCommand::Step { branch: None });
    assert!(host.effects.is_empty(), "in a token game nothing is done outside");
    assert_eq!(standing(&host), ["b"]);
}

#[test]
fn only_the_creation_brings_a_machine_to_life_and_only_once() {
    let graph = std::sync::Arc::new(read(&routine(r#"<task id="a"/>"#, "")));
    let mut machine = RunStateMachine::new(Graphs::from([(support::host::version("v1"), graph)]));
    let refused = machine.handle(RunCommand::Advance, Default::default()).unwrap_err();
    assert_eq!(refused, Rejection::WrongMachineStatus(MachineStatus::Idle));
    let host = Host::play(&routine(r#"<userTask id="a"/>"#, ""), json!({}));
    let create = RunCommand::CreateRun {
        run: host.progress().run.clone(),
        routine: host.progress().routine.clone(),
        config: Box::new(RunConfig::default()),
    };
    let mut machine = host.machine.clone();
    assert_eq!(machine.handle(create, host.now).unwrap_err(), Rejection::WrongMachineStatus(MachineStatus::Running));
}

#[test]
fn a_damaged_journal_is_refused_with_the_entry_that_does_not_fit() {
    let host = Host::play(&routine(r#"<userTask id="a"/>"#, ""), json!({}));
    let graphs = || Graphs::from([(support::host::version("v1"), std::sync::Arc::new(read(&routine("", ""))))]);
    let replay = |entries: Vec<run_engine::JournalEntry>| RunStateMachine::replay(graphs(), entries).err();
    assert_eq!(replay(Vec::new()), Some(ReplayError::Empty));
    assert_eq!(replay(host.journal[1..].to_vec()), Some(ReplayError::NoCreation("RunStarted")));
    let mut gap = host.journal.clone();
    gap.remove(3);
    assert!(matches!(replay(gap), Some(ReplayError::Entry { seq: 5, .. })));
    let mut impossible = host.journal.clone();
    impossible[4] = run_engine::JournalEntry { event: host.journal[1].event.clone(), ..impossible[4].clone() };
    assert!(matches!(replay(impossible), Some(ReplayError::Entry { seq: 5, .. })));
}

#[test]
fn the_journal_survives_being_written_and_read() {
    let host = Host::play(&routine(FORK.0, FORK.1), json!({"n": 1.5}));
    for entry in &host.journal {
        let text = serde_json::to_string(entry).unwrap();
        assert_eq!(&serde_json::from_str::<run_engine::JournalEntry>(&text).unwrap(), entry, "{text}");
    }
}

#[test]
fn a_state_survives_being_written_and_read() {
    let host = Host::play(
        &routine(r#"<userTask id="a"/><parallelGateway id="g"/><task id="b"/>"#, "a -> g\nb -> g"),
        json!({"n": 1.5}),
    );
    let text = serde_json::to_string(host.progress()).unwrap();
    assert_eq!(&serde_json::from_str::<run_engine::RunProgress>(&text).unwrap(), host.progress());
}
