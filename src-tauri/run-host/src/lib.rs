//! What makes a run move: one loop per run between engine, store and execution.
//!
//! Commit, then act, then tell.

mod error;
mod start;
mod update;

pub use error::{HostError, Obstacle};
pub use run_store::{RunPage, RunQuery, RunRow, WaitingPlace};
pub use start::{OpenRequest, StartRequest};
pub use update::{ListNotice, RunNotice, RunSnapshot, RunUpdate};
