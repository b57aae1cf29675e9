//! Processes and sub-processes: flow nodes, sequence flows, lanes, data.

use super::{Reader, attribute_reference, child_references, documentation, extension, flag, label};
use crate::MemberId;
use crate::diagnostic::Diagnostic;
use crate::graph::container::{Container, Lane, Process};
use crate::graph::flow_node::{FlowNode, FlowNodeKind, SequenceFlow};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// A process and everything in it.
    pub(super) fn process(&mut self, element: Element<'_>) {
        let id = Self::id(element);
        let mut lanes = Vec::new();
        self.lanes(element, &mut lanes);
        self.user_task_forms = user_task_forms(element);
        let version_tag = extension(element, Vocabulary::Zeebe, "versionTag").and_then(|tag| tag.value("value"));
        let io_specification = Self::io_specification(element);
        let process = Process {
            name: label(element),
            is_executable: flag(element, "isExecutable", false),
            version_tag: version_tag.map(std::borrow::Cow::into_owned),
            documentation: documentation(element),
            settings: self.routine_settings(element, &id),
            properties: Self::properties(element),
            interface: self.interface(element, &id, io_specification.as_ref()),
            io_specification,
            lanes,
            position: element.position(),
        };
        if self.container(element, id.clone(), None, Some(process)) {
            self.connections(element);
        }
    }

    /// A process or sub-process with its content; false when its id is taken.
    fn container(
        &mut self,
        element: Element<'_>,
        id: ElementId,
        parent: Option<ElementId>,
        process: Option<Process>,
    ) -> bool {
        let container =
            Container { id: id.clone(), parent, nodes: Vec::new(), flows: Vec::new(), data: Vec::new(), process };
        // A taken id is a finding of the checks; the first element keeps it.
        if self.builder.add_container(container).is_err() {
            return false;
        }
        let children: Vec<_> = element.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn).collect();
        for child in &children {
            if let Some(data) = self.data(*child, &id)
                && let Some(container) = self.builder.container_mut(&id)
            {
                container.data.push(data);
            }
        }
        for child in &children {
            self.flow_node(*child, &id);
        }
        true
    }

    fn flow_node(&mut self, element: Element<'_>, container: &ElementId) {
        let id = Self::id(element);
        let Some(kind) = self.flow_node_kind(element, &id) else { return };
        let holds_more = matches!(element.local(), "subProcess" | "transaction" | "adHocSubProcess");
        let node = FlowNode {
            name: label(element),
            container: container.clone(),
            kind,
            default_flow: attribute_reference(element, "default"),
            documentation: documentation(element),
            lane: self.lane_of.get(&id).cloned(),
            demo: self.demo(element, &id),
            position: element.position(),
            id: id.clone(),
        };
        if self.builder.add_node(node).is_err() {
            return;
        }
        if holds_more {
            let mut lanes = Vec::new();
            self.lanes(element, &mut lanes);
            self.container(element, id.clone(), Some(container.clone()), None);
        }
    }

    fn flow_node_kind(&mut self, element: Element<'_>, id: &ElementId) -> Option<FlowNodeKind> {
        if let Some(kind) = self.event(element, id) {
            return Some(kind);
        }
        if let Some(kind) = self.gateway(element, id) {
            return Some(kind);
        }
        self.activity(element, id)
    }

    /// A global task: an activity that stands beside the processes and is only called.
    pub(super) fn global_task(&mut self, element: Element<'_>) {
        let id = Self::id(element);
        let Some(kind) = self.activity(element, &id) else { return };
        let node = FlowNode {
            name: label(element),
            container: id.clone(),
            kind,
            default_flow: None,
            documentation: documentation(element),
            lane: None,
            demo: self.demo(element, &id),
            position: element.position(),
            id: id.clone(),
        };
        self.builder.global_tasks.insert(id, node);
    }

    /// The flows and associations of a process and of all sub-processes in it, once every node is known that they connect.
    fn connections(&mut self, container: Element<'_>) {
        for child in container.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn) {
            match child.local() {
                "sequenceFlow" => self.sequence_flow(child),
                "association" => self.association(child),
                "subProcess" | "transaction" | "adHocSubProcess" => self.connections(child),
                _ => {}
            }
        }
    }

    /// An association between a compensation event and its handler, drawn in either direction.
    pub(super) fn association(&mut self, element: Element<'_>) {
        let ends = (attribute_reference(element, "sourceRef"), attribute_reference(element, "targetRef"));
        let (Some(source), Some(target)) = ends else { return };
        for (event, handler) in [(&source, &target), (&target, &source)] {
            let is_event = self.builder.node_mut(event).is_some_and(|node| node.element_name() == "boundaryEvent");
            let is_handler = self
                .builder
                .node_mut(handler)
                .and_then(|node| node.activity())
                .is_some_and(|activity| activity.is_for_compensation);
            if is_event && is_handler {
                self.builder.compensation_handlers.insert(event.clone(), handler.clone());
            }
        }
    }

    fn sequence_flow(&mut self, element: Element<'_>) {
        let id = Self::id(element);
        let end = |name: &str| attribute_reference(element, name).unwrap_or_else(|| ElementId::from(""));
        let (source, target) = (end("sourceRef"), end("targetRef"));
        let condition = self.child_condition(element, "conditionExpression", &id);
        let flow = SequenceFlow {
            name: label(element),
            source,
            target,
            condition,
            position: element.position(),
            id: id.clone(),
        };
        // A flow whose ends are missing is a finding of the checks; it is not in the graph.
        let _ = self.builder.add_flow(flow);
    }

    /// Lanes, outer before inner; a node belongs to the innermost lane that lists it.
    fn lanes(&mut self, element: Element<'_>, lanes: &mut Vec<Lane>) {
        let sets = element
            .children()
            .filter(|child| child.is(Vocabulary::Bpmn, "laneSet") || child.is(Vocabulary::Bpmn, "childLaneSet"));
        for lane in sets.flat_map(|set| set.children().filter(|child| child.is(Vocabulary::Bpmn, "lane"))) {
            let id = Self::id(lane);
            let nodes = child_references(lane, "flowNodeRef");
            for node in &nodes {
                self.lane_of.insert(node.clone(), id.clone());
            }
            let member = self.member(lane, &id);
            if let Some(member) = &member {
                for node in &nodes {
                    self.builder.members.insert(node.clone(), member.clone());
                }
            }
            lanes.push(Lane { id, name: label(lane), member, nodes });
            self.lanes(lane, lanes);
        }
    }
}

impl Reader {
    /// `routine:member` of a lane: who of the team does its steps.
    fn member(&mut self, lane: Element<'_>, owner: &ElementId) -> Option<MemberId> {
        let member = extension(lane, Vocabulary::Routine, "member")?;
        let named = member.value("ref").or_else(|| member.value("name")).filter(|name| !name.trim().is_empty());
        if named.is_none() {
            let message = format!("The lane {owner} names no member of the team.");
            let finding = Diagnostic::warning("member-without-ref", member.position(), message).about(owner);
            self.diagnostics.push(finding.hint("Give “ref” the id of a member."));
        }
        named.map(|name| MemberId::from(name.trim()))
    }
}

/// `zeebe:userTaskForm`s: forms that stand in the process and are named by `camunda-forms:bpmn:` keys.
fn user_task_forms(process: Element<'_>) -> std::collections::BTreeMap<String, String> {
    let Some(extensions) = process.child(Vocabulary::Bpmn, "extensionElements") else { return Default::default() };
    extensions
        .children()
        .filter(|child| child.is(Vocabulary::Zeebe, "userTaskForm"))
        .filter_map(|form| Some((form.value("id")?.into_owned(), form.text().into_owned())))
        .collect()
}
