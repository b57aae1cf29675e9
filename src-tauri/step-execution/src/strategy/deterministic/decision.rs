//! Business rule tasks: a decision of a DMN file (`zeebe:calledDecision`).

use routine_model::decision::DecisionModel;
use routine_model::expression::{Clock, Expression};
use run_engine::{StepFailure, StepOutcome};
use serde_json::{Value, json};

use super::{feel, outputs};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::outside::{DecisionFile, FindDecision};
use crate::progress::{DecisionText, ProgressSink, RecordRefused};
use crate::script::evaluate_feel;
use crate::strategy::failure;

pub(super) async fn decide(
    context: &ExecutionContext<'_>,
    (decision, result_variable): (&Expression, Option<&str>),
    find: &FindDecision,
    dependencies: &ExecutionDependencies,
) -> StepOutcome {
    let id = match id(context, decision) {
        Ok(id) => id,
        Err(failure) => return StepOutcome::Failed { failure },
    };
    let file = match file_of(&id, find, &dependencies.progress).await {
        Ok(file) => file,
        Err(outcome) => return outcome,
    };
    dependencies.progress.note(json!({ "decision": { "id": id, "file": file.path, "version": file.version } }));
    let (clock, variables) = (feel::clock(context), context.request.variables.clone());
    // Deciding takes time; how much is bounded by the steps that a decision may take.
    let decided = tokio::task::spawn_blocking(move || {
        value(&file.model, &id, &variables, &clock)
            .map_err(|told| StepFailure { message: format!("{} ({})", told.message, file.path), ..told })
    });
    match decided.await {
        Ok(Ok(value)) => outputs::of(context, value, result_variable),
        Ok(Err(failure)) => StepOutcome::Failed { failure },
        Err(_) => given_up(),
    }
}

/// The file that the run uses for a decision; with the first step that needs it, the one that is found now.
async fn file_of(id: &str, find: &FindDecision, progress: &ProgressSink) -> Result<DecisionFile, StepOutcome> {
    let used = progress.decision(id).await.map_err(over)?;
    let (find, id_to_find) = (FindDecision::clone(find), id.to_owned());
    // Reading files takes time.
    let found = tokio::task::spawn_blocking(move || find(&id_to_find)).await.map_err(|_| given_up())?;
    let used = match (used, &found) {
        (Some(used), _) => used,
        (None, Ok(DecisionFile { path, version, bytes, .. })) => {
            let text = DecisionText { path: path.clone(), version: version.clone(), bytes: bytes.clone() };
            progress.use_decision(id, text).await.map_err(over)?
        }
        (None, Err(reason)) => {
            return Err(StepOutcome::Failed { failure: failure("decision-missing", reason.as_str()) });
        }
    };
    match found {
        // What is found has been read before.
        Ok(found) if found.version == used.version => Ok(DecisionFile { path: used.path, ..found }),
        Ok(_) | Err(_) => {
            let DecisionText { path, version, bytes } = used;
            let model = tokio::task::spawn_blocking({
                let bytes = bytes.clone();
                move || DecisionModel::read(&bytes)
            });
            Ok(DecisionFile { path, version, bytes, model: model.await.map_err(|_| given_up())? })
        }
    }
}

fn over(refused: RecordRefused) -> StepOutcome {
    StepOutcome::Failed { failure: failure("decision", refused.to_string()) }
}

fn given_up() -> StepOutcome {
    StepOutcome::Failed { failure: failure("decision", "the decision was given up") }
}

fn id(context: &ExecutionContext<'_>, decision: &Expression) -> Result<String, StepFailure> {
    match feel::value(context, decision)? {
        Value::String(id) if !id.trim().is_empty() => Ok(id),
        other => {
            let message = format!("`{decision}` names no decision, but gives {other}");
            Err(failure("decision", message))
        }
    }
}

fn value(
    model: &DecisionModel,
    id: &str,
    variables: &run_engine::VariableMap,
    clock: &Clock,
) -> Result<Value, StepFailure> {
    let expression = model.decision(id).map_err(|found| failure("decision", sentences(&found)))?;
    evaluate_feel(&expression, variables, clock)
}

/// Why a decision that is named in a routine's text cannot be made, if that is so.
pub(crate) fn obstacle(decision: &Expression, find: &FindDecision) -> Option<String> {
    let id = decision.literal()?.trim();
    match find(id) {
        Ok(file) => file.model.decision(id).err().map(|found| format!("{}: {}", file.path, sentences(&found))),
        Err(reason) => Some(reason),
    }
}

fn sentences(found: &[routine_model::Diagnostic]) -> String {
    let told = |finding: &routine_model::Diagnostic| match finding.position.line {
        0 => finding.message.clone(),
        line => format!("line {line}: {}", finding.message),
    };
    found.iter().map(told).collect::<Vec<_>>().join(" ")
}
