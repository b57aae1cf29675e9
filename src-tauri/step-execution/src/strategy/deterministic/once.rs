//! Calls that must not be made twice: they are on the step's record before they begin and after they have ended.

use routine_model::graph::settings::RecoveryPolicy;
use run_engine::{StepFailure, StepRecord};
use serde_json::{Value, json};

use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::http::{HttpAnswer, HttpError, HttpRequest, call};
use crate::progress::RecordRefused;
use crate::strategy::failure;

/// What the one call of a step is called on its record.
const CALL: &str = "http";

/// Nobody has decided yet about a call that was under way when the program ended. Tried again after that, the step begins
/// anew, which the engine's own incident about a step in flight does not: its code is another.
const INTERRUPTED: &str = "http-interrupted";

/// Why there is no answer.
pub(super) enum NoAnswer {
    Failed(StepFailure),
    /// The step is not done any more.
    GivenUp,
}

impl From<RecordRefused> for NoAnswer {
    fn from(_: RecordRefused) -> Self {
        Self::GivenUp
    }
}

/// Makes a call, or finds on record that it has been made. One that was under way when the program ended is made again
/// only where that does no harm, or the routine says so.
pub(super) async fn answer(
    context: &ExecutionContext<'_>,
    request: &HttpRequest,
    dependencies: &ExecutionDependencies,
) -> Result<Value, NoAnswer> {
    let hosts = (dependencies.resources.outside.rules)().hosts;
    let progress = &dependencies.progress;
    let failed = |error: &HttpError| NoAnswer::Failed(error.told(request.is_repeatable()));
    if request.is_repeatable() {
        return call(&hosts, request, progress).await.map(told).map_err(|error| failed(&error));
    }
    match before(&context.request.record) {
        Before::Answered(answer) => return Ok(answer.clone()),
        Before::Begun if !is_settled(context.activity.settings.recovery) => {
            let message = format!(
                "the program ended during {} {}; whether it took effect is not known, and it may not be made twice",
                request.method,
                request.shown()
            );
            return Err(NoAnswer::Failed(failure(INTERRUPTED, message)));
        }
        Before::Begun | Before::Nothing => {}
    }
    let named = || CALL.to_owned();
    let arguments = json!({ "method": request.method.as_str(), "url": request.shown() });
    let (tool, server, risk) = ("routine:http".to_owned(), None, "none".to_owned());
    progress
        .record(StepRecord::CallAsked { call: named(), tool, server, arguments, risk, approval: false, until: None })
        .await?;
    progress.record(StepRecord::CallBegun { call: named() }).await?;
    let called = call(&hosts, request, progress).await;
    let (result, is_failed) = match &called {
        Ok(answer) => (told(answer.clone()), false),
        Err(error) => (Value::String(error.to_string()), true),
    };
    progress.record(StepRecord::CallEnded { call: named(), result: result.clone(), failed: is_failed }).await?;
    called.map(|_| result).map_err(|error| failed(&error))
}

/// The routine, or the person whom it has had asked, has said that what was under way is done again.
fn is_settled(recovery: Option<RecoveryPolicy>) -> bool {
    match recovery {
        Some(RecoveryPolicy::Retry | RecoveryPolicy::Ask | RecoveryPolicy::Incident) => true,
        None => false,
    }
}

fn told(HttpAnswer { status, headers, body }: HttpAnswer) -> Value {
    json!({ "status": status, "headers": headers, "body": body })
}

/// What the record says about the call.
enum Before<'a> {
    Nothing,
    Begun,
    Answered(&'a Value),
}

fn before(record: &[std::sync::Arc<StepRecord>]) -> Before<'_> {
    let mut found = Before::Nothing;
    for record in record {
        match &**record {
            StepRecord::CallBegun { call } if call == CALL => found = Before::Begun,
            StepRecord::CallEnded { call, result, failed: false } if call == CALL => found = Before::Answered(result),
            StepRecord::CallEnded { call, failed: true, .. } if call == CALL => found = Before::Nothing,
            _ => {}
        }
    }
    found
}
