//! Breakpoints: where a run pauses by itself, and how it goes on.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks at the events that it is about")]

mod support;

use run_engine::config::OnNodeFailure;
use run_engine::{
    Actor, BreakOn, BreakpointId, FailureKind, Rejection, RunCommand, RunConfig, RunEvent, RunStatus, StatusReason,
    StepOutcome,
};
use serde_json::json;
use support::host::{Host, failure, variables};
use support::sketch::{read, routine, script};

const LINE: (&str, &str) =
    (r#"<startEvent id="s"/><task id="a"/><task id="b" name="Check"/><task id="c"/>"#, "s -> a -> b -> c");

fn set(on: BreakOn) -> RunCommand {
    RunCommand::SetBreakpoint { breakpoint: None, on, enabled: true, once: false, by: Actor::Person }
}

fn before(element: &str) -> BreakOn {
    BreakOn::Before { element: element.into() }
}

fn after(element: &str) -> BreakOn {
    BreakOn::After { element: element.into() }
}

/// A run that has not begun to move, with these breakpoints.
fn held(elements: &str, flows: &str, on: &[BreakOn]) -> Host {
    let mut host = Host::of_graph(read(&routine(elements, flows)), RunConfig::default(), false);
    on.iter().for_each(|on| host.send(set(on.clone())));
    host
}

fn standing(host: &Host) -> Vec<String> {
    host.progress().branches.values().map(|branch| branch.element.to_string()).collect()
}

fn hits(host: &Host) -> Vec<String> {
    host.progress().breakpoints.hits.iter().map(|hit| hit.message.clone()).collect()
}

fn is_held(host: &Host) -> bool {
    host.progress().status == RunStatus::Paused && host.progress().reason == Some(StatusReason::Breakpoint)
}

fn go_on(host: &mut Host) {
    host.send(RunCommand::ResumeRun);
    host.settle();
}

#[test]
fn a_run_pauses_before_an_element_and_goes_on_behind_it() {
    let mut host = held(LINE.0, LINE.1, &[before("b")]);
    host.open(json!({}));
    assert!(is_held(&host), "it is held, and says why");
    assert_eq!((standing(&host), hits(&host)), (vec!["b".to_owned()], vec!["before task “Check”".to_owned()]));
    let said = host.events().find_map(|event| match event {
        RunEvent::RunStatusChanged(change) if change.status == RunStatus::Paused => change.message.clone(),
        _ => None,
    });
    assert_eq!(said.as_deref(), Some("before task “Check”"), "the pause names the place");
    go_on(&mut host);
    assert_eq!(host.status(), RunStatus::Completed, "going on does not stop at the same place again");
    assert!(hits(&host).is_empty());
}

#[test]
fn a_loop_is_held_in_each_of_its_turns() {
    let mut host = held(
        &format!(
            r#"<startEvent id="s"/>{}<exclusiveGateway id="g" default="out"/><endEvent id="e"/>"#,
            script("a", "n", "n + 1")
        ),
        "s -> a -> g\ng -> a : back if n < 3\ng -> e : out",
        &[before("a")],
    );
    host.open(json!({"n": 0}));
    for turn in 0..3 {
        assert!(is_held(&host), "turn {turn} is held");
        assert_eq!(host.variable("n"), json!(turn));
        go_on(&mut host);
    }
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_run_pauses_when_a_step_has_ended() {
    let mut host = held(LINE.0, LINE.1, &[after("a")]);
    host.open(json!({}));
    assert!(is_held(&host));
    assert_eq!((standing(&host), hits(&host)), (vec!["b".to_owned()], vec!["after task a".to_owned()]));
    go_on(&mut host);
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn nothing_of_an_iteration_begins_when_one_branch_of_it_is_held() {
    let mut host = held(
        r#"<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>"#,
        "s -> f -> a\nf -> b",
        &[before("b")],
    );
    host.open(json!({}));
    assert_eq!((standing(&host), host.progress().steps.len()), (vec!["a".to_owned(), "b".to_owned()], 0));
    go_on(&mut host);
    assert_eq!(host.progress().steps.len(), 2, "both begin when it goes on");
}

#[test]
fn stepping_onto_a_breakpoint_is_coming_to_it() {
    let mut host = Host::of_graph(read(&routine(LINE.0, LINE.1)), RunConfig::default(), true);
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({})) });
    host.send(set(before("a")));
    host.send(RunCommand::Step { branch: None });
    assert_eq!((standing(&host), hits(&host).len()), (vec!["a".to_owned()], 1));
    assert_eq!(host.status(), RunStatus::Paused);
    go_on(&mut host);
    assert_eq!(host.status(), RunStatus::Completed, "it has been stopped there already");
}

