//! What runs share: goal, team, blackboard, subtasks, resources and the ledger of credits. Built like a run: commands in,
//! events and effects out; no I/O, no clock, no chance.
//!
//! Read [`command::SwarmCommand`], [`event::SwarmEvent`] and [`effect::SwarmEffect`] first, then [`SwarmStateMachine`].
//!
//! | where | what |
//! |---|---|
//! | `state_machine` | the one door: `handle`, `replay`, questions |
//! | `ask`, `act` | what a run asks of its swarm, and what it is answered |
//! | `commands/` | what speaks against a command, and what it sets in motion; one file a family of commands |
//! | `turn` | one command's work: events are applied at once and collected, effects beside them |
//! | `apply/` | the only place that changes `state/`; one file a family of events; live and replay call it |
//! | `board/` | what can be done with an entry, and whether it may be |
//! | `ledger/` | the account and its statement |
//! | `team/` | members, roles, who may do what, who answers |
//! | `coordinator` | which subtask is begun next, with which routine, or what holds everything up |
//! | `policy`, `limits`, `settings` | what a swarm is created with |
//! | `swarm_file/` | the same as a file, read strictly |
//!
//! Deliberately absent: earlier versions of entries (the store has them), and how a run is run.

mod act;
mod apply;
mod ask;
mod author;
mod board;
mod broken;
pub mod command;
mod commands;
mod coordinator;
pub mod effect;
pub mod event;
pub mod ledger;
mod limits;
mod pattern;
pub mod policy;
mod refusal;
mod rejection;
mod settings;
pub mod state;
mod state_machine;
mod status;
mod swarm_file;
pub mod team;
mod turn;

pub use act::MemberAct;
pub use ask::{AskAnswer, AskRequest, Charge, EntryRead, EntryWrite, LeaveStatus, RunAsk};
pub use author::{AskKey, Author, Origin};
pub use board::{access_to, depth, json_bytes, may_read, refuse_write};
pub use broken::Broken;
pub use command::{RoutineOffer, SubtaskChange, SwarmCommand};
pub use coordinator::{Coordination, NextStep, coordinate};
pub use effect::SwarmEffect;
pub use event::{SwarmEvent, SwarmJournalEntry};
pub use limits::{RunShare, Share, SwarmLimits};
pub use pattern::Pattern;
pub use policy::{Access, Sensitivity, SwarmPolicy};
pub use refusal::Refusal;
pub use rejection::SwarmRejection;
pub use routine_model::{EntryOperation, MemberId, RunId, StepId, SubtaskId, SwarmAskId, SwarmId, Timestamp};
pub use settings::{NewSubtask, ParentSwarm, SwarmSettings};
pub use state::{SubtaskStatus, SwarmContext, SwarmView};
pub use state_machine::{CHECKPOINT_FORMAT, ReplayError, SwarmStateMachine};
pub use status::{Blockage, BlockedOn, StatusReason, SwarmStatus};
pub use swarm_file::{SWARM_FILE_SCHEMA, SwarmExport, SwarmFileError, read_swarm, write_swarm};
pub use turn::{EntryVersion, KeptValue, SwarmReaction};
