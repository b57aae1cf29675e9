//! A run that works for a swarm speaks with it by asks, and by nothing else.
//!
//! An ask is an event of the run (`SwarmAsked`) before it is an effect (`AskSwarm`), so the run's journal is the outbox: what
//! is stored and not answered is asked again when the run is loaded, and the swarm answers what it has answered before
//! with the same words. An answer is an event too (`SwarmAnswered`), so a replay asks nobody and sees the same values.
//!
//! | the run | asks | and goes on |
//! |---|---|---|
//! | starts | `Join` | when it is joined; before that no branch enters a flow node |
//! | enters a node that reads a data store | `Read` | with the values of that moment |
//! | lacks an entry that a node needs, or waits for a condition on entries | `Watch` | when something newer is there |
//! | has a result that goes to a data store | `Write`, after the result is on record | when it is written; refused is a failure of the step |
//! | needs more credits than its allotment | `Reserve` | when they are granted |
//! | ends, however it does | `Leave`, once | is over already; the answer is only taken down |

mod answer;
mod asking;
mod credits;
mod leaving;
mod link;
mod member;
mod reading;
mod request;
mod watching;
mod writing;

pub use answer::{SeenEntry, SwarmAnswer, WriteResult};
pub(crate) use asking::{Asker, ask, join};
pub(crate) use credits::{reserve, reserved};
pub(crate) use leaving::leave;
pub use link::SwarmLink;
pub use member::{StepMember, StepSwarm};
pub(crate) use member::{member_of, step_member, step_swarm};
pub(crate) use reading::{have_read, read, watch};
pub use request::{EntryRead, EntryWrite, LeavingResource, StepExpense, SwarmAsk, SwarmLeave, SwarmRequest};
pub(crate) use watching::{keep_watching, never_known};
pub(crate) use writing::{hand_over, write, written};
