//! The rules of starts, tasks, exclusive and parallel gateways, and of variables.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::command::Resolution;
use run_engine::{
    Actor, BranchLetter, FailureKind, PathSelectionMode, Rejection, RunCommand, RunConfig, RunEffect, RunMode,
    RunStatus, StepOutcome, unsupported,
};
use serde_json::json;
use support::host::{Host, failure, variables};
use support::sketch::{file, read, routine, script};

const FORK_JOIN: (&str, &str) = (
    r#"<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>"#,
    "s -> f -> a -> j -> e\nf -> b -> j",
);

fn choice(default: &str) -> String {
    let elements = format!(
        r#"<startEvent id="s"/><exclusiveGateway id="g" {default}/><task id="a"/><task id="b"/><task id="c"/>"#
    );
    routine(&elements, "s -> g\ng -> a : fa if n > 10\ng -> b : fb if n > 5\ng -> c : fc if n = 3")
}

#[test]
fn a_sequence_runs_to_its_end_and_its_results_stay() {
    let elements = format!(r#"<startEvent id="s"/>{}<endEvent id="e"/>"#, script("a", "x", "n + 1"));
    let host = Host::play(&routine(&elements, "s -> a -> e"), json!({"n": 41}));
    assert_eq!(host.status(), RunStatus::Completed);
    assert_eq!(host.completed(), ["s", "a", "e", "P"]);
    assert_eq!(host.flows(), ["s_a", "a_e"]);
    assert_eq!(host.variable("x"), json!(42));
}

#[test]
fn a_branch_without_a_way_out_ends_where_it_stands() {
    let host = Host::play(&routine(r#"<startEvent id="s"/><task id="a"/>"#, "s -> a"), json!({}));
    assert_eq!((host.status(), host.completed()), (RunStatus::Completed, vec!["s".into(), "a".into(), "P".into()]));
}

#[test]
fn every_plain_start_event_begins_a_branch() {
    let host =
        Host::play(&routine(r#"<startEvent id="s"/><startEvent id="t"/><task id="a"/>"#, "s -> a\nt -> a"), json!({}));
    assert_eq!(host.completed(), ["s", "t", "a", "a", "P"], "and each branch does the task by itself");
}

#[test]
fn a_process_without_start_events_begins_where_no_flow_leads_to() {
    let host = Host::play(&routine(r#"<task id="a"/><task id="b"/><task id="c"/>"#, "a -> c"), json!({}));
    assert_eq!(host.completed(), ["a", "b", "c", "P"]);
}

#[test]
fn a_start_can_be_named_and_only_a_start() {
    let text = routine(r#"<startEvent id="s"/><startEvent id="t"/><task id="a"/><task id="b"/>"#, "s -> a\nt -> b");
    let open = |start: &str| RunCommand::OpenProcess {
        process: None,
        start: Some(start.into()),
        inputs: variables(json!({})),
    };
    let mut host = Host::started(&text, RunConfig::default());
    let refused = host.try_send(open("a")).unwrap_err();
    assert_eq!(refused.code(), "no-start", "a task that a flow leads to starts nothing");
    host.send(open("t"));
    host.settle();
    assert_eq!(host.completed(), ["t", "b", "P"]);
}

#[test]
fn one_of_several_processes_has_to_be_named() {
    let two = r#"<process id="P" isExecutable="true"><task id="a"/></process><process id="Q" isExecutable="true"><task id="b"/></process>"#;
    let mut host = Host::started(&file(two), RunConfig::default());
    let open = |process: Option<&str>| RunCommand::OpenProcess {
        process: process.map(Into::into),
        start: None,
        inputs: variables(json!({})),
    };
    assert_eq!(host.try_send(open(None)), Err(Rejection::AmbiguousProcess("P, Q".to_owned())));
    assert_eq!(host.try_send(open(Some("R"))), Err(Rejection::UnknownProcess("R".to_owned())));
    host.send(open(Some("Q")));
    host.send(open(Some("P")));
    host.settle();
    assert_eq!(host.completed(), ["b", "Q", "a", "P"], "both belong to the same run, which ends after the last");
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn an_exclusive_gateway_takes_the_first_true_flow() {
    for (n, way) in [(20, "a"), (7, "b"), (3, "c")] {
        let host = Host::play(&choice(""), json!({"n": n}));
        assert_eq!(host.completed(), ["s", "g", way, "P"], "with n = {n}");
    }
}

#[test]
fn the_default_flow_is_taken_when_no_condition_is_true() {
    let host = Host::play(&choice(r#"default="fc""#), json!({"n": 1}));
    assert_eq!(host.completed(), ["s", "g", "c", "P"]);
}

#[test]
fn without_a_true_condition_and_default_there_is_an_incident_that_can_be_tried_again() {
    let mut host = Host::play(&choice(""), json!({"n": 1}));
    assert_eq!(host.incidents()[0].0, "no-path");
    assert_eq!(host.waiting(), [("g".to_owned(), "incident".to_owned())]);
    let scope = *host.progress().scopes.keys().next().unwrap();
    host.send(RunCommand::SetVariable { scope, name: "n".into(), value: json!(7) });
    let incident = *host.progress().incidents.keys().next().unwrap();
    host.send(RunCommand::ResolveIncident { incident, resolution: Resolution::Retry });
    host.settle();
    assert_eq!(host.completed(), ["s", "g", "b", "P"]);
}

#[test]
fn a_condition_that_is_neither_true_nor_false_is_an_incident_that_names_expression_and_variables() {
    let host = Host::play(&choice(r#"default="fc""#), json!({"n": "many"}));
    let (code, message) = &host.incidents()[0];
    assert_eq!(code, "expression");
    assert!(message.contains("n > 10") && message.contains(r#"n = "many""#), "{message}");
    let host = Host::play(&choice(r#"default="fc""#), json!({}));
    assert!(host.incidents()[0].1.contains("there is no variable “n”"), "{:?}", host.incidents());
}

#[test]
fn an_exclusive_gateway_lets_every_branch_pass_by_itself() {
    let elements = r#"<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><exclusiveGateway id="m"/><task id="c"/>"#;
    let host = Host::play(&routine(elements, "s -> f -> a -> m -> c\nf -> b -> m"), json!({}));
    assert_eq!(host.completed(), ["s", "f", "a", "b", "m", "m", "c", "c", "P"]);
}

#[test]
fn a_person_decides_where_several_ways_are_open() {
    let config = RunConfig { path_selection: PathSelectionMode::Manual, ..RunConfig::default() };
    let mut host = Host::started(&choice(""), config);
    host.open(json!({"n": 12}));
    let decision = host.progress().decisions.values().next().unwrap().clone();
    let options: Vec<&str> = decision.options.iter().map(|option| option.flow.as_str()).collect();
    assert_eq!(options, ["fa", "fb"], "a way whose condition is false is no option");
    let decide = |flow: &str| RunCommand::DecidePath {
        decision: decision.id,
        flows: vec![flow.into()],
        by: Actor::Person,
        because: None,
    };
    assert_eq!(host.try_send(decide("fc")).unwrap_err().code(), "wrong-choice");
    host.send(decide("fb"));
    host.settle();
    assert_eq!(host.completed(), ["s", "g", "b", "P"]);
    assert_eq!(host.try_send(decide("fb")).unwrap_err().code(), "wrong-run-status");
}

#[test]
fn a_way_by_chance_is_the_same_for_the_same_seed() {
    let way = |seed| {
        let config = RunConfig { path_selection: PathSelectionMode::Random { seed }, ..RunConfig::default() };
        let mut host = Host::started(&choice(""), config);
        host.open(json!({"n": 12}));
        host.flows()
    };
    assert_eq!(way(1), way(1));
    let ways: std::collections::BTreeSet<_> = (0..20).map(way).collect();
    assert_eq!(ways.len(), 2, "and every open way comes up: {ways:?}");
}

#[test]
fn a_parallel_gateway_forks_over_every_way_and_the_first_branch_goes_on() {
    let host = Host::play(&routine(FORK_JOIN.0, FORK_JOIN.1), json!({}));
    let branches: Vec<_> =
        host.progress().branches.values().map(|b| (b.letter, b.element.to_string(), b.parent)).collect();
    assert_eq!(branches[0], (BranchLetter(0), "a".to_owned(), None));
    assert_eq!((branches[1].0, branches[1].1.as_str()), (BranchLetter(1), "b"));
    assert!(branches[1].2.is_some(), "the other one knows where it comes from");
}

#[test]
fn parallel_join_waits_for_every_incoming_flow() {
    let mut host = Host::play(&routine(FORK_JOIN.0, FORK_JOIN.1), json!({}));
    host.complete("b", json!({}));
    assert_eq!(host.waiting(), [("a".into(), "form".into()), ("j".into(), "join".into())]);
    host.complete("a", json!({}));
    assert_eq!(host.completed(), ["s", "f", "b", "a", "j", "e", "P"], "the join is one step");
}

#[test]
fn a_parallel_join_takes_one_branch_of_each_flow_and_leaves_the_rest() {
    let elements = r#"<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>"#;
    let flows = "s -> f\nf -> a : f1\nf -> a : f2\nf -> b : f3\na -> j -> e\nb -> j";
    let mut host = Host::play(&routine(elements, flows), json!({}));
    let waiting = [("b", "form"), ("j", "join"), ("j", "join")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let mut seen = host.waiting();
    seen.sort();
    assert_eq!(seen, waiting, "two over the same flow are not one over each");
    host.complete("b", json!({}));
    assert_eq!(host.status(), RunStatus::InProgress);
    assert_eq!(host.waiting(), [("j".to_owned(), "join".to_owned())]);
    assert_eq!(host.completed().iter().filter(|id| *id == "e").count(), 1);
}

#[test]
fn a_gateway_may_join_and_fork_at_once() {
    let elements = r#"<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><parallelGateway id="m"/><task id="c"/><task id="d"/>"#;
    let host = Host::play(&routine(elements, "s -> f -> a -> m -> c\nf -> b -> m -> d"), json!({}));
    assert_eq!(host.completed(), ["s", "f", "a", "b", "m", "c", "d", "P"]);
}

#[test]
fn conditional_flows_out_of_an_activity_are_taken_if_true_and_the_default_if_none_is() {
    let elements = |default: &str| {
        format!(r#"<startEvent id="s"/><task id="t" {default}/><task id="a"/><task id="b"/><task id="c"/>"#)
    };
    let flows = "s -> t\nt -> a : fa if n > 1\nt -> b : fb if n > 2\nt -> c : fc";
    let unconditional = |n: i32| Host::play(&routine(&elements(""), flows), json!({"n": n})).completed();
    assert_eq!(unconditional(3), ["s", "t", "a", "b", "c", "P"]);
    assert_eq!(unconditional(0), ["s", "t", "c", "P"], "a flow without condition is always taken");
    let with_default = |n: i32| Host::play(&routine(&elements(r#"default="fc""#), flows), json!({"n": n})).completed();
    assert_eq!(with_default(2), ["s", "t", "a", "P"]);
    assert_eq!(with_default(0), ["s", "t", "c", "P"]);
}

#[test]
fn branches_advance_breadth_first_in_order_of_becoming_ready() {
    let elements =
        r#"<startEvent id="s"/><parallelGateway id="f"/><task id="a1"/><task id="a2"/><task id="b1"/><task id="b2"/>"#;
    let host = Host::play(&routine(elements, "s -> f -> a1 -> a2\nf -> b1 -> b2"), json!({}));
    assert_eq!(host.completed(), ["s", "f", "a1", "b1", "a2", "b2", "P"]);
}

#[test]
fn inputs_are_local_to_the_step_and_only_mapped_outputs_go_up() {
    let task = r#"<userTask id="t"><extensionElements><zeebe:ioMapping>
        <zeebe:input source="=total * 2" target="double"/><zeebe:input source="=double + 1" target="more"/>
        <zeebe:output source="=answer.text" target="result.text"/></zeebe:ioMapping></extensionElements></userTask>"#;
    let elements = format!(r#"<startEvent id="s"/>{task}<userTask id="u"/>"#);
    let mut host = Host::started(&routine(&elements, "s -> t -> u"), RunConfig::default());
    host.send(RunCommand::OpenProcess {
        process: None,
        start: None,
        inputs: variables(json!({"total": 4, "result": {"kept": 1}})),
    });
    host.send(RunCommand::Advance);
    host.send(RunCommand::Advance);
    let Some(RunEffect::ExecuteStep(request)) = host.effects.first() else { panic!("the task is to be done") };
    assert_eq!(json!(request.inputs), json!({"double": 8, "more": 9}), "later mappings see earlier results");
    assert_eq!(request.variables["total"], json!(4), "and the step sees what is around it");
    host.settle();
    host.complete("t", json!({"answer": {"text": "yes"}, "noise": 1}));
    let (scope, _) = host.progress().scopes.iter().next().unwrap();
    let seen = host.machine.visible_variables(*scope).unwrap();
    assert_eq!(json!(seen), json!({"total": 4, "result": {"kept": 1, "text": "yes"}}));
}

#[test]
fn without_output_mappings_all_results_go_up_but_those_that_are_inputs_of_the_step() {
    let task = r#"<userTask id="t"><extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="local"/></zeebe:ioMapping></extensionElements></userTask>"#;
    let mut host = Host::play(&routine(&format!(r#"{task}<userTask id="u"/>"#), "t -> u"), json!({}));
    host.complete("t", json!({"local": 2, "result": 3}));
    assert_eq!((host.variable("result"), host.variable("local")), (json!(3), json!(null)));
}

#[test]
fn an_input_mapping_without_a_value_is_trouble_before_the_step_starts() {
    let task = r#"<userTask id="t"><extensionElements><zeebe:ioMapping><zeebe:input source="=function(x) x" target="f"/></zeebe:ioMapping></extensionElements></userTask>"#;
    let host = Host::play(&routine(&format!(r#"<startEvent id="s"/>{task}"#), "s -> t"), json!({}));
    assert_eq!(host.waiting(), [("t".to_owned(), "incident".to_owned())]);
    assert!(host.progress().steps.is_empty(), "no step has started");
}

#[test]
fn a_technical_failure_is_an_incident_and_can_be_tried_again_or_skipped() {
    for (resolution, attempt) in [(Resolution::Retry, 2), (Resolution::Skip, 0)] {
        let mut host = Host::play(&routine(r#"<userTask id="t"/><userTask id="u"/>"#, "t -> u"), json!({}));
        host.finish("t", StepOutcome::Failed { failure: failure(FailureKind::Technical, "out of paper") });
        assert_eq!(host.incidents(), [("test".to_owned(), "out of paper".to_owned())]);
        let incident = *host.progress().incidents.keys().next().unwrap();
        host.send(RunCommand::ResolveIncident { incident, resolution });
        host.settle();
        if attempt == 0 {
            assert_eq!(host.waiting(), [("u".to_owned(), "form".to_owned())], "the branch has gone on");
        } else {
            assert_eq!(host.progress().steps[&host.step_at("t")].attempt, attempt);
        }
    }
}

#[test]
fn a_retryable_failure_is_tried_again_as_often_as_the_file_says() {
    let task =
        r#"<serviceTask id="t"><extensionElements><routine:retry attempts="3"/></extensionElements></serviceTask>"#;
    let mut host = Host::started(&routine(task, ""), RunConfig::default());
    let mut again = failure(FailureKind::Technical, "busy");
    again.retryable = true;
    host.mocks.insert("t".to_owned(), StepOutcome::Failed { failure: again });
    host.open(json!({}));
    let retries = host.events().filter(|event| event.name() == "StepRetried").count();
    assert_eq!((retries, host.incidents().len()), (2, 1), "three attempts, then an incident");
}

#[test]
fn an_error_that_nothing_catches_ends_the_run_as_failed_with_reason_and_message() {
    let mut host = Host::play(&routine(FORK_JOIN.0, FORK_JOIN.1), json!({}));
    host.finish("a", StepOutcome::Failed { failure: failure(FailureKind::BpmnError, "no stock") });
    assert_eq!(host.status(), RunStatus::Failed);
    assert_eq!(host.interrupted(), ["b"], "what else went on is cancelled");
    let message = host.events().last().map(|event| format!("{event:?}")).unwrap();
    assert!(message.contains("Error") && message.contains("nothing catches the error test"), "{message}");
}

#[test]
fn an_answer_that_is_stale_or_comes_twice_is_refused() {
    let mut host = Host::play(&routine(r#"<userTask id="t"/><userTask id="u"/>"#, "t -> u"), json!({}));
    let step = host.step_at("t");
    let finish = |attempt| RunCommand::FinishStep {
        step,
        attempt,
        outcome: StepOutcome::Succeeded { outputs: variables(json!({})) },
        by: Actor::Person,
    };
    assert_eq!(host.try_send(finish(2)).unwrap_err().code(), "stale-attempt");
    host.send(finish(1));
    assert_eq!(host.try_send(finish(1)), Err(Rejection::UnknownStep(step)));
}

#[test]
fn in_a_token_game_tasks_finish_at_once_and_the_first_way_is_taken_unless_one_is_chosen() {
    let game = RunConfig { mode: RunMode::TokenGame, ..RunConfig::default() };
    let mut host = Host::started(&choice(r#"default="fc""#), game.clone());
    host.open(json!({}));
    assert_eq!(host.completed(), ["s", "g", "a", "P"], "conditions are not looked at");
    let mut host = Host::started(&choice(""), game.clone());
    host.send(RunCommand::ChooseFlows { element: "g".into(), flows: vec!["fb".into()] });
    host.open(json!({}));
    assert_eq!(host.completed(), ["s", "g", "b", "P"]);
    let mut host = Host::started(&choice(""), RunConfig { wait_at: ["a".into()].into(), ..game });
    host.open(json!({}));
    assert_eq!(host.waiting(), [("a".to_owned(), "trigger".to_owned())]);
    host.trigger("a");
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_step_that_waits_for_a_scenario_is_not_done() {
    let text = routine(&format!(r#"{}<task id="u"/>"#, script("t", "x", "1")), "t -> u");
    let mut host = Host::started(&text, RunConfig { wait_at: ["t".into()].into(), ..RunConfig::default() });
    host.open(json!({}));
    assert_eq!(host.waiting(), [("t".to_owned(), "trigger".to_owned())]);
    host.complete("t", json!({"x": 5}));
    assert_eq!((host.status(), host.variable("x")), (RunStatus::Completed, json!(5)));
}

#[test]
fn what_is_not_executed_is_said_at_once_for_every_element() {
    let tasks =
        r#"<startEvent id="s"/><task id="c1" completionQuantity="5000"/><task id="c2" completionQuantity="5000"/>"#;
    let text = routine(tasks, "s -> c1 -> c2");
    let graph = read(&text);
    let found: Vec<String> =
        unsupported(&graph, None, &RunConfig::default()).into_iter().map(|it| it.element.to_string()).collect();
    assert_eq!(found, ["c1", "c2"]);
    let mut host = Host::started(&text, RunConfig::default());
    let refused = host.try_send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({})) });
    assert!(matches!(refused, Err(Rejection::Unsupported(all)) if all.len() == 2));
}
