//! What commands are called with, one type a command unless several take the same.

mod drafts;
mod library;
mod runs;
mod watch;
mod window;

pub use drafts::*;
pub use library::*;
pub use runs::*;
pub use watch::*;
pub use window::*;
