//! Who is asked before a tool is called, and what became of it.

mod pending;
mod policy;
mod risk;

pub use pending::{PendingCall, PendingState, pending_calls};
pub use policy::{ApprovalPolicy, ApprovalRule, Approver, OnTimeout, Ruling, ToolCaller, ToolRule};
pub use risk::{Risk, UnknownRisk};
