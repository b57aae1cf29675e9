//! Resources: things that runs found or made, by reference.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Provenance;

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
    pub made: Option<Provenance>,
}
