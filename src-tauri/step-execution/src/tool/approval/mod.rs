//! Who is asked before a tool is called, and what became of it.

mod policy;
mod risk;

pub use policy::{ApprovalPolicy, ApprovalRule, Approver, OnTimeout, Ruling, ToolCaller, ToolRule};
pub use risk::{Risk, UnknownRisk};
pub use run_engine::{PendingCall, PendingState, pending_calls};
