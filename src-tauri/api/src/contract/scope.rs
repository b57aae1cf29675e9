//! Where variables live.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ValueView;

/// One scope of a run: the process, a sub-process, or a step with variables of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScopeView {
    /// Its id.
    pub id: String,
    /// The scope around it; none for the outermost.
    pub parent: Option<String>,
    /// The process, sub-process or activity that opened it.
    pub element: String,
    /// Name of that element.
    pub element_name: Option<String>,
    /// It has ended; only processes stay in the list then.
    pub ended: bool,
    /// Its own variables.
    pub variables: BTreeMap<String, ValueView>,
}
