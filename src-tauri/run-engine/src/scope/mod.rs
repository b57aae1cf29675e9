//! Scopes: one mechanism for processes, sub-processes, called routines, loops and their iterations.
//!
//! `opening` lets one begin, `completion` notices that one is over, `cancellation` ends one from outside.

mod cancellation;
mod completion;
mod opening;

pub(crate) use cancellation::{cancel, cancel_step, clear, close_listening, close_subscriptions, give_up};
pub(crate) use completion::{complete_if_over, end};
pub(crate) use opening::{NewScope, is_implicit_start, open, open_waiting, plain_starts};
