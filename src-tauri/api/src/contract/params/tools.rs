//! Parameters of the commands about tools.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::{ApprovalPolicy, ToolServer};

/// Keeps a tool server: a new one, or another version of the one with its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SaveToolServer {
    /// The server.
    pub server: ToolServer,
}

/// Names a tool server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ToolServerReference {
    /// Its id.
    pub id: String,
}

/// Says who is asked before a tool is called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetApprovalPolicy {
    /// All rules.
    pub approvals: ApprovalPolicy,
}

/// Names a tool that was defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DefinedToolReference {
    /// Its name.
    pub name: String,
}
