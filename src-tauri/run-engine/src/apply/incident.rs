//! Incidents.

use super::At;
use crate::broken::Broken;
use crate::event::{IncidentRaised, IncidentResolved};
use crate::state::{Incident, RunProgress};
use crate::status::{BranchStatus, StepStatus, WaitReason};

pub(super) fn raised(progress: &mut RunProgress, event: &IncidentRaised, at: At) -> Result<(), Broken> {
    progress.next.incident = progress.next.incident.max(event.incident.0 + 1);
    progress.incidents.insert(
        event.incident,
        Incident {
            id: event.incident,
            branch: event.branch,
            element: event.element.clone(),
            step: event.step,
            stage: event.stage,
            code: event.code.clone(),
            message: event.message.clone(),
            raised_at: at.time,
        },
    );
    let on = WaitReason::Incident { incident: event.incident };
    match event.step {
        Some(step) => progress.set_step_status(step, StepStatus::Waiting { on }),
        None => {
            progress.take_from_queue(event.branch)?;
            progress.branch_mut(event.branch)?.status = BranchStatus::Waiting { on };
            Ok(())
        }
    }
}

pub(super) fn resolved(progress: &mut RunProgress, event: &IncidentResolved, at: At) -> Result<(), Broken> {
    let incident = progress.incidents.remove(&event.incident).ok_or(Broken::Incident(event.incident))?;
    match incident.step {
        Some(step) => progress.set_step_status(step, StepStatus::InProgress),
        None => {
            progress.branch_mut(event.branch)?.read = None;
            progress.make_ready(event.branch, at.seq)
        }
    }
}
