//! How the doing of a step ends. Six variants, never a boolean.

use std::collections::BTreeMap;

use routine_model::Credits;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::status::WaitReason;

/// Variables by name.
pub type VariableMap = BTreeMap<String, Value>;

/// How the doing of a step ended, or why it goes on later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StepOutcome {
    /// Done.
    Succeeded {
        /// What it produced, before output mappings.
        outputs: VariableMap,
    },
    /// Not done yet; a later command finishes it.
    Waiting {
        /// What it waits for.
        on: WaitReason,
        /// How long at most, milliseconds; none for ever. What does not come in time is put on record, and the step goes on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
    },
    /// Not done, and it will not be without help.
    Failed {
        /// Why.
        failure: StepFailure,
    },
    /// Given up because somebody asked.
    Cancelled,
    /// Its time limit came first.
    TimedOut {
        /// The limit, milliseconds.
        limit_ms: u64,
    },
    /// It could not be paid.
    OutOfCredits {
        /// What it would have needed at least.
        needed: Credits,
    },
}

/// Why a step failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepFailure {
    /// Technical, or an error that the diagram may catch.
    pub kind: FailureKind,
    /// A stable code: `expression`, `script`, `timeout`, … or the BPMN error's code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// Doing it again may help.
    #[serde(default)]
    pub retryable: bool,
    /// Variables that travel with a BPMN error.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: VariableMap,
}

/// Technical, or an error that the diagram may catch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FailureKind {
    /// Becomes a retry or an incident.
    Technical,
    /// A BPMN error: looks for a boundary event or event sub-process that catches it.
    BpmnError,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "actor", rename_all = "camelCase")]
pub enum Actor {
    /// The engine, following the diagram.
    Engine,
    /// The execution of a step.
    Execution,
    /// A person at this program.
    Person,
    /// A person at this program who says who they are. Nothing proves it: whoever sits at the program is believed.
    Named {
        /// Their name.
        name: String,
    },
    /// A scenario's script.
    Scenario,
    /// The clock.
    Clock,
    /// Another run.
    Run {
        /// Which one.
        run: crate::ids::RunId,
    },
}