#[test]
fn run_to_here_is_a_breakpoint_for_one_time() {
    let mut host = held(LINE.0, LINE.1, &[before("a")]);
    host.open(json!({}));
    let by = Actor::Person;
    host.send(RunCommand::SetBreakpoint { breakpoint: None, on: before("c"), enabled: true, once: true, by });
    go_on(&mut host);
    assert_eq!(standing(&host), ["c"]);
    let left: Vec<BreakpointId> = host.progress().breakpoints.all.keys().copied().collect();
    assert_eq!(left, [BreakpointId(1)], "what was for one time is gone, the other one stays");
}

#[test]
fn a_breakpoint_that_is_off_or_gone_holds_nothing() {
    let mut host = held(LINE.0, LINE.1, &[before("a"), before("b")]);
    let (breakpoint, by) = (Some(BreakpointId(1)), Actor::Person);
    host.send(RunCommand::SetBreakpoint { breakpoint, on: before("a"), enabled: false, once: false, by });
    host.send(RunCommand::RemoveBreakpoint { breakpoint: BreakpointId(2) });
    host.open(json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn an_expression_holds_when_it_becomes_true_and_not_while_it_stays_so() {
    let elements = format!(
        r#"<startEvent id="s"/>{}{}{}{}<userTask id="u"/>"#,
        script("a", "n", "5"),
        script("b", "n", "6"),
        script("c", "n", "1"),
        script("d", "n", "9")
    );
    let holds = BreakOn::Expression { expression: "n > 4".to_owned() };
    let mut host = held(&elements, "s -> a -> b -> c -> d -> u", &[holds]);
    host.open(json!({"n": 0}));
    assert_eq!((standing(&host), hits(&host)), (vec!["b".to_owned()], vec!["n > 4 has become true".to_owned()]));
    go_on(&mut host);
    assert_eq!(standing(&host), ["u"], "6 is no news; 1 is, so 9 holds again");
    assert!(is_held(&host));
}

#[test]
fn a_variable_holds_when_it_is_set_but_not_by_what_a_process_begins_with() {
    let elements =
        format!(r#"<startEvent id="s"/>{}{}<userTask id="u"/>"#, script("a", "m", "1"), script("b", "n", "2"));
    let mut host = held(&elements, "s -> a -> b -> u", &[BreakOn::Variable { name: "n".to_owned() }]);
    host.open(json!({"n": 0}));
    assert_eq!((standing(&host), hits(&host)), (vec!["u".to_owned()], vec!["the variable n has changed".to_owned()]));
}

#[test]
fn an_error_is_looked_at_before_it_ends_anything() {
    let mut config = RunConfig::default();
    config.policies.on_normal_node_failure = OnNodeFailure::Fail;
    let mut host = Host::of_graph(read(&routine(r#"<task id="a"/>"#, "")), config, false);
    host.mocks.insert("a".to_owned(), StepOutcome::Failed { failure: failure(FailureKind::Technical, "no") });
    host.send(set(BreakOn::Error));
    host.open(json!({}));
    assert!(is_held(&host), "without the breakpoint the run would have failed");
    assert_eq!(hits(&host), ["task a has failed: test"]);
    assert_eq!(host.incidents().len(), 1);
}

#[test]
fn credits_hold_when_less_is_left() {
    let mut config = RunConfig::default();
    config.limits.max_credits = Some("10".parse().unwrap());
    let elements = r#"<startEvent id="s"/><userTask id="a"/><task id="b"/>"#;
    let mut host = Host::of_graph(read(&routine(elements, "s -> a -> b")), config, false);
    host.send(set(BreakOn::CreditsBelow { credits: "5".parse().unwrap() }));
    host.open(json!({}));
    let step = host.step_at("a");
    host.send(RunCommand::ChargeStep { step, credits: "5".parse().unwrap() });
    assert_eq!(host.status(), RunStatus::InProgress, "exactly so much is not less");
    host.send(RunCommand::ChargeStep { step, credits: "1".parse().unwrap() });
    assert!(is_held(&host));
    assert_eq!(hits(&host), ["4 credits are left"]);
    go_on(&mut host);
    host.send(RunCommand::ChargeStep { step, credits: "1".parse().unwrap() });
    assert_eq!(host.status(), RunStatus::InProgress, "that less is left is known");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut host = held(LINE.0, LINE.1, &[]);
    let refused = |host: &mut Host, command| host.try_send(command).expect_err("it is refused").code();
    assert_eq!(refused(&mut host, set(before("nowhere"))), "unknown-element");
    assert_eq!(refused(&mut host, set(BreakOn::Expression { expression: "n >".to_owned() })), "wrong-expression");
    let gone = RunCommand::RemoveBreakpoint { breakpoint: BreakpointId(7) };
    assert_eq!(host.try_send(gone), Err(Rejection::UnknownBreakpoint(BreakpointId(7))));
}
