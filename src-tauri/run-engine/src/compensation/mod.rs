//! Compensation (BPMN 2.0.2, 10.7, 13.5.5) and cancelled transactions (10.3.5).
//!
//! A completed activity that something can undo is remembered by the scope around it (`record`). A throw event takes what
//! is remembered (`trigger`) into a scope of its own, in which it is undone, the last one first (`undo`): what was a scope
//! is opened again with the variables that it had. A transaction that is cancelled undoes its own (`cancel`).

mod cancel;
mod record;
mod trigger;
mod undo;

pub(crate) use cancel::{cancel_transaction, leave_cancelled};
pub(crate) use record::record;
pub(crate) use trigger::trigger;
pub(crate) use undo::{go_on, goes_on_in};
