//! Writes a model as BPMN, in the dialect of the engine that is to run it.

use std::fmt::Write as _;

use super::model::{Condition, Kind, Model, Node};

/// Whose extensions and expressions are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// FEEL and Zeebe's extensions, which this program reads.
    Feel,
    /// bpmn-engine calls the services of its environment.
    BpmnEngine,
}

impl Dialect {
    /// The folder that its files go to.
    pub fn folder(self) -> &'static str {
        match self {
            Dialect::Feel => "feel",
            Dialect::BpmnEngine => "bpmn-engine",
        }
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="bench-definitions" targetNamespace="http://example.com/bench">
<process id="bench" isExecutable="true">
"#;

/// The whole file.
pub fn write(model: &Model, dialect: Dialect, with_drawing: bool) -> String {
    let mut text = HEAD.to_owned();
    for place in 0..model.nodes.len() {
        write_node(&mut text, model, place, dialect);
    }
    for (number, flow) in model.flows.iter().enumerate() {
        let (from, to) = (&model.nodes[flow.from].id, &model.nodes[flow.to].id);
        let condition = flow.condition.map(|condition| condition_text(condition, dialect)).unwrap_or_default();
        let _ = writeln!(
            text,
            r#"<sequenceFlow id="f{number}" sourceRef="{from}" targetRef="{to}">{condition}</sequenceFlow>"#
        );
    }
    text.push_str("</process>\n");
    if with_drawing {
        write_drawing(&mut text, model);
    }
    text.push_str("</definitions>\n");
    text
}

fn write_node(text: &mut String, model: &Model, place: usize, dialect: Dialect) {
    let node = &model.nodes[place];
    let outgoing: Vec<usize> = (0..model.flows.len()).filter(|flow| model.flows[*flow].from == place).collect();
    let element = element_name(node.kind, dialect);
    let attributes = attributes(node, &outgoing, model, dialect);
    let _ =
        writeln!(text, r#"<{element} id="{}" name="{}"{attributes}>{}"#, node.id, node.id, extension(node, dialect));
    for (number, flow) in model.flows.iter().enumerate() {
        if flow.to == place {
            let _ = writeln!(text, "<incoming>f{number}</incoming>");
        }
    }
    for number in outgoing {
        let _ = writeln!(text, "<outgoing>f{number}</outgoing>");
    }
    let _ = writeln!(text, "</{element}>");
}

fn element_name(kind: Kind, dialect: Dialect) -> &'static str {
    match kind {
        Kind::Start => "startEvent",
        Kind::End => "endEvent",
        Kind::Parallel => "parallelGateway",
        Kind::Exclusive => "exclusiveGateway",
        Kind::Task | Kind::Reset | Kind::Count => match dialect {
            Dialect::Feel => "scriptTask",
            Dialect::BpmnEngine => "serviceTask",
        },
    }
}

fn attributes(node: &Node, outgoing: &[usize], model: &Model, dialect: Dialect) -> String {
    let is_split = node.kind == Kind::Exclusive && outgoing.iter().any(|flow| model.flows[*flow].condition.is_some());
    match (node.kind, dialect, outgoing.last()) {
        (Kind::Exclusive, _, Some(default)) if is_split => format!(r#" default="f{default}""#),
        (Kind::Task, Dialect::BpmnEngine, _) => r#" implementation="${environment.services.nothing}""#.to_owned(),
        (Kind::Reset, Dialect::BpmnEngine, _) => r#" implementation="${environment.services.reset}""#.to_owned(),
        (Kind::Count, Dialect::BpmnEngine, _) => r#" implementation="${environment.services.count}""#.to_owned(),
        _ => String::new(),
    }
}

fn extension(node: &Node, dialect: Dialect) -> String {
    let (expression, variable) = match node.kind {
        Kind::Task => ("true", "done"),
        Kind::Reset => ("0", "i"),
        Kind::Count => ("i + 1", "i"),
        Kind::Start | Kind::End | Kind::Parallel | Kind::Exclusive => return String::new(),
    };
    match dialect {
        Dialect::Feel => format!(
            r#"<extensionElements><zeebe:script expression="={expression}" resultVariable="{variable}"/></extensionElements>"#
        ),
        Dialect::BpmnEngine => String::new(),
    }
}

fn condition_text(condition: Condition, dialect: Dialect) -> String {
    let expression = match (condition, dialect) {
        (Condition::Always, Dialect::Feel) => "=true".to_owned(),
        (Condition::Below(limit), Dialect::Feel) => format!("=i &lt; {limit}"),
        (Condition::Always, Dialect::BpmnEngine) => "${environment.services.always()}".to_owned(),
        (Condition::Below(limit), Dialect::BpmnEngine) => format!("${{environment.services.below({limit})}}"),
    };
    format!(r#"<conditionExpression xsi:type="tFormalExpression">{expression}</conditionExpression>"#)
}

/// A grid of forty columns.
fn write_drawing(text: &mut String, model: &Model) {
    let at = |place: usize| (100 + place % 40 * 150, 100 + place / 40 * 150);
    text.push_str("<bpmndi:BPMNDiagram id=\"drawing\"><bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"bench\">\n");
    for (place, node) in model.nodes.iter().enumerate() {
        let (x, y) = at(place);
        let _ = writeln!(
            text,
            r#"<bpmndi:BPMNShape id="{0}_di" bpmnElement="{0}"><dc:Bounds x="{x}" y="{y}" width="100" height="80"/></bpmndi:BPMNShape>"#,
            node.id
        );
    }
    for (number, flow) in model.flows.iter().enumerate() {
        let ((from_x, from_y), (to_x, to_y)) = (at(flow.from), at(flow.to));
        let _ = writeln!(
            text,
            r#"<bpmndi:BPMNEdge id="f{number}_di" bpmnElement="f{number}"><di:waypoint x="{}" y="{}"/><di:waypoint x="{to_x}" y="{}"/></bpmndi:BPMNEdge>"#,
            from_x + 100,
            from_y + 40,
            to_y + 40
        );
    }
    text.push_str("</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n");
}

#[cfg(test)]
mod tests {
    use super::super::model::Shape;
    use super::*;

    fn ids(shape: Shape) -> (usize, usize) {
        let model = Model::new(shape);
        (model.nodes.len(), model.flows.len())
    }

    #[test]
    fn models_have_as_many_elements_as_their_shape_says() {
        assert_eq!(ids(Shape::Sequence(1000)), (1002, 1001), "a sequence is tasks between two events");
        assert_eq!(ids(Shape::Fork(10)), (14, 22), "every task of a fork has a flow in and a flow out");
        assert_eq!(ids(Shape::Loop(5)), (5, 5), "a loop is drawn once, however often it goes round");
        let (nodes, flows) = ids(Shape::Big(5000));
        assert!((4950..=5050).contains(&(nodes + flows)), "big means the number of elements: {}", nodes + flows);
    }

    #[test]
    fn the_way_out_of_a_loop_is_the_default_flow() {
        let text = write(&Model::new(Shape::Loop(5)), Dialect::Feel, false);
        assert!(text.contains(r#"default="f4""#), "the flow to the end event is the default:\n{text}");
    }

    #[test]
    fn both_dialects_draw_the_same_graph() {
        let model = Model::new(Shape::Small);
        let flows = |dialect| {
            let text = write(&model, dialect, false);
            text.lines().filter(|line| line.starts_with("<sequenceFlow")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(flows(Dialect::Feel), flows(Dialect::BpmnEngine), "only what a task does may differ");
    }
}
