//! A person has looked at an incident.

use super::expect_alive;
use super::recover::INTERRUPTED;
use crate::Rejection;
use crate::command::Resolution;
use crate::event::IncidentResolved;
use crate::flow_nodes;
use crate::ids::IncidentId;
use crate::incidents::{fail_branch, pass_over};
use crate::outcome::{FailureKind, StepFailure};
use crate::turn::Turn;

pub(super) fn resolve(turn: &mut Turn<'_>, id: IncidentId, resolution: Resolution) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let incident = turn.state().incidents.get(&id).ok_or(Rejection::UnknownIncident(id))?.clone();
    let place = turn.place_of(incident.branch)?;
    turn.emit(IncidentResolved { incident: id, branch: incident.branch })?;
    match resolution {
        // What is on record was paid or done already; only what may have been lost is done again.
        Resolution::Retry
            if incident.code == INTERRUPTED
                && let Some(step) = incident.step =>
        {
            flow_nodes::go_on_after_restart(turn, place, step)?;
        }
        Resolution::Retry => flow_nodes::retry(turn, place, incident.step, incident.stage)?,
        Resolution::Skip => pass_over(turn, place, incident.step, incident.stage, "skipped by hand".to_owned())?,
        Resolution::Fail => {
            let failure = StepFailure {
                kind: FailureKind::Technical,
                code: incident.code,
                message: incident.message,
                retryable: false,
                variables: Default::default(),
            };
            fail_branch(turn, place, incident.step, failure)?;
        }
    }
    Ok(())
}
