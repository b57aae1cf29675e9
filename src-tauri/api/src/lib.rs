//! What a screen says: commands, snapshots and updates, the same for every host.
//!
//! Read `commands.rs` first: it is the whole list. Deliberately absent: windows, sockets, SQL.

pub mod codegen;
mod commands;
pub mod contract;
mod library;
pub mod projection;
