//! Unsaved text, kept so that nothing is lost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The unsaved text of one tab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
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
    /// When it was kept, in milliseconds since 1970.
    pub saved_at: u64,
}
