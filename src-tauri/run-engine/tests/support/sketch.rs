//! BPMN text from elements and arrows.

use std::fmt::Write as _;

use routine_model::{RoutineGraph, read_bpmn};

/// A file with one process `P`. `elements` is BPMN without prefix (with `zeebe:` and `routine:` at hand), `flows` are
/// arrows: `a -> b -> c`, one chain a line; `a -> b : id` names the flow, `a -> b : id if x > 1` gives it a condition.
/// A flow without a name is called `a_b`.
pub fn routine(elements: &str, flows: &str) -> String {
    file(&format!(r#"<process id="P" isExecutable="true">{elements}{}</process>"#, arrows(flows)))
}

/// A file with these definitions.
pub fn file(definitions: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="urn:test">{definitions}</definitions>"#
    )
}

/// Sequence flows from arrows.
pub fn arrows(flows: &str) -> String {
    let mut xml = String::new();
    for line in flows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (chain, label) = line.split_once(" : ").unwrap_or((line, ""));
        let (name, condition) = label.split_once(" if ").unwrap_or((label, ""));
        let nodes: Vec<&str> = chain.split("->").map(str::trim).collect();
        for pair in nodes.windows(2) {
            let (source, target) = (pair[0], pair[1]);
            let id = if name.is_empty() { format!("{source}_{target}") } else { name.trim().to_owned() };
            write!(xml, r#"<sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}">"#).unwrap();
            if !condition.is_empty() {
                let condition = condition.replace('&', "&amp;").replace('<', "&lt;");
                write!(xml, r#"<conditionExpression xsi:type="tFormalExpression">={condition}</conditionExpression>"#)
                    .unwrap();
            }
            xml.push_str("</sequenceFlow>");
        }
    }
    xml
}

/// A script task that sets `variable` to what the FEEL expression gives.
pub fn script(id: &str, variable: &str, feel: &str) -> String {
    let feel = feel.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={feel}" resultVariable="{variable}"/></extensionElements></scriptTask>"#
    )
}

/// Reads a file that the test expects to be readable.
pub fn read(bpmn: &str) -> RoutineGraph {
    let reading = read_bpmn(bpmn.as_bytes());
    assert!(reading.document.is_some(), "the test's file is XML: {:?}", reading.diagnostics);
    reading.graph
}
