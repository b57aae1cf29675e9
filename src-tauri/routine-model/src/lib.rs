//! What a routine is: BPMN text in, checked graph and diagnostics out.

mod bpmn;
mod checks;
mod credits;
pub mod decision;
mod diagnostic;
pub mod expression;
pub mod graph;
mod ids;
mod load_report;
pub mod navigator;
pub mod paths;
mod position;
mod reading;
mod schema;
mod sequential;
mod shared;
pub mod soundness;
mod strategy_edit;
pub mod timer;
pub mod xml;

pub use credits::{Credits, CreditsError};
pub use diagnostic::{Diagnostic, Severity};
pub use graph::RoutineGraph;
pub use ids::ElementId;
pub use load_report::load_report;
pub use position::Position;
pub use reading::{Reading, read_bpmn, read_routine};
pub use schema::Schema;
pub use shared::{EntryOperation, MemberId, RunId, StepId, SubtaskId, SwarmAskId, SwarmId, Timestamp};
pub use strategy_edit::{NotSet, with_strategy};
