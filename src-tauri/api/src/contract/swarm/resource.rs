//! Resources: things that runs found or made, by reference.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ResourceView {
    /// Its id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is, such as `file`, `note` or `tool`.
    pub kind: String,
    /// Its media type.
    pub mime: Option<String>,
    /// Where it is, such as a path or an address.
    pub location: Option<String>,
    /// Who made it.
    pub created_by: String,
    /// The run that made it.
    pub run_id: Option<String>,
    /// When, in milliseconds since 1970.
    pub created_at: u64,
    /// Size, in bytes, where it is known.
    pub bytes: Option<u64>,
}
