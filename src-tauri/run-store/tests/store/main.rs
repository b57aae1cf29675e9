//! The store, in memory and on disk. One module a table, and one for what they have in common.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod disk_full;
mod opening;
mod power;
mod read_only;
mod replacing;
mod rescuing;
mod support;
mod table;
mod writing;
