//! What was found or made.

use serde::{Deserialize, Serialize};

use crate::author::Origin;
use crate::state::Resource;

/// Something was found or made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceAdded {
    /// What.
    pub resource: Resource,
    /// Who added it.
    pub by: Origin,
}

/// It is another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceUpdated {
    /// As it is now.
    pub resource: Resource,
    /// Who changed it.
    pub by: Origin,
}

/// It is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDeleted {
    /// Its id.
    pub id: String,
    /// Who deleted it.
    pub by: Origin,
}
