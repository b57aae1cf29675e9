//! Errors (BPMN 2.0.2, 10.5.7): caught by the nearest scope that can, else the end of the run.

use crate::broken::Broken;
use crate::event::{BranchFailed, ErrorThrown, StepFailed};
use crate::flow_nodes::name_of;
use crate::ids::StepId;
use crate::outcome::StepFailure;
use crate::status::{RunStatus, StatusReason};
use crate::turn::{Place, Turn};
use crate::{run_end, scope};

/// The doing of an activity has thrown an error.
pub(crate) fn error_of_step(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    failure: StepFailure,
) -> Result<(), Broken> {
    let element = place.node.id.clone();
    let StepFailure { code, message, .. } = failure.clone();
    turn.emit(ErrorThrown { element: element.clone(), scope: place.scope, code: code.clone(), caught_by: None })?;
    scope::give_up(turn, step, None)?;
    turn.emit(StepFailed { step, branch: place.branch, element: element.clone(), failure })?;
    turn.emit(BranchFailed { branch: place.branch, element, step: Some(step), code: code.clone(), message })?;
    let message = format!("nothing catches the error {code} of {}", name_of(place.node));
    run_end::end(turn, RunStatus::Failed, StatusReason::Error, Some(message))
}
