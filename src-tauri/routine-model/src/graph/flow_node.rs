//! The vertices of a routine.

use super::activity::Activity;
use super::event::{BoundaryEvent, CatchEvent, StartEvent, ThrowEvent};
use super::gateway::Gateway;
use super::model::DemoReply;
use crate::ids::ElementId;
pub use crate::position::Position;

/// One event, activity or gateway.
#[derive(Clone, Debug)]
pub struct FlowNode {
    /// Its id in the file.
    pub id: ElementId,
    /// The label, when it has one.
    pub name: Option<String>,
    /// The process or sub-process that it stands in.
    pub container: ElementId,
    /// What it is.
    pub kind: FlowNodeKind,
    /// The flow to take when no condition is true (activities, exclusive, inclusive and complex gateways).
    pub default_flow: Option<ElementId>,
    /// `bpmn:documentation`, joined by blank lines.
    pub documentation: Option<String>,
    /// The innermost lane that lists it.
    pub lane: Option<ElementId>,
    /// `routine:demo`: what the Demo model says here (activities, and gateways where a model chooses).
    pub demo: Vec<DemoReply>,
    /// Where its start tag is.
    pub position: Position,
}

/// What a flow node is; the elements of BPMN 2.0.2 section 10.
#[derive(Clone, Debug)]
pub enum FlowNodeKind {
    /// 10.5.2.
    StartEvent(StartEvent),
    /// 10.5.3.
    EndEvent(ThrowEvent),
    /// 10.5.4, throwing.
    IntermediateThrowEvent(ThrowEvent),
    /// 10.5.4, catching.
    IntermediateCatchEvent(CatchEvent),
    /// 10.5.4, at the border of an activity.
    BoundaryEvent(BoundaryEvent),
    /// 10.3: tasks, sub-processes and call activities.
    Activity(Box<Activity>),
    /// 10.6.
    Gateway(Gateway),
}

impl FlowNode {
    /// The activity behind this node, if it is one.
    #[must_use]
    pub fn activity(&self) -> Option<&Activity> {
        match &self.kind {
            FlowNodeKind::Activity(activity) => Some(activity),
            FlowNodeKind::StartEvent(_)
            | FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::BoundaryEvent(_)
            | FlowNodeKind::Gateway(_) => None,
        }
    }

    /// The name of its BPMN element, as in the file: `userTask`, `exclusiveGateway`, `boundaryEvent`, …
    #[must_use]
    pub fn element_name(&self) -> &'static str {
        match &self.kind {
            FlowNodeKind::StartEvent(_) => "startEvent",
            FlowNodeKind::EndEvent(_) => "endEvent",
            FlowNodeKind::IntermediateThrowEvent(_) => "intermediateThrowEvent",
            FlowNodeKind::IntermediateCatchEvent(_) => "intermediateCatchEvent",
            FlowNodeKind::BoundaryEvent(_) => "boundaryEvent",
            FlowNodeKind::Activity(activity) => activity.kind.element_name(),
            FlowNodeKind::Gateway(gateway) => gateway.element_name(),
        }
    }

    /// The label, or the id where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

/// An edge: a sequence flow (BPMN 2.0.2, 8.4.13).
#[derive(Clone, Debug)]
pub struct SequenceFlow {
    /// Its id in the file.
    pub id: ElementId,
    /// The label, when it has one.
    pub name: Option<String>,
    /// Where it starts.
    pub source: ElementId,
    /// Where it ends.
    pub target: ElementId,
    /// The condition, when it has one.
    pub condition: Option<crate::expression::Expression>,
    /// Where its start tag is.
    pub position: Position,
}
