//! The rules of compensation.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::command::Resolution;
use run_engine::state::Step;
use run_engine::{Actor, BranchLocationDataMap, FailureKind, RunCommand, RunStatus, StepOutcome};
use serde_json::{Value, json};
use support::host::{Host, failure};
use support::sketch::{arrows, file, routine, script};
use support::undo::{event_sub_process, inside, throw, undoable, undone_by, with_undo};

const THROW: &str = "intermediateThrowEvent";
const END: &str = "endEvent";

fn play(elements: &str, flows: &str, inputs: Value) -> Host {
    Host::play(&routine(&format!(r#"<startEvent id="s"/>{elements}"#), flows), inputs)
}

/// What was undone, in order: the completed elements whose name begins with `undo`.
fn undone(host: &Host) -> Vec<String> {
    host.completed().into_iter().filter(|element| element.starts_with("undo")).collect()
}

fn throws(host: &mut Host, element: &str, code: &str) {
    let mut failure = failure(FailureKind::BpmnError, "thrown");
    code.clone_into(&mut failure.code);
    host.finish(element, StepOutcome::Failed { failure });
    host.settle();
}

/// Completes the oldest instance of a multi-instance task.
fn complete_instance(host: &mut Host, element: &str) {
    let is_instance = |step: &&Step| step.element.as_str() == element && step.inside.is_none();
    let (step, attempt) = host.progress().steps.values().find(is_instance).map(|step| (step.id, step.attempt)).unwrap();
    let outcome = StepOutcome::Succeeded { outputs: Default::default() };
    host.send(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person });
    host.settle();
}

#[test]
fn completed_activities_are_undone_in_the_reverse_order_of_their_completion_and_the_event_waits_for_it() {
    let elements = [
        undoable("userTask", "A"),
        undoable("userTask", "B"),
        undoable("userTask", "C"),
        r#"<parallelGateway id="j"/>"#.to_owned(),
        throw(THROW, "back", ""),
        r#"<endEvent id="e"/>"#.to_owned(),
    ];
    let flows = "s -> A -> j\ns -> B -> j\ns -> C -> j\nj -> back -> e";
    let mut host = play(&elements.concat(), flows, json!({}));
    for task in ["B", "C", "A"] {
        host.complete(task, json!({}));
    }
    assert_eq!(undone(&host), ["undo_A", "undo_C", "undo_B"], "branches that run side by side are undone one by one");
    let tail = host.completed().split_off(8);
    assert_eq!(tail, ["back", "e", "P"], "the event goes on when all is undone");
}

#[test]
fn each_completion_is_undone_once_and_what_is_not_completed_not_at_all() {
    let elements = [
        undoable("task", "A"),
        undoable("task", "B"),
        undoable("userTask", "active"),
        throw(THROW, "one", "A"),
        throw(THROW, "again", "A"),
        throw(THROW, "never", "active"),
        throw(END, "all", ""),
    ];
    let mut host = play(&elements.concat(), "s -> A -> B -> one -> again -> never -> all\ns -> active", json!({}));
    assert_eq!(undone(&host), ["undo_A", "undo_B"]);
    host.complete("active", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
    assert_eq!(undone(&host), ["undo_A", "undo_B"], "what completes later is not undone by what was thrown before");
}

#[test]
fn a_loop_of_flows_is_undone_as_often_as_it_was_done() {
    let elements = [
        script("count", "n", "n + 1"),
        undone_by("count", "undo_count"),
        script("undo_count", "n", "n - 1").replace("<scriptTask", r#"<scriptTask isForCompensation="true""#),
        r#"<exclusiveGateway id="more" default="enough"/>"#.to_owned(),
        throw(END, "all", ""),
    ];
    let flows = "s -> count -> more\nmore -> count : again if n < 3\nmore -> all : enough";
    let host = play(&elements.concat(), flows, json!({"n": 0}));
    assert_eq!(undone(&host).len(), 3);
    assert_eq!(host.variable("n"), json!(0), "what undoes an activity assigns in the scope around");
}

#[test]
fn without_anything_that_compensates_it_a_sub_process_is_undone_from_inside() {
    let inner = inside("subProcess", "inner", &[undoable("task", "B"), undoable("task", "C")].concat(), "B -> C");
    let outer = inside("subProcess", "outer", &[undoable("task", "A"), inner].concat(), "A -> inner");
    let elements = [outer, undoable("task", "D"), throw(THROW, "back", "outer"), throw(END, "all", "")];
    let host = play(&elements.concat(), "s -> outer -> D -> back -> all", json!({}));
    assert_eq!(undone(&host), ["undo_C", "undo_B", "undo_A", "undo_D"]);
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn what_compensates_a_sub_process_at_its_border_takes_the_place_of_its_inside() {
    let sub = inside("subProcess", "sub", &undoable("task", "A"), "");
    let elements = [with_undo(&sub, "sub"), throw(END, "all", "")];
    let host = play(&elements.concat(), "s -> sub -> all", json!({}));
    assert_eq!(undone(&host), ["undo_sub"]);
}

#[test]
fn a_compensation_event_sub_process_sees_how_things_were_and_decides_what_is_undone() {
    let own = [
        script("undo_look", "seen", "local + outer"),
        throw(THROW, "undo_one", "B"),
        r#"<endEvent id="undo_end"/>"#.to_owned(),
    ];
    let own = event_sub_process(
        "undo_own",
        "<compensateEventDefinition/>",
        &own.concat(),
        "undo_look -> undo_one -> undo_end",
    );
    let mapping = r#"<extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="local"/></zeebe:ioMapping></extensionElements>"#;
    let change = script("change", "local", "local + 1");
    let sub = inside(
        "subProcess",
        "sub",
        &[mapping, &change, &undoable("task", "A"), &undoable("task", "B"), &own].concat(),
        "change -> A -> B",
    );
    let elements = [with_undo(&sub, "sub"), script("later", "outer", "100"), throw(END, "all", "")];
    let host = play(&elements.concat(), "s -> sub -> later -> all", json!({"outer": 0}));
    assert_eq!(
        undone(&host),
        ["undo_own_s", "undo_look", "undo_B", "undo_one", "undo_end", "undo_own", "undo_sub"],
        "it undoes what it names and leaves the rest; what stands at the border follows"
    );
    assert_eq!(
        host.variable("seen"),
        json!(102),
        "the sub-process's own variables as they were, the others as they are"
    );
}

#[test]
fn every_instance_of_a_multi_instance_activity_is_undone_with_its_own_item() {
    let log = |id: &str| {
        script(id, "log", "append(log, item)").replace("<scriptTask", r#"<scriptTask isForCompensation="true""#)
    };
    let many = |sequential: bool| {
        format!(
            r#"<multiInstanceLoopCharacteristics isSequential="{sequential}"><extensionElements><zeebe:loopCharacteristics inputCollection="=[1,2,3]" inputElement="item"/></extensionElements></multiInstanceLoopCharacteristics>"#
        )
    };
    for sequential in [true, false] {
        let task = format!(r#"<userTask id="t">{}</userTask>"#, many(sequential));
        let elements = [task, undone_by("t", "undo_t"), log("undo_t"), throw(END, "all", "t")];
        let mut host = play(&elements.concat(), "s -> t -> all", json!({"log": []}));
        for _ in 0..3 {
            complete_instance(&mut host, "t");
        }
        assert_eq!(host.variable("log"), json!([3, 2, 1]), "a task, sequential: {sequential}");

        let inner = [r#"<task id="A"/>"#.to_owned(), undone_by("A", "undo_A"), log("undo_A")].concat();
        let sub = inside("subProcess", "sub", &[inner, many(sequential)].concat(), "");
        let host = play(&[sub, throw(END, "all", "")].concat(), "s -> sub -> all", json!({"log": []}));
        assert_eq!(host.variable("log"), json!([3, 2, 1]), "what was completed inside, sequential: {sequential}");
        assert_eq!(host.status(), RunStatus::Completed);
    }
}

#[test]
fn every_turn_of_a_standard_loop_is_undone() {
    let log = script("undo_t", "log", "append(log, loopCounter)");
    let task = r#"<task id="t"><standardLoopCharacteristics loopMaximum="3"/></task>"#.to_owned();
    let log = log.replace("<scriptTask", r#"<scriptTask isForCompensation="true""#);
    let elements = [task, undone_by("t", "undo_t"), log, throw(END, "all", "")];
    let host = play(&elements.concat(), "s -> t -> all", json!({"log": []}));
    assert_eq!(host.variable("log"), json!([3, 2, 1]));
}

#[test]
fn instances_of_an_activity_that_goes_on_are_not_undone() {
    let many = r#"<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=2</loopCardinality></multiInstanceLoopCharacteristics>"#;
    let task = format!(r#"<userTask id="t">{many}</userTask>"#);
    let elements = [with_undo(&task, "t"), r#"<userTask id="w"/>"#.to_owned(), throw(THROW, "all", "")];
    let mut host = play(&elements.concat(), "s -> t\ns -> w -> all", json!({}));
    complete_instance(&mut host, "t");
    host.complete("w", json!({}));
    complete_instance(&mut host, "t");
    assert_eq!((undone(&host).len(), host.status()), (0, RunStatus::Completed));
}

#[test]
fn a_called_routine_is_undone_with_its_own_variables() {
    let called = [
        r#"<startEvent id="cs"/>"#.to_owned(),
        script("A", "order", "7"),
        undone_by("A", "undo_A"),
        script("undo_A", "seen", "order").replace("<scriptTask", r#"<scriptTask isForCompensation="true""#),
        script("hide", "order", "8"),
        r#"<endEvent id="ce"/>"#.to_owned(),
        arrows("cs -> A -> hide -> ce"),
    ];
    let call = r#"<callActivity id="call"><extensionElements><zeebe:calledElement processId="Q" propagateAllChildVariables="false"/></extensionElements></callActivity>"#;
    let caller = [r#"<startEvent id="s"/>"#, call, &throw(END, "all", ""), &arrows("s -> call -> all")].concat();
    let text = file(&format!(
        r#"<process id="P" isExecutable="true">{caller}</process><process id="Q" isExecutable="true">{}</process>"#,
        called.concat()
    ));
    let mut host = Host::started(&text, Default::default());
    let process = Some("P".into());
    host.send(RunCommand::OpenProcess { process, start: None, inputs: Default::default() });
    host.settle();
    assert_eq!(undone(&host), ["undo_A"]);
    assert_eq!(host.status(), RunStatus::Completed);
    let set = host.events().filter_map(|event| match event {
        run_engine::event::RunEvent::VariableSet(set) if set.name == "seen" => Some(set.value.clone()),
        _ => None,
    });
    assert_eq!(set.collect::<Vec<_>>(), [json!(8)]);
    assert_eq!(host.variable("seen"), Value::Null, "what is undone in a called routine assigns nothing to its caller");
}

#[test]
fn an_event_sub_process_throws_for_the_scope_around_it() {
    let repair = [undoable("task", "repair"), throw(THROW, "undo_all", ""), r#"<endEvent id="rest"/>"#.to_owned()];
    let repair = event_sub_process("esp", "<errorEventDefinition/>", &repair.concat(), "repair -> undo_all -> rest");
    let sub =
        inside("subProcess", "sub", &[&undoable("task", "A"), r#"<userTask id="it"/>"#, &repair].concat(), "A -> it");
    let elements = [undoable("task", "before"), sub, r#"<endEvent id="e"/>"#.to_owned()];
    let mut host = play(&elements.concat(), "s -> before -> sub -> e", json!({}));
    throws(&mut host, "it", "E");
    assert_eq!(undone(&host), ["undo_repair", "undo_A", "undo_all"], "its own activities are the scope's too");
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_scope_that_recovered_can_be_undone_and_one_that_was_left_by_an_error_cannot() {
    let recovering = event_sub_process("esp", "<errorEventDefinition/>", r#"<task id="repair"/>"#, "repair");
    let border = r#"<boundaryEvent id="left" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>"#;
    for (more, border, expected) in [(recovering.as_str(), "", vec!["undo_A"]), ("", border, vec![])] {
        let sub =
            inside("subProcess", "sub", &[&undoable("task", "A"), r#"<userTask id="it"/>"#, more].concat(), "A -> it");
        let elements = [&sub, border, &throw(THROW, "back", "sub"), r#"<endEvent id="e"/>"#].concat();
        let flows = if border.is_empty() { "s -> sub -> back -> e" } else { "s -> sub\nleft -> back -> e" };
        let mut host = play(&elements, flows, json!({}));
        throws(&mut host, "it", "E");
        assert_eq!(undone(&host), expected);
        assert_eq!(host.status(), RunStatus::Completed);
    }
}

#[test]
fn an_event_that_does_not_wait_goes_on_at_once_and_the_scope_ends_when_all_is_undone() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let all = r#"<endEvent id="all"><compensateEventDefinition waitForCompletion="false"/></endEvent>"#;
    let elements = [r#"<task id="A"/>"#, &undone_by("A", "undo_A"), undo, all].concat();
    let mut host = play(&elements, "s -> A -> all", json!({}));
    assert_eq!(host.completed(), ["s", "A", "all"]);
    assert_eq!(host.status(), RunStatus::InProgress);
    host.complete("undo_A", json!({}));
    assert_eq!(host.completed(), ["s", "A", "all", "undo_A", "P"]);
}

#[test]
fn what_follows_in_the_same_event_is_thrown_when_all_is_undone() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let all = r#"<endEvent id="all"><compensateEventDefinition/><terminateEventDefinition/></endEvent>"#;
    let elements = [r#"<task id="A"/><userTask id="w"/>"#, &undone_by("A", "undo_A"), undo, all].concat();
    let mut host = play(&elements, "s -> A -> all\ns -> w", json!({}));
    assert_eq!(host.interrupted(), [""; 0]);
    host.complete("undo_A", json!({}));
    assert_eq!((host.interrupted(), host.status()), (vec!["w".to_owned()], RunStatus::Completed));
}

#[test]
fn an_error_while_something_is_undone_is_the_matter_of_who_asked_for_it() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let sub = [r#"<task id="A"/>"#, &undone_by("A", "undo_A"), undo, &undoable("task", "Z"), &throw(THROW, "all", "")];
    let sub = inside("subProcess", "sub", &sub.concat(), "Z -> A -> all");
    let border =
        r#"<boundaryEvent id="left" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><task id="after"/>"#;
    let mut host = play(&[&sub, border].concat(), "s -> sub\nleft -> after", json!({}));
    throws(&mut host, "undo_A", "E");
    assert_eq!(host.completed(), ["s", "Z", "A", "left", "after", "P"], "the rest is not undone any more");
    let mut host = play(&sub, "s -> sub", json!({}));
    throws(&mut host, "undo_A", "E");
    assert_eq!(host.status(), RunStatus::Failed, "nothing catches it");
}

#[test]
fn trouble_while_something_is_undone_is_an_incident_and_the_rest_follows() {
    let undo = r#"<userTask id="undo_B" isForCompensation="true"/>"#;
    let elements =
        [&undoable("task", "A"), r#"<task id="B"/>"#, &undone_by("B", "undo_B"), undo, &throw(END, "all", "")];
    let stuck = || {
        let mut host = play(&elements.concat(), "s -> A -> B -> all", json!({}));
        host.finish("undo_B", StepOutcome::Failed { failure: failure(FailureKind::Technical, "no") });
        host.settle();
        assert_eq!(host.incidents().len(), 1);
        host
    };
    for (resolution, expected) in [(Resolution::Retry, vec!["undo_B", "undo_A"]), (Resolution::Skip, vec!["undo_A"])] {
        let mut host = stuck();
        let incident = *host.progress().incidents.keys().next().unwrap();
        host.send(RunCommand::ResolveIncident { incident, resolution });
        host.settle();
        if resolution == Resolution::Retry {
            host.complete("undo_B", json!({}));
        }
        assert_eq!(
            (undone(&host), host.status()),
            (expected.into_iter().map(str::to_owned).collect(), RunStatus::Completed)
        );
    }
}

#[test]
fn a_branch_that_fails_while_something_is_undone_fails_who_asked_for_it() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let sub = inside("subProcess", "sub", &[r#"<task id="A"/>"#, &undone_by("A", "undo_A"), undo].concat(), "");
    let elements = [&sub, r#"<userTask id="w"/>"#, &throw(END, "all", "")].concat();
    let mut config = run_engine::RunConfig::default();
    config.policies.on_normal_node_failure = run_engine::config::OnNodeFailure::Fail;
    config.policies.on_branch_failure = run_engine::config::OnBranchFailure::Continue;
    let mut host =
        Host::started(&routine(&format!(r#"<startEvent id="s"/>{elements}"#), "s -> sub -> all\ns -> w"), config);
    host.open(json!({}));
    host.finish("undo_A", StepOutcome::Failed { failure: failure(FailureKind::Technical, "no") });
    host.settle();
    assert_eq!(host.waiting(), [("w".to_owned(), "form".to_owned())], "the other branch goes on");
    host.complete("w", json!({}));
    assert_eq!(host.status(), RunStatus::Failed);
}

#[test]
fn what_undoes_may_be_a_sub_process_or_have_instances() {
    let many = r#"<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=2</loopCardinality></multiInstanceLoopCharacteristics>"#;
    let undo_a = r#"<subProcess id="undo_A" isForCompensation="true"><task id="undo_step"/></subProcess>"#;
    let undo_b = format!(r#"<task id="undo_B" isForCompensation="true">{many}</task>"#);
    let elements = [
        r#"<task id="A"/><task id="B"/>"#,
        &undone_by("A", "undo_A"),
        &undone_by("B", "undo_B"),
        undo_a,
        &undo_b,
        &throw(END, "all", ""),
    ];
    let host = play(&elements.concat(), "s -> A -> B -> all", json!({}));
    assert_eq!(undone(&host), ["undo_B", "undo_B", "undo_B", "undo_step", "undo_A"]);
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn an_activity_of_a_scope_around_is_undone_by_its_name() {
    let sub = inside("subProcess", "sub", &[undoable("task", "B"), throw(END, "back", "A")].concat(), "B -> back");
    let elements = [undoable("task", "A"), sub, r#"<endEvent id="e"/>"#.to_owned()];
    let host = play(&elements.concat(), "s -> A -> sub -> e", json!({}));
    assert_eq!(undone(&host), ["undo_A"]);
}

#[test]
fn the_name_of_the_scope_around_means_all_that_was_completed_in_it() {
    let sub = inside("subProcess", "sub", &[undoable("task", "B"), throw(END, "back", "sub")].concat(), "B -> back");
    let elements = [undoable("task", "A"), sub, r#"<endEvent id="e"/>"#.to_owned()];
    let host = play(&elements.concat(), "s -> A -> sub -> e", json!({}));
    assert_eq!((undone(&host), host.status()), (vec!["undo_B".to_owned()], RunStatus::Completed));
}

#[test]
fn an_event_that_interrupts_ends_what_is_being_undone() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let sub = [r#"<task id="A"/>"#, &undone_by("A", "undo_A"), undo, &throw(END, "all", "")];
    let sub = inside("subProcess", "sub", &sub.concat(), "A -> all");
    let timer = r#"<boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e"/>"#;
    let mut host = play(&[&sub, timer].concat(), "s -> sub\nlate -> e", json!({}));
    host.pass(1000);
    assert_eq!(
        (host.interrupted(), host.status()),
        (vec!["undo_A".to_owned(), "sub".to_owned()], RunStatus::Completed)
    );
}

#[test]
fn what_undoes_an_activity_is_located_inside_of_the_sub_process_that_it_undoes() {
    let undo = r#"<userTask id="undo_A" isForCompensation="true"/>"#;
    let inner = inside("subProcess", "inner", &[r#"<task id="A"/>"#, &undone_by("A", "undo_A"), undo].concat(), "");
    let outer = inside("subProcess", "outer", &inner, "");
    let host = play(&[outer, throw(END, "all", "")].concat(), "s -> outer -> all", json!({}));
    let locations = BranchLocationDataMap::of(host.progress());
    let stacks: Vec<Vec<&str>> =
        locations.iter().map(|(_, stack)| stack.iter().map(|place| place.element.as_str()).collect()).collect();
    assert_eq!(stacks, [vec!["all"], vec!["outer", "inner", "undo_A"]]);
}

#[test]
fn definitions_may_be_shared_and_the_association_may_stand_in_the_collaboration() {
    let elements = [
        r#"<startEvent id="s"/><task id="A"/><task id="B"/><task id="undo_A" isForCompensation="true"/>"#,
        r#"<boundaryEvent id="at_A" attachedToRef="A"><eventDefinitionRef>ofA</eventDefinitionRef></boundaryEvent>"#,
        &with_undo("", "B"),
        r#"<endEvent id="back"><eventDefinitionRef>ofA</eventDefinitionRef></endEvent>"#,
        &arrows("s -> A -> B -> back"),
    ];
    let shared = r#"<compensateEventDefinition id="ofA" activityRef="A"/>"#;
    let association = r#"<association id="as_A" sourceRef="undo_A" targetRef="at_A"/>"#;
    let text = file(&format!(
        r#"<collaboration id="C"><participant id="pool" processRef="P"/>{association}</collaboration>{shared}<process id="P" isExecutable="true">{}</process>"#,
        elements.concat()
    ));
    let host = Host::play(&text, json!({}));
    assert_eq!((undone(&host), host.status()), (vec!["undo_A".to_owned()], RunStatus::Completed));
}

#[test]
fn what_was_done_in_an_ad_hoc_sub_process_is_undone_in_reverse() {
    let condition = r#"<completionCondition xsi:type="tFormalExpression">=done</completionCondition>"#;
    let body = [undoable("userTask", "A"), undoable("userTask", "B"), condition.to_owned()].concat();
    let adhoc = inside("adHocSubProcess", "adhoc", &body, "");
    let mut host = play(&[adhoc, throw(END, "all", "adhoc")].concat(), "s -> adhoc -> all", json!({"done": false}));
    for task in ["A", "B"] {
        host.trigger(task);
    }
    host.complete("B", json!({}));
    host.complete("A", json!({"done": true}));
    assert_eq!((undone(&host), host.status()), (vec!["undo_A".to_owned(), "undo_B".to_owned()], RunStatus::Completed));
}
