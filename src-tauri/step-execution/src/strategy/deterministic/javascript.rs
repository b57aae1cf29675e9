//! JavaScript steps.

use run_engine::StepOutcome;
use serde_json::Value;

use super::outputs;
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::script::{Script, ScriptEnding, Scripts};

/// Bytes that a script may hold where its step says nothing.
const SCRIPT_MEMORY: usize = 64 * 1024 * 1024;

pub(super) async fn execute(
    scripts: &Scripts,
    context: &ExecutionContext<'_>,
    source: &str,
    result_variable: Option<&str>,
    dependencies: &ExecutionDependencies,
) -> StepOutcome {
    let script = Script {
        source: source.to_owned(),
        input: Value::Object(context.request.variables.clone().into_iter().collect()),
        memory: context.limits.memory.unwrap_or(SCRIPT_MEMORY),
        progress: dependencies.progress.clone(),
    };
    match scripts.run(script, &dependencies.abort).await {
        ScriptEnding::Returned(value) => outputs::of(context, value, result_variable),
        ScriptEnding::Failed(failure) => StepOutcome::Failed { failure },
        ScriptEnding::Stopped => StepOutcome::Cancelled,
    }
}
