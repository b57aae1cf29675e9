//! What runs share: goal, team, blackboard, subtasks, resources and the ledger of credits.
//!
//! So far only the name by which a run says which swarm it works for. The aggregate itself, with its commands, events
//! and state, comes with the swarm's own issue; nothing here pretends to be it.

mod swarm_id;

pub use swarm_id::SwarmId;
