//! A step whose work is a script, ready to be run.

use run_engine::StepOutcome;
use serde_json::{Map, Value};

use super::outputs;
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::script::{Language, Script, ScriptEnding, Scripts};

/// A script, what it sees, and where its result goes.
pub(super) struct Scripted<'a> {
    pub(super) language: Language,
    pub(super) source: &'a str,
    pub(super) input: Map<String, Value>,
    pub(super) result_variable: Option<&'a str>,
}

impl Scripted<'_> {
    pub(super) async fn run(
        self,
        scripts: &Scripts,
        context: &ExecutionContext<'_>,
        dependencies: &ExecutionDependencies,
    ) -> StepOutcome {
        let script = Script {
            language: self.language,
            source: self.source.to_owned(),
            input: self.input,
            progress: dependencies.progress.clone(),
        };
        match scripts.run(script, &dependencies.abort).await {
            ScriptEnding::Returned(value) => outputs::of(context, value, self.result_variable),
            ScriptEnding::Failed(failure) => StepOutcome::Failed { failure },
            ScriptEnding::Stopped => StepOutcome::Cancelled,
        }
    }
}
