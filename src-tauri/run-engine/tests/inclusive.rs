//! Inclusive joins where it is hard to say whether another branch can still arrive.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::{RunCommand, RunStatus};
use serde_json::json;
use support::host::Host;
use support::sketch::routine;

const TASKS: &str = r#"<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>"#;

fn joined(host: &Host, gateway: &str) -> usize {
    host.completed().iter().filter(|element| element.as_str() == gateway).count()
}

#[test]
fn a_join_in_a_cycle_does_not_wait_for_the_branch_that_it_holds_back_itself() {
    let elements = format!(r#"{TASKS}<inclusiveGateway id="j"/><exclusiveGateway id="x" default="x_e"/>"#);
    let flows = "s -> j -> a -> x\nx -> j : again if n > 0\nx -> e : x_e";
    let mut host = Host::play(&routine(&elements, flows), json!({"n": 1}));
    host.complete("a", json!({"n": 1}));
    host.complete("a", json!({"n": 0}));
    assert_eq!((host.status(), joined(&host, "j")), (RunStatus::Completed, 2));
}

#[test]
fn a_branch_that_can_reach_a_taken_flow_as_well_is_not_waited_for() {
    // From a one can come over either flow into j, and b has come over one of them already.
    let elements = format!(
        r#"{TASKS}<parallelGateway id="f"/><exclusiveGateway id="x" default="x_j"/><exclusiveGateway id="m"/><inclusiveGateway id="j"/>"#
    );
    let flows = "s -> f\nf -> a -> x\nf -> b -> m\nx -> m : over if n > 0\nx -> j : x_j\nm -> j -> e";
    let mut host = Host::play(&routine(&elements, flows), json!({"n": 0}));
    host.complete("b", json!({}));
    assert_eq!(joined(&host, "j"), 1, "13.4.3: a path to a flow with a token speaks against waiting");
    host.complete("a", json!({}));
    assert_eq!((host.status(), joined(&host, "j")), (RunStatus::Completed, 2));
}

#[test]
fn a_join_waits_for_what_a_boundary_event_of_a_running_activity_can_still_send() {
    let elements = format!(
        r#"{TASKS}<boundaryEvent id="bd" attachedToRef="a" cancelActivity="false"><signalEventDefinition signalRef="go"/></boundaryEvent><parallelGateway id="f"/><inclusiveGateway id="j"/><endEvent id="e2"/>"#
    );
    let flows = "s -> f\nf -> a -> e2\nf -> b -> j\nbd -> c -> j\nj -> e";
    let text = routine(&elements, flows);
    let mut host = Host::play(&text, json!({}));
    host.complete("b", json!({}));
    assert_eq!(joined(&host, "j"), 0, "the boundary event may still happen");
    host.send(RunCommand::Trigger { element: "bd".into() });
    host.settle();
    host.complete("a", json!({}));
    assert_eq!(joined(&host, "j"), 0, "what it sent is on its way");
    host.complete("c", json!({}));
    assert_eq!((host.status(), joined(&host, "j")), (RunStatus::Completed, 1));
    let mut host = Host::play(&text, json!({}));
    host.complete("b", json!({}));
    host.complete("a", json!({}));
    assert_eq!(
        (host.status(), joined(&host, "j")),
        (RunStatus::Completed, 1),
        "the activity is over, nothing can come"
    );
}

#[test]
fn what_runs_in_an_event_sub_process_cannot_arrive_at_a_join_outside() {
    let elements = format!(
        r#"{TASKS}<inclusiveGateway id="f" default="f_c"/><inclusiveGateway id="j"/><subProcess id="es" triggeredByEvent="true"><startEvent id="es_s" isInterrupting="false"><signalEventDefinition signalRef="go"/></startEvent><userTask id="inner"/><sequenceFlow id="es_f" sourceRef="es_s" targetRef="inner"/></subProcess>"#
    );
    let flows = "s -> f\nf -> a : fa if n > 0\nf -> b : fb if n > 1\nf -> c : f_c\na -> j -> e\nb -> j\nc -> j";
    let mut host = Host::play(&routine(&elements, flows), json!({"n": 1}));
    host.send(RunCommand::Trigger { element: "es_s".into() });
    host.settle();
    host.complete("a", json!({}));
    assert_eq!(joined(&host, "j"), 1);
    host.complete("inner", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn nested_joins_wait_for_their_own_branches_only() {
    let elements = format!(
        r#"{TASKS}<inclusiveGateway id="f1"/><inclusiveGateway id="f2"/><inclusiveGateway id="j2"/><inclusiveGateway id="j1"/>"#
    );
    let flows = "s -> f1\nf1 -> f2\nf1 -> c\nf2 -> a -> j2\nf2 -> b -> j2\nj2 -> j1\nc -> j1 -> e";
    let mut host = Host::play(&routine(&elements, flows), json!({}));
    host.complete("c", json!({}));
    host.complete("a", json!({}));
    assert_eq!((joined(&host, "j1"), joined(&host, "j2")), (0, 0));
    host.complete("b", json!({}));
    assert_eq!((host.status(), joined(&host, "j1"), joined(&host, "j2")), (RunStatus::Completed, 1, 1));
}

#[test]
fn of_joins_that_wait_only_for_each_other_the_one_with_the_oldest_branch_goes_on() {
    // Each of j1 and j2 has a branch, and each of them lies on the way to the other.
    let elements = format!(
        r#"{TASKS}<parallelGateway id="f"/><inclusiveGateway id="j1"/><inclusiveGateway id="j2"/><exclusiveGateway id="x1" default="x1_j2"/><exclusiveGateway id="x2" default="x2_e"/>"#
    );
    let flows = "s -> f\nf -> a -> j1\nf -> b -> j2\nj1 -> x1\nx1 -> j2 : x1_j2\nj2 -> x2\nx2 -> j1 : back if n > 0\nx2 -> e : x2_e";
    let mut host = Host::play(&routine(&elements, flows), json!({"n": 0}));
    host.complete("a", json!({}));
    host.complete("b", json!({}));
    assert_eq!((host.status(), joined(&host, "j1"), joined(&host, "j2")), (RunStatus::Completed, 1, 1));
}
