//! The rules of sub-processes, calls, and events that wait, throw and catch.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::command::LoadedRoutine;
use run_engine::{Actor, FailureKind, RoutineRef, RunCommand, RunConfig, RunEffect, RunStatus, StepOutcome};
use serde_json::json;
use support::host::{Host, failure, variables, version};
use support::sketch::{arrows, file, read, routine};

/// A sub-process `sub` with a user task inside, and what else is given.
fn with_sub(inside: &str, inside_flows: &str, around: &str, flows: &str) -> String {
    let sub = format!(
        r#"<subProcess id="sub"><startEvent id="is"/><userTask id="it"/>{inside}{}</subProcess>"#,
        arrows(&format!("is -> it\n{inside_flows}"))
    );
    let text =
        routine(&format!(r#"<startEvent id="s"/>{sub}{around}<endEvent id="e"/>"#), &format!("s -> sub -> e\n{flows}"));
    let names = r#"<message id="M" name="paid"/><signal id="S" name="stop"/><error id="E1" errorCode="E1"/><error id="E2" errorCode="E2"/><escalation id="X" escalationCode="X"/>"#;
    text.replacen("<process", &format!("{names}<process"), 1)
}

fn throws(host: &mut Host, element: &str, code: &str) {
    let mut failure = failure(FailureKind::BpmnError, "thrown");
    code.clone_into(&mut failure.code);
    host.finish(element, StepOutcome::Failed { failure });
    host.settle();
}

#[test]
fn a_sub_process_completes_when_nothing_is_left_in_it() {
    let mut host = Host::play(&with_sub(r#"<userTask id="other"/>"#, "is -> other", "", ""), json!({}));
    host.complete("it", json!({"x": 1}));
    assert_eq!(host.status(), RunStatus::InProgress);
    host.complete("other", json!({}));
    assert_eq!(host.completed(), ["s", "is", "it", "other", "sub", "e", "P"]);
    assert_eq!(host.variable("x"), json!(1), "what the sub-process does not declare belongs to the process");
}

#[test]
fn an_interrupting_timer_takes_the_branch_out_and_another_one_begins_a_branch_beside() {
    let boundary = |interrupting: bool| {
        format!(
            r#"<boundaryEvent id="b" attachedToRef="sub" cancelActivity="{interrupting}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT10S</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>"#
        )
    };
    let mut host = Host::play(&with_sub("", "", &boundary(true), "b -> late"), json!({}));
    host.pass(9_999);
    assert_eq!(host.interrupted(), [""; 0]);
    host.pass(1);
    assert_eq!(host.interrupted(), ["it", "sub"]);
    assert_eq!(host.waiting(), [("late".to_owned(), "form".to_owned())]);
    let mut host = Host::play(&with_sub("", "", &boundary(false), "b -> late"), json!({}));
    host.pass(60_000);
    assert_eq!(host.completed(), ["s", "is", "b"], "it fires once");
    host.complete("it", json!({}));
    host.complete("late", json!({}));
    assert_eq!((host.status(), host.interrupted().len()), (RunStatus::Completed, 0));
}

#[test]
fn a_timer_cycle_fires_as_often_as_it_says() {
    let boundary = r#"<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R3/PT10S</timeCycle></timerEventDefinition></boundaryEvent>"#;
    let mut host = Host::play(&with_sub("", "", boundary, ""), json!({}));
    host.pass(600_000);
    assert_eq!(host.completed().iter().filter(|id| *id == "b").count(), 3);
}

#[test]
fn an_error_is_caught_by_the_nearest_event_that_names_it_before_one_that_catches_all() {
    let around = r#"<boundaryEvent id="all" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><boundaryEvent id="one" attachedToRef="sub"><errorEventDefinition errorRef="E1"/></boundaryEvent><task id="t1"/><task id="t2"/>"#;
    for (code, caught_by) in [("E1", "one"), ("E2", "all")] {
        let mut host = Host::play(&with_sub("", "", around, "all -> t1\none -> t2"), json!({}));
        throws(&mut host, "it", code);
        assert!(host.completed().contains(&caught_by.to_owned()), "{code} is caught by {caught_by}");
        assert_eq!((host.status(), host.interrupted()), (RunStatus::Completed, vec!["sub".to_owned()]));
    }
}

#[test]
fn an_error_event_sub_process_comes_before_the_border_and_takes_the_scope_over() {
    let inside = r#"<userTask id="other"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><errorEventDefinition errorRef="E1"/></startEvent><task id="repair"/><sequenceFlow id="x" sourceRef="es" targetRef="repair"/></subProcess>"#;
    let around = r#"<boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>"#;
    let mut host = Host::play(&with_sub(inside, "is -> other", around, ""), json!({}));
    throws(&mut host, "it", "E1");
    assert_eq!(host.completed(), ["s", "is", "es", "repair", "esp", "sub", "e", "P"]);
    assert_eq!(host.interrupted(), ["other"]);
}

#[test]
fn an_escalation_that_nobody_catches_is_only_noted() {
    let inside =
        r#"<intermediateThrowEvent id="tell"><escalationEventDefinition escalationRef="X"/></intermediateThrowEvent>"#;
    let mut host = Host::play(&with_sub(inside, "it -> tell", "", ""), json!({}));
    host.complete("it", json!({}));
    assert_eq!(host.completed(), ["s", "is", "it", "tell", "sub", "e", "P"]);
    let beside = r#"<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false"><escalationEventDefinition escalationRef="X"/></boundaryEvent>"#;
    let mut host = Host::play(&with_sub(inside, "it -> tell", beside, ""), json!({}));
    host.complete("it", json!({}));
    assert!(host.completed().contains(&"b".to_owned()) && host.completed().contains(&"tell".to_owned()));
}

#[test]
fn terminate_ends_its_scope_only() {
    let inside = r#"<userTask id="other"/><endEvent id="stop"><terminateEventDefinition/></endEvent>"#;
    let mut host = Host::play(&with_sub(inside, "is -> other\nit -> stop", "", ""), json!({}));
    host.complete("it", json!({}));
    assert_eq!(host.completed(), ["s", "is", "it", "sub", "e", "P"], "the process goes on behind the sub-process");
    assert_eq!(host.interrupted(), ["other"]);
}

#[test]
fn a_message_needs_the_right_key_and_a_non_interrupting_event_sub_process_hears_every_one() {
    let inside = r#"<subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false"><messageEventDefinition messageRef="M"/></startEvent></subProcess>"#;
    let text = with_sub(inside, "", "", "").replace(
        r#"<message id="M" name="paid"/>"#,
        r#"<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>"#,
    );
    let mut host = Host::play(&text, json!({"order": 42}));
    let message = |key: &str| RunCommand::CorrelateMessage {
        name: "paid".into(),
        correlation_key: Some(key.into()),
        variables: variables(json!({})),
        by: Actor::Person,
    };
    assert_eq!(host.try_send(message("7")).unwrap_err().code(), "nobody-listens");
    for _ in 0..2 {
        host.send(message("42"));
        host.settle();
    }
    assert_eq!(host.completed().iter().filter(|id| *id == "esp").count(), 2);
    host.complete("it", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_conditional_event_happens_as_soon_as_a_change_makes_its_condition_true() {
    let catch = r#"<startEvent id="s"/><intermediateCatchEvent id="c"><conditionalEventDefinition><condition xsi:type="tFormalExpression">=level > 3</condition></conditionalEventDefinition></intermediateCatchEvent>"#;
    let mut host = Host::play(&routine(catch, "s -> c"), json!({}));
    assert_eq!(host.waiting(), [("c".to_owned(), "condition".to_owned())], "without the variable it waits");
    let scope = *host.progress().scopes.keys().next().unwrap();
    for level in [1, 4] {
        assert_eq!(host.status(), RunStatus::InProgress);
        host.send(RunCommand::SetVariable { scope, name: "level".into(), value: json!(level) });
        host.settle();
    }
    assert_eq!(host.completed(), ["s", "c", "P"]);
    assert_eq!(Host::play(&routine(catch, "s -> c"), json!({"level": 9})).status(), RunStatus::Completed);
}

#[test]
fn the_first_event_behind_an_event_based_gateway_decides() {
    let elements = r#"<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><task id="a"/><task id="b"/>"#;
    let text = routine(elements, "s -> g -> m -> a\ng -> t -> b").replacen(
        "<process",
        r#"<message id="M" name="paid"/><process"#,
        1,
    );
    let mut host = Host::play(&text, json!({}));
    host.send(RunCommand::CorrelateMessage {
        name: "paid".into(),
        correlation_key: None,
        variables: variables(json!({"sum": 5})),
        by: Actor::Person,
    });
    host.settle();
    assert_eq!(host.completed(), ["s", "m", "a", "P"]);
    assert_eq!(host.variable("sum"), json!(5));
    let mut host = Host::play(&text, json!({}));
    host.pass(3_600_000);
    assert_eq!(host.completed(), ["s", "t", "b", "P"]);
}

#[test]
fn an_inclusive_join_waits_only_for_branches_that_can_still_arrive() {
    let elements = r#"<startEvent id="s"/><inclusiveGateway id="f" default="fc"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><inclusiveGateway id="j"/><endEvent id="e"/>"#;
    let flows = "s -> f\nf -> a : fa if n > 0\nf -> b : fb if n > 1\nf -> c : fc\na -> j -> e\nb -> j\nc -> j";
    let mut host = Host::play(&routine(elements, flows), json!({"n": 2}));
    host.complete("a", json!({}));
    assert_eq!(host.waiting(), [("j".into(), "join".into()), ("b".into(), "form".into())]);
    host.complete("b", json!({}));
    assert_eq!(host.completed(), ["s", "f", "a", "b", "j", "e", "P"], "nobody waits for c");
    let mut host = Host::play(&routine(elements, flows), json!({"n": 1}));
    host.complete("a", json!({}));
    assert_eq!(host.status(), RunStatus::Completed, "and a single branch passes at once");
}

#[test]
fn a_called_routine_is_loaded_once_and_gives_its_variables_back() {
    let call = r#"<startEvent id="s"/><callActivity id="c"><extensionElements><zeebe:calledElement processId="Other"/></extensionElements></callActivity><endEvent id="e"/>"#;
    let mut host = Host::started(&routine(call, "s -> c -> e"), RunConfig::default());
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(json!({"n": 1})) });
    host.send(RunCommand::Advance);
    host.send(RunCommand::Advance);
    let Some(RunEffect::LoadRoutine { step, process }) = host.effects.first().cloned() else {
        panic!("it is to be loaded")
    };
    assert_eq!(process, "Other");
    let other = file(r#"<process id="Other" isExecutable="true"><userTask id="inner"/></process>"#);
    let loaded = LoadedRoutine {
        routine: RoutineRef { path: "other.bpmn".into(), name: "other".into(), version: version("v2") },
        process: "Other".into(),
        graph: std::sync::Arc::new(read(&other)),
    };
    host.know_graph(version("v2"), loaded.graph.clone());
    host.send(RunCommand::RoutineLoaded { step, result: Ok(loaded) });
    host.settle();
    assert!(host.progress().pinned.contains_key("Other"), "its version is fixed for the run");
    host.complete("inner", json!({"answer": 42}));
    assert_eq!((host.status(), host.variable("answer")), (RunStatus::Completed, json!(42)));
    assert_eq!(host.completed(), ["s", "inner", "c", "e", "P"]);
}

#[test]
fn a_routine_that_cannot_be_loaded_is_an_incident() {
    let call = r#"<callActivity id="c"><extensionElements><zeebe:calledElement processId="Other"/></extensionElements></callActivity>"#;
    let mut host = Host::started(&routine(call, ""), RunConfig::default());
    host.open(json!({}));
    let step = host.step_at("c");
    host.send(RunCommand::RoutineLoaded { step, result: Err("there is no routine Other".into()) });
    assert_eq!(host.incidents(), [("call".to_owned(), "there is no routine Other".to_owned())]);
}

#[test]
fn each_pause_between_tries_is_longer_up_to_the_longest() {
    let task = r#"<serviceTask id="t"><extensionElements><routine:retry attempts="5" backoff="PT1S" factor="3" maxBackoff="PT5S"/></extensionElements></serviceTask>"#;
    let mut host = Host::started(&routine(task, ""), RunConfig::default());
    let mut busy = failure(FailureKind::Technical, "busy");
    busy.retryable = true;
    host.mocks.insert("t".to_owned(), StepOutcome::Failed { failure: busy });
    host.open(json!({}));
    for (attempt, pause) in [(2, 1_000), (3, 3_000), (4, 5_000), (5, 5_000)] {
        // Each retry is told twice: that it is to come, and that it begins.
        let told = host.events().filter(|event| event.name() == "StepRetried").count();
        assert_eq!(told, 2 * (attempt - 1) - 1, "attempt {attempt} is waited for, and no other");
        host.pass(pause - 1);
        assert_eq!(host.waiting(), [("t".to_owned(), "retry".to_owned())], "not before {pause} ms have passed");
        host.pass(1);
    }
    assert_eq!(host.incidents().len(), 1, "after the last try it is trouble");
}

#[test]
fn a_retry_with_a_delay_waits_for_its_time() {
    let task = r#"<serviceTask id="t"><extensionElements><routine:retry attempts="2" backoff="PT5S"/></extensionElements></serviceTask>"#;
    let mut host = Host::started(&routine(task, ""), RunConfig::default());
    let mut busy = failure(FailureKind::Technical, "busy");
    busy.retryable = true;
    host.mocks.insert("t".to_owned(), StepOutcome::Failed { failure: busy });
    host.open(json!({}));
    assert_eq!(host.waiting(), [("t".to_owned(), "retry".to_owned())]);
    host.mocks.clear();
    host.pass(5_000);
    assert_eq!(host.status(), RunStatus::Completed);
}
