//! Complex gateways: they are activated, and wait for the rest before they start anew.

use std::collections::BTreeSet;

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::ScopeId;

/// A complex gateway has been activated and waits for its reset (BPMN 2.0.2, 13.4.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayActivated {
    /// The gateway.
    pub element: ElementId,
    /// The scope that it stands in.
    pub scope: ScopeId,
    /// The incoming flows whose branches it has taken.
    pub flows: BTreeSet<ElementId>,
}

/// A complex gateway has taken what was still to come, and waits for a start again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayReset {
    /// The gateway.
    pub element: ElementId,
    /// The scope that it stands in.
    pub scope: ScopeId,
}
