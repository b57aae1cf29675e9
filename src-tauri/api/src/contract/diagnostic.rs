//! A problem of a routine, with its place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// It stops a run in data mode.
    Error,
    /// It lets the routine run, probably not as meant.
    Warning,
    /// Worth knowing.
    Hint,
}

/// One problem of a routine: what, where, by which rule, and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of the rule.
    pub rule: String,
    /// Id of the BPMN element.
    pub element: Option<String>,
    /// Line in the XML, from 1.
    pub line: Option<u32>,
    /// Column in the XML, from 1.
    pub column: Option<u32>,
    /// The problem in a sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}
