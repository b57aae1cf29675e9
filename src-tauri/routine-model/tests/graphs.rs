//! What diagrams are read into: `graphs/*.bpmn` beside a line for each part of the graph.
//!
//! `UPDATE_EXPECT=1` writes the expected side anew; the difference is to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "support/expected.rs"]
mod expected;
#[path = "support/files.rs"]
mod files;

use std::fmt::Write as _;
use std::path::Path;

use routine_model::graph::flow_node::{FlowNode, SequenceFlow};
use routine_model::{Reading, read_bpmn};

fn node(node: &FlowNode) -> String {
    let FlowNode { id, name, container, kind, default_flow, documentation, lane, demo, position } = node;
    let mut text = format!("{}:{} {id} in {container}", position.line, position.column);
    for (what, value) in [("name", name), ("documentation", documentation)] {
        if let Some(value) = value {
            write!(text, " {what}={value:?}").unwrap();
        }
    }
    for (what, value) in [("default", default_flow), ("lane", lane)] {
        if let Some(value) = value {
            write!(text, " {what}={value}").unwrap();
        }
    }
    for reply in demo {
        write!(text, "\n    {reply:?}").unwrap();
    }
    format!("{text}\n    {kind:?}")
}

fn flow(flow: &SequenceFlow) -> String {
    let condition = flow.condition.as_ref().map(|condition| format!(" when {condition:?}")).unwrap_or_default();
    let name = flow.name.as_ref().map(|name| format!(" {name:?}")).unwrap_or_default();
    format!("{}: {} -> {}{name}{condition}", flow.id, flow.source, flow.target)
}

fn summary(reading: &Reading) -> String {
    let graph = &reading.graph;
    let mut text = String::new();
    for container in graph.containers() {
        writeln!(text, "container {container:?}").unwrap();
    }
    for each in graph.nodes() {
        writeln!(text, "node {}", node(each)).unwrap();
    }
    for each in graph.flows() {
        writeln!(text, "flow {}", flow(each)).unwrap();
    }
    for participant in graph.participants() {
        writeln!(text, "participant {participant:?}").unwrap();
    }
    for each in graph.message_flows() {
        writeln!(text, "message flow {each:?}").unwrap();
    }
    for node in graph.nodes() {
        if let Some(handler) = graph.compensation_handler(&node.id) {
            writeln!(text, "{} is compensated by {handler}", node.id).unwrap();
        }
    }
    text
}

#[test]
fn diagrams_are_read_into_graphs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graphs");
    let files = files::files_below(&folder, ".bpmn");
    assert!(!files.is_empty());
    for file in files {
        let reading = read_bpmn(&std::fs::read(&file).unwrap());
        expected::compare(&file.with_extension("txt"), &summary(&reading));
    }
}
