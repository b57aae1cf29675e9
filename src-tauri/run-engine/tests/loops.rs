//! The rules of standard loops and multi-instance activities.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::command::Resolution;
use run_engine::{FailureKind, RunCommand, RunStatus, StepOutcome};
use serde_json::json;
use support::host::{Host, failure};
use support::sketch::routine;

fn counting(characteristics: &str) -> String {
    let task = format!(
        r#"<scriptTask id="t"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements>{characteristics}</scriptTask>"#
    );
    routine(&format!(r#"<startEvent id="s"/>{task}<endEvent id="e"/>"#), "s -> t -> e")
}

fn standard(attributes: &str, condition: &str) -> String {
    counting(&format!(
        r#"<standardLoopCharacteristics {attributes}><loopCondition xsi:type="tFormalExpression">={condition}</loopCondition></standardLoopCharacteristics>"#
    ))
}

fn many(kind: &str, zeebe: &str, more: &str) -> String {
    let task = format!(
        r#"<userTask id="t"><multiInstanceLoopCharacteristics {kind}><extensionElements><zeebe:loopCharacteristics {zeebe}/></extensionElements>{more}</multiInstanceLoopCharacteristics></userTask>"#
    );
    routine(&format!(r#"<startEvent id="s"/>{task}<endEvent id="e"/>"#), "s -> t -> e")
}

const COLLECTING: &str =
    r#"inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=item * factor""#;

#[test]
fn a_loop_goes_on_while_its_condition_is_true_and_ends_at_its_maximum() {
    for (attributes, condition, n) in [
        ("", "n &lt; 3", 3),
        ("", "false", 1),
        (r#"testBefore="true""#, "false", 0),
        (r#"testBefore="true""#, "n &lt; 2", 2),
        (r#"loopMaximum="4""#, "true", 4),
    ] {
        let host = Host::play(&standard(attributes, condition), json!({"n": 0}));
        assert_eq!(host.status(), RunStatus::Completed, "{attributes} {condition}");
        assert_eq!(host.variable("n"), json!(n), "{attributes} {condition}: turns see what those before assigned");
        assert_eq!(host.flows(), ["s_t", "t_e"], "the flows around are taken once");
    }
}

#[test]
fn a_loop_whose_condition_has_no_truth_is_an_incident_and_can_be_tried_again() {
    let mut host = Host::play(&standard("", "limit > n"), json!({"n": 0}));
    assert_eq!(host.incidents()[0].0, "expression");
    let scope = *host.progress().scopes.keys().next().unwrap();
    host.send(RunCommand::SetVariable { scope, name: "limit".into(), value: json!(2) });
    let incident = *host.progress().incidents.keys().next().unwrap();
    host.send(RunCommand::ResolveIncident { incident, resolution: Resolution::Retry });
    host.settle();
    assert_eq!((host.status(), host.variable("n")), (RunStatus::Completed, json!(2)));
}

#[test]
fn parallel_instances_run_at_once_and_collect_in_the_order_of_the_collection() {
    let mut host = Host::play(&many("", COLLECTING, ""), json!({"items": [1, 2, 3]}));
    assert_eq!(host.waiting().iter().filter(|(_, on)| on == "form").count(), 3);
    let open: Vec<_> = host.progress().steps.values().filter(|step| step.inside.is_none()).map(|s| s.id).collect();
    for (step, factor) in open.into_iter().rev().zip([10, 20, 30]) {
        let outcome = StepOutcome::Succeeded { outputs: support::host::variables(json!({"factor": factor})) };
        host.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: run_engine::Actor::Person });
    }
    host.settle();
    assert_eq!(host.variable("results"), json!([30, 40, 30]));
    assert_eq!(host.variable("factor"), json!(null), "what an instance assigns stays in it");
    assert_eq!(host.completed(), ["s", "t", "t", "t", "t", "e", "P"], "three instances and the whole");
}

#[test]
fn sequential_instances_run_one_after_the_other() {
    let mut host = Host::play(&many(r#"isSequential="true""#, COLLECTING, ""), json!({"items": [5, 6], "factor": 1}));
    for _ in 0..2 {
        assert_eq!(host.waiting().iter().filter(|(_, on)| on == "form").count(), 1);
        let step = host.progress().steps.values().find(|step| step.inside.is_none()).unwrap().id;
        let outcome = StepOutcome::Succeeded { outputs: support::host::variables(json!({})) };
        host.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: run_engine::Actor::Person });
        host.settle();
    }
    assert_eq!((host.status(), host.variable("results")), (RunStatus::Completed, json!([5, 6])));
}

#[test]
fn an_empty_collection_completes_at_once() {
    let host = Host::play(&many("", COLLECTING, ""), json!({"items": []}));
    assert_eq!((host.status(), host.variable("results")), (RunStatus::Completed, json!([])));
}

#[test]
fn a_true_completion_condition_cancels_the_instances_that_are_left() {
    let enough =
        r#"<completionCondition xsi:type="tFormalExpression">=numberOfCompletedInstances >= 1</completionCondition>"#;
    let mut host = Host::play(&many("", COLLECTING, enough), json!({"items": [1, 2, 3], "factor": 2}));
    let step = host.progress().steps.values().find(|step| step.inside.is_none()).unwrap().id;
    let outcome = StepOutcome::Succeeded { outputs: support::host::variables(json!({})) };
    host.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: run_engine::Actor::Person });
    host.settle();
    assert_eq!((host.status(), host.variable("results")), (RunStatus::Completed, json!([2, null, null])));
    assert_eq!(host.interrupted(), ["t", "t"]);
}

#[test]
fn what_is_no_collection_is_an_incident() {
    let host = Host::play(&many("", COLLECTING, ""), json!({"items": 7}));
    assert_eq!(host.incidents()[0].0, "multi-instance");
}

#[test]
fn an_error_in_one_instance_leaves_over_the_border_of_the_whole() {
    let task = r#"<userTask id="t"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=3</loopCardinality></multiInstanceLoopCharacteristics></userTask>
        <boundaryEvent id="b" attachedToRef="t"><errorEventDefinition/></boundaryEvent>"#;
    let text =
        routine(&format!(r#"<startEvent id="s"/>{task}<endEvent id="e"/><endEvent id="f"/>"#), "s -> t -> e\nb -> f");
    let mut host = Host::play(&text, json!({}));
    let step = host.progress().steps.values().find(|step| step.inside.is_none()).unwrap().id;
    let outcome = StepOutcome::Failed { failure: failure(FailureKind::BpmnError, "no") };
    host.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: run_engine::Actor::Execution });
    host.settle();
    assert_eq!(host.completed(), ["s", "b", "f", "P"]);
    assert_eq!(host.interrupted(), ["t", "t", "t"], "the two other instances and the whole");
}
