//! Which way a branch goes. Conditions are looked at here; branches are moved elsewhere.

mod chance;
mod handler;
mod outgoing;

pub(crate) use handler::{PathSelection, PathSelectionHandler};
pub(crate) use outgoing::{ways_out, ways_out_seeing};
