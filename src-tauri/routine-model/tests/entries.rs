//! What a diagram says about a swarm's blackboard, and what is wrong with it, at its place.
#![expect(clippy::expect_used, reason = "a test that panics has failed")]

use routine_model::graph::entry::{EntryScope, ExpectedVersion};
use routine_model::{EntryOperation, Reading, read_bpmn};

fn read(inside: &str) -> Reading {
    read_bpmn(
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t"><dataStore id="Store"><extensionElements><routine:entry key="stored" variable="seen"/></extensionElements></dataStore><process id="P" isExecutable="true"><dataStoreReference id="Any" name="any"/><dataStoreReference id="Bound" name="bound" dataStoreRef="Store"/>{inside}</process></definitions>"#
        )
        .as_bytes(),
    )
}

fn flow(source: &str, target: &str) -> String {
    format!(r#"<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>"#)
}

/// A task that writes; `entry` are the attributes of its binding.
fn writes(id: &str, entry: &str) -> String {
    format!(
        r#"<task id="{id}"><dataOutputAssociation id="{id}_o"><extensionElements><routine:entry {entry}/></extensionElements><targetRef>Any</targetRef></dataOutputAssociation></task>"#
    )
}

fn rules(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|finding| finding.rule).filter(|rule| rule.contains("entry")).collect()
}

#[test]
fn a_binding_is_read_with_its_words() {
    let reading =
        read(&writes("a", r#"key="k/{{x}}" scope="run" operation="deepMerge" expectedVersion="read" variable="v""#));
    assert!(rules(&reading).is_empty(), "{:?}", reading.diagnostics);
    let activity = reading.graph.node(&"a".into()).and_then(|node| node.activity()).expect("a task");
    let binding = reading.graph.entry_of(&activity.data_outputs[0], &"Any".into()).expect("a bound store");
    assert_eq!((binding.scope, binding.operation), (EntryScope::Run, EntryOperation::DeepMerge));
    assert!(matches!(binding.expected, Some(ExpectedVersion::AsRead)));
    assert_eq!(binding.variable.as_deref(), Some("v"));
}

#[test]
fn an_association_takes_what_its_data_store_says() {
    let reading = read(
        r#"<task id="a"><dataInputAssociation id="i"><sourceRef>Bound</sourceRef></dataInputAssociation><dataInputAssociation id="j"><sourceRef>Any</sourceRef></dataInputAssociation></task>"#,
    );
    let activity = reading.graph.node(&"a".into()).and_then(|node| node.activity()).expect("a task");
    let binding = reading.graph.entry_of(&activity.data_inputs[0], &"Bound".into()).expect("a bound store");
    assert_eq!(binding.variable.as_deref(), Some("seen"));
    assert!(
        reading.graph.entry_of(&activity.data_inputs[1], &"Any".into()).is_none(),
        "a store that is bound to nothing"
    );
}

#[test]
fn bad_bindings_are_found_at_their_place() {
    for (entry, rule) in [
        (r#"operation="append""#, "entry-without-key"),
        (r#"key="k" operation="prepend""#, "entry-setting"),
        (r#"key="k" scope="world""#, "entry-setting"),
        (r#"key="k" expectedVersion="latest""#, "entry-setting"),
        (r#"key="k/{{x""#, "entry-key"),
    ] {
        let reading = read(&writes("a", entry));
        assert!(rules(&reading).contains(&rule), "{entry}: {:?}", rules(&reading));
        assert!(reading.diagnostics.iter().all(|finding| finding.element.is_some()), "each says where");
    }
    let without = r#"<task id="a"><dataOutputAssociation id="o"><extensionElements><routine:entry key="k"/></extensionElements></dataOutputAssociation></task>"#;
    assert_eq!(rules(&read(without)), ["entry-without-store"]);
}

#[test]
fn branches_that_replace_the_same_entry_side_by_side_are_a_hazard() {
    let two = |first: &str, second: &str, gateway: &str| {
        let flows: String = [("s", "g"), ("g", "a"), ("g", "b"), ("a", "j"), ("b", "j"), ("j", "e")]
            .map(|(from, to)| flow(from, to))
            .concat();
        let (a, b) = (writes("a", first), writes("b", second));
        read(&format!(r#"<startEvent id="s"/><{gateway} id="g"/>{a}{b}<{gateway} id="j"/><endEvent id="e"/>{flows}"#))
    };
    let set = r#"key="k""#;
    assert_eq!(rules(&two(set, set, "parallelGateway")), ["entry-race"]);
    assert!(rules(&two(set, r#"key="other""#, "parallelGateway")).is_empty());
    let append = r#"key="k" operation="append""#;
    assert!(rules(&two(append, append, "parallelGateway")).is_empty(), "appending goes well");
    assert!(rules(&two(set, set, "exclusiveGateway")).is_empty(), "only one of them is done");
    let in_turn = format!("{}{}{}", writes("a", set), writes("b", set), flow("a", "b"));
    assert!(rules(&read(&in_turn)).is_empty(), "one after the other");
}

#[test]
fn lanes_name_members_and_inner_ones_come_first() {
    let reading = read(
        r#"<laneSet id="ls"><lane id="outer"><extensionElements><routine:member ref="ann"/></extensionElements><flowNodeRef>a</flowNodeRef><flowNodeRef>sub</flowNodeRef>
        <childLaneSet id="c"><lane id="inner"><extensionElements><routine:member ref="bo"/></extensionElements><flowNodeRef>a</flowNodeRef></lane><lane id="plain"><flowNodeRef>sub</flowNodeRef></lane></childLaneSet></lane></laneSet>
        <task id="a"/><subProcess id="sub"><task id="within"/></subProcess><task id="outside"/>"#,
    );
    let member = |id: &str| reading.graph.member_of(&id.into()).map(ToString::to_string);
    assert_eq!(member("a").as_deref(), Some("bo"));
    assert_eq!(member("sub").as_deref(), Some("ann"), "a lane that names nobody leaves it to the one around");
    assert_eq!(member("within").as_deref(), Some("ann"), "what is inside a sub-process stands where that stands");
    assert_eq!(member("outside"), None);
}
