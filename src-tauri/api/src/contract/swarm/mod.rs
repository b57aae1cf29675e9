//! What screens see of a swarm: its standing, blackboard, goals, team, resources and credits.

mod change;
mod credits;
mod entry;
mod link;
mod merge;
mod record;
mod resource;
mod subtask;
mod summary;
mod team;
mod view;

pub use change::*;
pub use credits::*;
pub use entry::*;
pub use link::*;
pub use merge::*;
pub use record::*;
pub use resource::*;
pub use subtask::*;
pub use summary::*;
pub use team::*;
pub use view::*;
