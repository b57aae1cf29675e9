//! Variables: what one scope can see, and how values go down into a step and up out of it.

mod manager;
mod path;
mod subroutine_context;

pub(crate) use manager::SubroutineContextManager;
pub(crate) use path::write_at;
pub use subroutine_context::SubroutineContext;
pub(crate) use subroutine_context::{SWARM, visible};
