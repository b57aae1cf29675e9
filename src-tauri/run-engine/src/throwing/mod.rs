//! What is thrown, and who catches it. Errors and escalations look outward for who catches them; messages and signals
//! are the matter of subscriptions.

mod catcher;
mod error;
mod escalation;
mod throw_event;

pub(crate) use error::{error_of_step, is_caught};
pub use throw_event::DEFAULT_TIME_TO_LIVE_MS;
pub(crate) use throw_event::{Thrown, send_message, throw_all, throw_one};
