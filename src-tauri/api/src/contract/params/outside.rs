//! Parameters of the commands about what steps may reach outside.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::OutsideRules;

/// Says which hosts steps may speak to, and who searches the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetOutsideRules {
    /// All of it, in place of what was set before.
    pub rules: OutsideRules,
}
