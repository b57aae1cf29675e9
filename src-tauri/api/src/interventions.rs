//! What somebody does to a run beside what its routine says, and what they are told beforehand: for windows and terminals alike.

use routine_model::{ElementId, RoutineGraph};
use run_engine::{Actor, BranchId, Rejection, RunCommand, RunId, ScopeId};
use run_host::{HostError, RoutineFile, RunHost};

use crate::contract::{ApiError, Intervention, InterventionPreview, InterventionRefusal, MigrationNote, MigrationPlan};
use crate::projection::foreseen;
use crate::studio::{host_failed, number};

/// So much of what would happen is listed.
const MOST_FORESEEN: usize = 200;

/// What interventions would lead to, or why they would be refused.
pub(crate) async fn preview(
    host: &RunHost,
    run: &RunId,
    interventions: Vec<Intervention>,
) -> Result<InterventionPreview, ApiError> {
    let snapshot = host.progress(run).await.map_err(host_failed)?;
    let interventions = engine_interventions(interventions)?;
    // The run may go on meanwhile: what is shown says from which entry it starts, and applying it expects that one.
    let (expected_seq, by) = (None, Actor::Person);
    match host.preview(run, RunCommand::Intervene { interventions, expected_seq, by }).await {
        Ok(preview) => {
            let mut foreseen = foreseen(&snapshot, &preview);
            let more = foreseen.len() > MOST_FORESEEN;
            foreseen.truncate(MOST_FORESEEN);
            Ok(InterventionPreview { seq: preview.seq, refusal: None, foreseen, more })
        }
        Err(HostError::Rejected(rejection)) => {
            let refusal = Some(refusal(&rejection));
            Ok(InterventionPreview { seq: snapshot.seq, refusal, foreseen: Vec::new(), more: false })
        }
        Err(other) => Err(host_failed(other)),
    }
}

fn refusal(rejection: &Rejection) -> InterventionRefusal {
    let index = match rejection {
        Rejection::InterventionRefused { index, .. } => u32::try_from(*index).ok(),
        _ => None,
    };
    InterventionRefusal { index, code: rejection.code().to_owned(), message: rejection.to_string() }
}

/// Does all of it, or nothing.
pub(crate) async fn intervene(
    host: &RunHost,
    run: &RunId,
    interventions: Vec<Intervention>,
    expected_seq: Option<u64>,
    by: Actor,
) -> Result<(), ApiError> {
    let interventions = engine_interventions(interventions)?;
    host.send(run, RunCommand::Intervene { interventions, expected_seq, by }).await.map_err(host_failed)
}

/// What going on with another version of its routine would mean for a run.
pub(crate) async fn plan_migration(host: &RunHost, run: &RunId, file: &RoutineFile) -> Result<MigrationPlan, ApiError> {
    let planned = host.plan_migration(run, file).await.map_err(host_failed)?;
    let name = |graph: &RoutineGraph, element: &ElementId| graph.node(element)?.name.clone();
    let shown = |notes: &[run_engine::MigrationNote]| {
        let shown = notes.iter().map(|note| MigrationNote {
            element: note.element.to_string(),
            element_name: name(&planned.old, &note.element).or_else(|| name(&planned.new, &note.element)),
            code: note.code.to_owned(),
            message: note.message.clone(),
        });
        shown.collect()
    };
    Ok(MigrationPlan {
        seq: planned.seq,
        from: planned.from.0.to_string(),
        to: planned.to.0.to_string(),
        possible: planned.plan.obstacles.is_empty() && planned.from != planned.to,
        obstacles: shown(&planned.plan.obstacles),
        notes: shown(&planned.plan.notes),
    })
}

fn engine_interventions(interventions: Vec<Intervention>) -> Result<Vec<run_engine::Intervention>, ApiError> {
    interventions.into_iter().map(engine_intervention).collect()
}

fn engine_intervention(intervention: Intervention) -> Result<run_engine::Intervention, ApiError> {
    let branch = |id: String| number(&id, "branch").map(BranchId);
    let scope = |id: String| number(&id, "scope").map(ScopeId);
    Ok(match intervention {
        Intervention::SetVariable { scope_id, name, value } => {
            run_engine::Intervention::SetVariable { scope: scope(scope_id)?, name, value }
        }
        Intervention::SkipStep { branch_id } => run_engine::Intervention::SkipStep { branch: branch(branch_id)? },
        Intervention::RetryStep { branch_id, strategy } => {
            run_engine::Intervention::RetryStep { branch: branch(branch_id)?, strategy: strategy.map(Into::into) }
        }
        Intervention::MoveBranch { branch_id, element } => {
            run_engine::Intervention::MoveBranch { branch: branch(branch_id)?, element: element.into() }
        }
        Intervention::AddBranch { element, scope_id } => {
            run_engine::Intervention::AddBranch { element: element.into(), scope: scope_id.map(scope).transpose()? }
        }
        Intervention::CancelBranch { branch_id } => {
            run_engine::Intervention::CancelBranch { branch: branch(branch_id)? }
        }
    })
}
