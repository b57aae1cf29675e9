//! The words between the program and its screens. Engine types stay behind them.
//!
//! Every type is generated to TypeScript by `codegen`; times are milliseconds since 1970, credits decimal strings.

mod app;
mod branch;
mod decision;
mod diagnostic;
mod draft;
mod error;
mod frame;
mod incident;
mod journal_entry;
mod listener;
mod open_task;
mod opened;
pub mod params;
mod push;
mod request;
mod routine;
mod run_change;
mod run_status;
mod run_summary;
mod run_view;
mod scope;
mod settings;
mod soundness;
mod step;
mod strategy;
mod ui_command;
mod value;

pub use app::*;
pub use branch::*;
pub use decision::*;
pub use diagnostic::*;
pub use draft::*;
pub use error::*;
pub use frame::*;
pub use incident::*;
pub use journal_entry::*;
pub use listener::*;
pub use open_task::*;
pub use opened::*;
pub use push::*;
pub use request::*;
pub use routine::*;
pub use run_change::*;
pub use run_status::*;
pub use run_summary::*;
pub use run_view::*;
pub use scope::*;
pub use settings::*;
pub use soundness::*;
pub use step::*;
pub use strategy::*;
pub use ui_command::*;
pub use value::*;
