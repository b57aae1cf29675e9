//! Who is asked before a tool is called.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much harm a call may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ToolRisk {
    /// It reads what is at hand.
    None,
    /// It reads from elsewhere.
    Low,
    /// It adds or changes something that can be undone.
    Medium,
    /// It may destroy something, or nobody knows.
    High,
    /// Only a person may ever let it happen.
    Critical,
}

/// Whether a person is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ApprovalRule {
    /// When the risk reaches the threshold.
    #[default]
    ByRisk,
    /// Always.
    Always,
    /// Never, but for what is critical.
    Never,
}

/// What happens when nobody has decided in time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OnTimeout {
    /// It goes on waiting.
    #[default]
    Block,
    /// The call is not made.
    Reject,
}

/// The rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalPolicy {
    /// From this risk on a person is asked.
    pub threshold: ToolRisk,
    /// Routines that are not asked about, but for what is critical: a process id, or `process/activity`.
    pub trusted_callers: Vec<String>,
    /// Milliseconds that an approved call still waits; 0 for none.
    pub delay_ms: u64,
    /// Milliseconds that a person has to decide; none for ever.
    pub timeout_ms: Option<u64>,
    /// What then.
    pub on_timeout: OnTimeout,
    /// Other rules for some tools, by `server/tool` or `server/*`.
    pub tools: BTreeMap<String, ToolRule>,
}

/// Other rules for some tools. What is absent is as for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ToolRule {
    /// The risk, whatever the server says.
    pub risk: Option<ToolRisk>,
    /// Whether a person is asked.
    pub approval: ApprovalRule,
    /// Further routines that are not asked about.
    pub trusted_callers: Vec<String>,
    /// Milliseconds that an approved call still waits.
    pub delay_ms: Option<u64>,
    /// Milliseconds that a person has to decide.
    pub timeout_ms: Option<u64>,
    /// What then.
    pub on_timeout: Option<OnTimeout>,
}
