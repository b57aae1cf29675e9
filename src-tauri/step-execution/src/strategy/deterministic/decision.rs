//! Business rule tasks: a decision of a DMN file (`zeebe:calledDecision`).

use routine_model::decision::DecisionModel;
use routine_model::expression::{Clock, Expression};
use run_engine::{StepFailure, StepOutcome};
use serde_json::{Value, json};

use super::{feel, outputs};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::outside::FindDecision;
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
    let (find, clock, variables) = (FindDecision::clone(find), feel::clock(context), context.request.variables.clone());
    let progress = dependencies.progress.clone();
    // Reading files and deciding take time; how much is bounded by the steps that a decision may take.
    let decided = tokio::task::spawn_blocking(move || {
        let file = find(&id).map_err(|reason| failure("decision-missing", reason))?;
        progress.note(json!({ "decision": { "id": id, "file": file.path, "version": file.version } }));
        value(&file.model, &id, &variables, &clock)
            .map_err(|told| StepFailure { message: format!("{} ({})", told.message, file.path), ..told })
    });
    match decided.await {
        Ok(Ok(value)) => outputs::of(context, value, result_variable),
        Ok(Err(failure)) => StepOutcome::Failed { failure },
        Err(_) => StepOutcome::Failed { failure: failure("decision", "the decision was given up") },
    }
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
