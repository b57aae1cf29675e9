//! What runs share: goal, team, blackboard, subtasks, resources and the ledger of credits.
//!
//! So far only the names by which runs and swarms speak of each other.

pub use routine_model::{EntryOperation, MemberId, RunId, StepId, SubtaskId, SwarmAskId, SwarmId, Timestamp};
