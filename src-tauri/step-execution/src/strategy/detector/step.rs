//! What the detector looks at.

use routine_model::RoutineGraph;
use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNode;

use crate::strategy::evolution::StepFigures;

/// A step, its routine, and what is known about earlier ones of its kind.
#[derive(Clone, Copy, Debug)]
pub struct StepToDetect<'a> {
    /// The routine.
    pub graph: &'a RoutineGraph,
    /// The activity's node.
    pub node: &'a FlowNode,
    /// The activity.
    pub activity: &'a Activity,
    /// What the run knows about its surroundings.
    pub context: ContextSummary,
    /// How the step went before; empty where nobody kept that.
    pub figures: &'a StepFigures,
}

/// What a run knows besides its routine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ContextSummary {
    /// A person is at hand to answer: the run has a team with people, or somebody watches it. None: not known.
    pub person_at_hand: Option<bool>,
}
