//! Trying again.

use crate::broken::Broken;
use crate::event::{IncidentStage, StepRetried};
use crate::ids::StepId;
use crate::incidents;
use crate::outcome::StepFailure;
use crate::turn::{Place, Turn};

/// A technical failure: the step is tried again if that may help and tries are left, else it is trouble.
pub(super) fn or_report(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    failure: StepFailure,
) -> Result<(), Broken> {
    let attempt = turn.state().step(step)?.attempt;
    if failure.retryable && attempt < most_attempts(place) {
        return retry(turn, place, step, Some(failure));
    }
    incidents::report(turn, place, Some(step), IncidentStage::Doing, failure)
}

/// The next attempt follows as soon as there is room for it.
pub(crate) fn retry(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    failure: Option<StepFailure>,
) -> Result<(), Broken> {
    let attempt = turn.state().step(step)?.attempt + 1;
    turn.emit(StepRetried { step, element: place.node.id.clone(), attempt, failure, due: None })
}

/// How often a step may be tried in all: what `routine:retry` says; once, if nothing does.
fn most_attempts(place: Place<'_>) -> u32 {
    let settings = place.node.activity().map(|activity| &activity.settings.retry);
    settings.and_then(|retry| retry.get("attempts")).and_then(|attempts| attempts.parse().ok()).unwrap_or(1)
}
