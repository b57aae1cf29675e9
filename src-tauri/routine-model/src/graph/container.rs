//! What flow nodes stand in: processes and sub-processes; and the collaboration around processes.

use crate::MemberId;
use crate::graph::data::{DataElement, IoSpecification, Property};
use crate::graph::flow_node::Position;
use crate::graph::interface::RoutineInterface;
use crate::graph::settings::RoutineSettings;
use crate::ids::ElementId;

/// A process or sub-process: a scope's definition.
#[derive(Clone, Debug)]
pub struct Container {
    /// The id of the process or sub-process.
    pub id: ElementId,
    /// The container around it; none for a process.
    pub parent: Option<ElementId>,
    /// Flow nodes directly inside, in the order of the file.
    pub nodes: Vec<ElementId>,
    /// Sequence flows directly inside, in the order of the file.
    pub flows: Vec<ElementId>,
    /// Data objects and references directly inside.
    pub data: Vec<DataElement>,
    /// What only a process has.
    pub process: Option<Process>,
}

/// A process of the file: what we call a routine.
#[derive(Clone, Debug, Default)]
pub struct Process {
    /// The label, when it has one.
    pub name: Option<String>,
    /// `isExecutable`.
    pub is_executable: bool,
    /// `zeebe:versionTag`, when it has one.
    pub version_tag: Option<String>,
    /// `bpmn:documentation`.
    pub documentation: Option<String>,
    /// `routine:settings`.
    pub settings: RoutineSettings,
    /// `bpmn:property`s.
    pub properties: Vec<Property>,
    /// `ioSpecification`.
    pub io_specification: Option<IoSpecification>,
    /// Its declared inputs and outputs.
    pub interface: RoutineInterface,
    /// Lanes, outer before inner.
    pub lanes: Vec<Lane>,
    /// Where its start tag is.
    pub position: Position,
}

/// A lane; maps to a team member.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its id.
    pub id: ElementId,
    /// The label, when it has one.
    pub name: Option<String>,
    /// `routine:member`: who of a swarm's team does its steps.
    pub member: Option<MemberId>,
    /// The flow nodes it lists.
    pub nodes: Vec<ElementId>,
}

/// A participant (pool).
#[derive(Clone, Debug)]
pub struct Participant {
    /// Its id.
    pub id: ElementId,
    /// The label, when it has one.
    pub name: Option<String>,
    /// The process it runs; none for a black box.
    pub process: Option<ElementId>,
    /// `participantMultiplicity`: minimum and maximum.
    pub multiplicity: Option<(u32, u32)>,
}

/// A message flow between participants or their nodes.
#[derive(Clone, Debug)]
pub struct MessageFlow {
    /// Its id.
    pub id: ElementId,
    /// The label, when it has one.
    pub name: Option<String>,
    /// A flow node or participant.
    pub source: ElementId,
    /// A flow node or participant.
    pub target: ElementId,
    /// `messageRef`.
    pub message: Option<ElementId>,
}
