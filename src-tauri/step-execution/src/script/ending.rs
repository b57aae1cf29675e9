//! How a script ends.

use run_engine::{FailureKind, StepFailure, VariableMap};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::strategy::failure;

/// How a script ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ScriptEnding {
    /// It returned this; null for nothing.
    Returned(Value),
    /// It threw, or ran into a limit on memory or stack.
    Failed(StepFailure),
    /// It was told to stop.
    Stopped,
}

/// The script itself is at fault.
pub(super) fn script_failure(message: impl Into<String>) -> ScriptEnding {
    ScriptEnding::Failed(failure("script", message))
}

/// The script held more than it may.
pub(super) fn memory_failure(limit: usize) -> ScriptEnding {
    let message =
        format!("the script held more than its {limit} bytes of memory; routine:budget maxMemory changes that");
    ScriptEnding::Failed(failure("script-memory", message))
}

/// What runs the script is at fault, or a script has brought it down.
pub(super) fn broken(message: impl Into<String>) -> ScriptEnding {
    ScriptEnding::Failed(StepFailure { retryable: true, ..failure("script-engine", message) })
}

/// The script threw a BPMN error.
pub(super) fn bpmn_error(code: String, message: String, variables: VariableMap) -> ScriptEnding {
    ScriptEnding::Failed(StepFailure { kind: FailureKind::BpmnError, code, message, retryable: false, variables })
}
