//! What commands are called with, one type a command unless several take the same.

mod board;
mod drafts;
mod evolution;
mod interventions;
mod library;
mod models;
mod outside;
mod past;
mod runs;
mod secrets;
mod step_records;
mod swarms;
mod tools;
mod watch;
mod window;

pub use board::*;
pub use drafts::*;
pub use evolution::*;
pub use interventions::*;
pub use library::*;
pub use models::*;
pub use outside::*;
pub use past::*;
pub use runs::*;
pub use secrets::*;
pub use step_records::*;
pub use swarms::*;
pub use tools::*;
pub use watch::*;
pub use window::*;
