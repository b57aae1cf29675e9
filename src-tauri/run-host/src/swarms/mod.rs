//! What makes swarms run: one loop a swarm, and what keeps runs and swarms in step.
//!
//! | file | what |
//! |---|---|
//! | `door` | [`SwarmHost`]: what others may ask for |
//! | `swarm_loop`, `work`, `commit`, `perform` | one turn of the loop, in order: commit, then act, then tell |
//! | `loading` | how a swarm gets into memory, and leaves it |
//! | `hands` | what a swarm does to its runs and to swarms below it, one after the other |
//! | `coordinator` | how a run begins for a subtask, and which routines there are |
//! | `synchronizer`, `question`, `reply` | what a run says to its swarm, and hears |
//! | `notifier`, `update` | what watchers are told |

mod acts;
mod batch;
mod choosing;
mod commit;
mod coordinator;
mod door;
mod error;
mod hands;
mod in_memory;
mod loading;
mod notifier;
mod perform;
mod question;
mod reply;
mod seeing;
mod swarm_loop;
mod synchronizer;
mod update;
mod visiting;

pub use coordinator::ListRoutines;
pub use door::{CreateSwarm, SwarmHost};
pub use error::SwarmError;
pub(crate) use in_memory::Swarms;
pub use notifier::{SwarmListWatcher, SwarmWatcher};
pub(crate) use synchronizer::{Again, StateSynchronizer};
pub use update::{SwarmListNotice, SwarmNotice, SwarmSnapshot, SwarmUpdate};
