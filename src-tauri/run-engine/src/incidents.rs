//! What happens when a flow node gets into trouble: by policy the branch waits for a person, goes on or fails.

use routine_model::graph::flow_node::FlowNodeKind;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::config::{OnBranchFailure, OnNodeFailure};
use crate::event::{BranchFailed, IncidentRaised, IncidentStage, RunStatusChanged, StepFailed, StepSkipped};
use crate::flow_nodes;
use crate::ids::{IncidentId, StepId};
use crate::outcome::{FailureKind, StepFailure};
use crate::path_selection;
use crate::status::{RunStatus, StatusReason};
use crate::turn::{Place, Turn};
use crate::{run_end, scope, steps};

/// Why a flow node cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// A stable code.
    pub(crate) code: String,
    /// A sentence for people.
    pub(crate) message: String,
}

impl From<Trouble> for StepFailure {
    fn from(trouble: Trouble) -> Self {
        Self {
            kind: FailureKind::Technical,
            code: trouble.code,
            message: trouble.message,
            retryable: false,
            variables: Default::default(),
        }
    }
}

/// A flow node got into trouble.
pub(crate) fn report(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: Option<StepId>,
    stage: IncidentStage,
    failure: StepFailure,
) -> Result<(), Broken> {
    let policies = &turn.state().config.policies;
    let policy = match &place.node.kind {
        FlowNodeKind::Gateway(_) => policies.on_gateway_fork_failure,
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Activity(_) => policies.on_normal_node_failure,
    };
    // Somebody wants to look before it ends anything.
    let policy = if turn.state().breakpoints.holds_errors() { OnNodeFailure::Wait } else { policy };
    match policy {
        OnNodeFailure::Wait => raise(turn, place, step, stage, failure),
        OnNodeFailure::Continue => pass_over(turn, place, step, stage, failure.message),
        OnNodeFailure::Fail => fail_branch(turn, place, step, failure),
    }
}

/// The branch waits for a person.
pub(crate) fn raise(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: Option<StepId>,
    stage: IncidentStage,
    failure: StepFailure,
) -> Result<(), Broken> {
    let incident = IncidentId(turn.state().next.incident);
    turn.emit(IncidentRaised {
        incident,
        branch: place.branch,
        element: place.node.id.clone(),
        step,
        stage,
        code: failure.code,
        message: failure.message,
    })
}

/// The branch goes on as if the node had done nothing. Where no way out can be found, that is the default flow, and
/// without one the branch's end.
pub(crate) fn pass_over(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: Option<StepId>,
    stage: IncidentStage,
    reason: String,
) -> Result<(), Broken> {
    let step = match (step, stage) {
        (Some(step), _) => Some(step),
        (None, IncidentStage::Entering) => Some(steps::start(turn, place, Default::default(), steps::Turnstile::Open)?),
        (None, IncidentStage::Doing | IncidentStage::Leaving) => None,
    };
    if let Some(step) = step {
        scope::give_up(turn, step, None)?;
        turn.emit(StepSkipped { step, branch: place.branch, element: place.node.id.clone(), reason })?;
    }
    let is_gateway = matches!(place.node.kind, FlowNodeKind::Gateway(_));
    let ways = match stage {
        IncidentStage::Entering | IncidentStage::Doing if !is_gateway => path_selection::ways_out(turn, place).ok(),
        IncidentStage::Entering | IncidentStage::Doing | IncidentStage::Leaving => None,
    };
    let ways = ways.unwrap_or_else(|| {
        place.node.default_flow.as_ref().and_then(|flow| place.graph.flow(flow)).into_iter().collect()
    });
    BranchManager::of(turn).advance(place, &ways)
}

/// The branch fails; what that does to the run is a policy.
pub(crate) fn fail_branch(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: Option<StepId>,
    failure: StepFailure,
) -> Result<(), Broken> {
    let element = place.node.id.clone();
    let StepFailure { code, message, .. } = failure.clone();
    if let Some(step) = step {
        scope::give_up(turn, step, None)?;
        turn.emit(StepFailed { step, branch: place.branch, element: element.clone(), failure })?;
    }
    turn.emit(BranchFailed { branch: place.branch, element, step, code, message: message.clone() })?;
    match turn.state().config.policies.on_branch_failure {
        OnBranchFailure::Stop => {
            let message = format!("{}: {message}", flow_nodes::name_of(place.node));
            return run_end::end(turn, RunStatus::Failed, StatusReason::Error, Some(message));
        }
        OnBranchFailure::Pause => {
            if turn.state().status == RunStatus::InProgress {
                turn.emit(RunStatusChanged {
                    status: RunStatus::Paused,
                    reason: Some(StatusReason::AutomaticPause),
                    message: Some(message),
                })?;
            }
        }
        OnBranchFailure::Continue => {}
    }
    scope::complete_if_over(turn, place.scope)
}
