//! Files that the system or a second start of the program asks to be opened.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the page shall open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "open")]
pub enum OpenRequest {
    /// A routine.
    Routine {
        /// Where it is.
        path: String,
    },
    /// A run.
    Run {
        /// The run.
        run_id: String,
    },
}
