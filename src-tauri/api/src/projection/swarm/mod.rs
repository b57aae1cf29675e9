//! A swarm in the words of screens.

mod author;
mod changes;
mod entry;
mod statement;
mod subtask;
mod summary;
mod team;
mod view;

pub(crate) use author::Names;
pub(crate) use changes::changes_between;
pub(crate) use entry::{earlier_view, entry_line, entry_view, operation, version_view};
pub(crate) use statement::{breakdown, burn_down, ledger_page, records_page};
pub(crate) use subtask::status_of;
pub(crate) use summary::{status_view, summary};
pub(crate) use view::swarm_view;
