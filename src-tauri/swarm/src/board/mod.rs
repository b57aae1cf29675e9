//! What can be done with an entry, and whether it may be.

mod access;
mod decimal;
mod operation;
mod size;

pub use access::{access_to, may_read, refuse_write};
pub(crate) use operation::operate;
pub use size::{depth, json_bytes};
