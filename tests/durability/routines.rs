//! The routines that are killed: loops that count.

/// Where a routine lies in its folder.
pub const FILE: &str = "routine.bpmn";

/// Counts with scripts only, so that many iterations share a transaction.
pub fn scripts(turns: u32) -> Vec<u8> {
    counting(turns, &script("Work", "last", "i * 2"))
}

/// Counts, and does a step outside in every turn.
pub fn steps_outside(turns: u32) -> Vec<u8> {
    counting(turns, r#"<task id="Work" name="Outside"/>"#)
}

/// Where the other routine lies: it takes what the first one throws.
pub const OTHER: &str = "other.bpmn";

/// Throws a message with a number in every turn, as fast as it can.
pub fn throwing(turns: u32) -> Vec<u8> {
    counting(turns, &message_event("intermediateThrowEvent", r#"<zeebe:input source="=i" target="number"/>"#))
}

/// Takes so many of these messages, one in every turn.
pub fn taking(turns: u32) -> Vec<u8> {
    counting(turns, &message_event("intermediateCatchEvent", r#"<zeebe:output source="=number" target="taken"/>"#))
}

fn message_event(kind: &str, mapping: &str) -> String {
    format!(
        r#"<{kind} id="Work"><extensionElements><zeebe:ioMapping>{mapping}</zeebe:ioMapping></extensionElements>
<messageEventDefinition messageRef="M"/></{kind}>"#
    )
}

fn counting(turns: u32, work: &str) -> Vec<u8> {
    let (init, count) = (script("Init", "i", "0"), script("Count", "i", "i + 1"));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 id="D" targetNamespace="t"><message id="M" name="number"/><process id="P" isExecutable="true">
<startEvent id="Start"/>{init}<exclusiveGateway id="Again"/>{count}{work}<exclusiveGateway id="Enough" default="more"/><endEvent id="End"/>
<sequenceFlow id="a" sourceRef="Start" targetRef="Init"/><sequenceFlow id="b" sourceRef="Init" targetRef="Again"/>
<sequenceFlow id="c" sourceRef="Again" targetRef="Count"/><sequenceFlow id="d" sourceRef="Count" targetRef="Work"/>
<sequenceFlow id="e" sourceRef="Work" targetRef="Enough"/><sequenceFlow id="more" sourceRef="Enough" targetRef="Again"/>
<sequenceFlow id="done" sourceRef="Enough" targetRef="End"><conditionExpression>=i &gt;= {turns}</conditionExpression></sequenceFlow>
</process></definitions>"#
    )
    .into_bytes()
}

fn script(id: &str, variable: &str, expression: &str) -> String {
    format!(
        r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={expression}" resultVariable="{variable}"/></extensionElements></scriptTask>"#
    )
}

/// A data store that stands for an entry of the blackboard; `name` is the variable that goes there or comes from there.
pub fn entry(id: &str, name: &str, entry: &str) -> String {
    format!(
        r#"<dataStoreReference id="{id}" name="{name}"><extensionElements><routine:entry {entry}/></extensionElements></dataStoreReference>"#
    )
}

/// A script whose result goes to a data store, if there is one.
pub fn posting(id: &str, variable: &str, expression: &str, store: Option<&str>) -> String {
    let output = store.map_or_else(String::new, |store| {
        format!(r#"<dataOutputAssociation id="{id}-out"><targetRef>{store}</targetRef></dataOutputAssociation>"#)
    });
    script(id, variable, expression).replace("</scriptTask>", &format!("{output}</scriptTask>"))
}

/// A script that reads a data store before it starts.
pub fn reading(id: &str, variable: &str, expression: &str, store: &str) -> String {
    let input = format!(
        r#"<dataInputAssociation id="{id}-in"><sourceRef>{store}</sourceRef></dataInputAssociation></scriptTask>"#
    );
    script(id, variable, expression).replace("</scriptTask>", &input)
}

/// A file with one process: stores, nodes in a row from `Start` to `End`, and whatever else there is.
pub fn in_a_row(process: &str, stores: &[String], nodes: &[String], more: &str) -> String {
    let (mut flows, mut before) = (String::new(), "Start".to_owned());
    for node in nodes.iter().map(String::as_str).chain([r#"<endEvent id="End"/>"#]) {
        let id = node.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        flows += &format!(r#"<sequenceFlow id="{before}-{id}" sourceRef="{before}" targetRef="{id}"/>"#);
        before = id;
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t"><error id="Forbidden" errorCode="swarm-forbidden"/>
<process id="{process}" name="{process}" isExecutable="true">
{}<startEvent id="Start"/>{}<endEvent id="End"/>{flows}{more}</process></definitions>"#,
        stores.concat(),
        nodes.concat()
    )
}
