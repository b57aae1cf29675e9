//! Path decisions that somebody has to make.

use crate::broken::Broken;
use crate::event::{PathDecided, PathDecisionAsked, PathDecisionLeft, PathDecisionReturned};
use crate::ids::BranchId;
use crate::state::{PathDecision, RunProgress};
use crate::status::{StepStatus, WaitReason};

pub(super) fn asked(progress: &mut RunProgress, event: &PathDecisionAsked) -> Result<(), Broken> {
    progress.next.decision = progress.next.decision.max(event.decision.0 + 1);
    progress.decisions.insert(
        event.decision,
        PathDecision {
            id: event.decision,
            branch: event.branch,
            element: event.element.clone(),
            options: event.options.clone(),
            several: event.several,
            left: None,
            needed: None,
        },
    );
    let status = StepStatus::Waiting { on: WaitReason::Decision { decision: event.decision } };
    set_status_of_step_of(progress, event.branch, status)
}

pub(super) fn left(progress: &mut RunProgress, event: &PathDecisionLeft) -> Result<(), Broken> {
    let decision = progress.decisions.get_mut(&event.decision).ok_or(Broken::Decision(event.decision))?;
    (decision.left, decision.needed) = (Some(event.reason.clone()), event.needed);
    Ok(())
}

pub(super) fn returned(progress: &mut RunProgress, event: &PathDecisionReturned) -> Result<(), Broken> {
    let decision = progress.decisions.get_mut(&event.decision).ok_or(Broken::Decision(event.decision))?;
    (decision.left, decision.needed) = (None, None);
    Ok(())
}

pub(super) fn decided(progress: &mut RunProgress, event: &PathDecided) -> Result<(), Broken> {
    let decision = progress.decisions.remove(&event.decision).ok_or(Broken::Decision(event.decision))?;
    if progress.config.reuse_decisions {
        progress.decided.insert(decision.element, event.flows.clone());
    }
    set_status_of_step_of(progress, event.branch, StepStatus::InProgress)
}

fn set_status_of_step_of(progress: &mut RunProgress, branch: BranchId, status: StepStatus) -> Result<(), Broken> {
    match progress.branch(branch)?.step {
        Some(step) => progress.set_step_status(step, status),
        None => Ok(()),
    }
}
