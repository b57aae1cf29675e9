//! Restarts of runs, for screens and terminals.

use run_engine::{RunId, StepId};
use run_host::{RestartRequest, RoutineFile, RunHost};

use crate::contract::{ApiError, ErrorCode, PlannedStep, RestartFrom, RestartPlan};
use crate::studio::host_failed;

/// What a restart would take from the record, and what it would do again.
///
/// # Errors
/// There is no such run or step, or it cannot begin there.
pub(crate) async fn plan(
    host: &RunHost,
    run: &str,
    from: RestartFrom,
    definition: Option<RoutineFile>,
) -> Result<RestartPlan, ApiError> {
    let plan = host.plan_restart(&RunId::from(run), &place(from)?, definition.as_ref()).await.map_err(host_failed)?;
    let credits = plan.cost().to_string();
    let view = |steps: Vec<run_host::PlannedStep>| {
        let view = |step: run_host::PlannedStep| PlannedStep {
            step_id: step.step.to_string(),
            element: step.element.to_string(),
            credits: step.credits.to_string(),
        };
        steps.into_iter().map(view).collect()
    };
    Ok(RestartPlan { at: plan.at, kept: view(plan.kept), again: view(plan.again), credits })
}

/// Begins a run anew and gives the new run's id.
///
/// # Errors
/// There is no such run or step, it cannot begin there, or an edit is refused.
pub(crate) async fn restart(host: &RunHost, run: &str, request: RestartRequest) -> Result<String, ApiError> {
    Ok(host.restart(&RunId::from(run), request).await.map_err(host_failed)?.to_string())
}

/// From where, in the host's words.
pub(crate) fn place(from: RestartFrom) -> Result<run_host::RestartFrom, ApiError> {
    Ok(match from {
        RestartFrom::Start => run_host::RestartFrom::Start,
        RestartFrom::Failed => run_host::RestartFrom::Failed,
        RestartFrom::Element { element } => run_host::RestartFrom::Element(element.into()),
        RestartFrom::Step { step_id } => {
            let step = step_id
                .parse()
                .map_err(|_| ApiError::new(ErrorCode::InvalidRequest, format!("“{step_id}” is no step's id.")))?;
            run_host::RestartFrom::Step(StepId(step))
        }
    })
}
