//! What the doing of one step may see, and what it may use.

use std::sync::Arc;

use routine_model::graph::activity::Activity;
use routine_model::graph::container::{Container, Process};
use routine_model::graph::flow_node::FlowNode;
use routine_model::{ElementId, RoutineGraph};
use run_engine::{StepFailure, StepRequest};
use tokio_util::sync::CancellationToken;

use crate::limits::StepLimits;
use crate::model::Models;
use crate::outside::Outside;
use crate::progress::ProgressSink;
use crate::secret::{NoSecrets, SecretSource};
use crate::strategy::detector::Detections;
use crate::strategy::failure;
use crate::strategy::past_figures::PastFigures;
use crate::tool::Tools;

/// All that a strategy may see of a run: one request, looked up in its routine.
#[derive(Clone, Copy, Debug)]
pub struct ExecutionContext<'a> {
    /// What is to be done, with inputs and visible variables.
    pub request: &'a StepRequest,
    /// The activity's node.
    pub node: &'a FlowNode,
    /// The activity.
    pub activity: &'a Activity,
    /// The routine around it.
    pub routine: RoutineContext<'a>,
    /// What the step may use up.
    pub limits: StepLimits,
    /// How steps went before.
    pub past: &'a PastFigures,
    /// What the detector has seen in steps.
    pub detections: &'a Detections,
}

impl<'a> ExecutionContext<'a> {
    /// Looks a request up in its routine.
    ///
    /// # Errors
    /// `unknown-element` when the routine has no such activity; `limit` when its limits cannot be read.
    pub fn of(request: &'a StepRequest, resources: &'a ExecutionResources) -> Result<Self, StepFailure> {
        let (graph, ExecutionResources { past, detections, .. }) = (&request.graph, resources);
        let found = graph.done_at(&request.element);
        let Some((node, activity)) = found.and_then(|node| node.activity().map(|activity| (node, activity))) else {
            let message = format!("{} is no activity of this routine", request.element);
            return Err(failure("unknown-element", message));
        };
        let limits = StepLimits::of(activity).map_err(|error| failure("limit", error.to_string()))?;
        Ok(Self {
            request,
            node,
            activity,
            routine: RoutineContext::of(graph, &node.container),
            limits,
            past,
            detections,
        })
    }
}

/// The routine that a step belongs to.
#[derive(Clone, Copy, Debug)]
pub struct RoutineContext<'a> {
    /// The process's container; none for a global task, which stands in no process.
    pub process: Option<&'a Container>,
}

impl<'a> RoutineContext<'a> {
    /// The routine around a process or sub-process.
    #[must_use]
    pub fn of(graph: &'a Arc<RoutineGraph>, container: &ElementId) -> Self {
        Self { process: graph.process_of(container) }
    }

    /// What only a process has: its name, documentation and settings.
    #[must_use]
    pub fn definition(&self) -> Option<&'a Process> {
        self.process.and_then(|container| container.process.as_ref())
    }
}

/// What a strategy uses besides its context.
#[derive(Clone, Debug)]
pub struct ExecutionDependencies {
    /// Where it tells what happens on the way.
    pub progress: ProgressSink,
    /// Cancelled when the step is to be given up.
    pub abort: CancellationToken,
    /// What the program has for all steps.
    pub resources: ExecutionResources,
}

/// What the program has for all steps: one for all runs. The default has nothing.
#[derive(Clone, Debug)]
pub struct ExecutionResources {
    /// Values of the secrets that routines refer to by name.
    pub secrets: Arc<dyn SecretSource>,
    /// The models that a person has set up.
    pub models: Arc<Models>,
    /// Where decisions are found, and what calls and searches may reach.
    pub outside: Outside,
    /// The tools that a person has set up, and the program's own.
    pub tools: Arc<Tools>,
    /// How steps went before.
    pub past: PastFigures,
    /// What the detector has seen in steps.
    pub detections: Detections,
}

impl Default for ExecutionResources {
    fn default() -> Self {
        Self {
            secrets: Arc::new(NoSecrets),
            models: Arc::default(),
            outside: Outside::default(),
            tools: Arc::default(),
            past: PastFigures::default(),
            detections: Detections::default(),
        }
    }
}
