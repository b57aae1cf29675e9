//! Scopes: one mechanism for processes, sub-processes, called routines, loops and their iterations, and for what undoes
//! them.
//!
//! `opening` lets one begin, `completion` notices that one is over, `cancellation` ends one from outside.

mod cancellation;
mod completion;
mod opening;

pub(crate) use cancellation::{
    cancel, cancel_branch, cancel_step, clear, close_all, close_listening, close_subscriptions, give_up,
};
pub(crate) use completion::{branch_failed, complete_if_over, end};
pub(crate) use opening::{NewScope, implicit_starts, is_implicit_start, open, open_waiting, plain_starts};
