//! Parameters of the commands about drafts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Keeps unsaved text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SaveDraft {
    /// Names the draft: the routine's path, or a name that the page chose for a tab without a file.
    pub key: String,
    /// The file that it belongs to.
    pub path: Option<String>,
    /// The name to show.
    pub name: String,
    /// The text.
    pub xml: String,
    /// Version of the file that the text was made from.
    pub base_version: Option<String>,
}

/// Forgets unsaved text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DiscardDraft {
    /// Names the draft.
    pub key: String,
}
