//! What a routine is: BPMN text in, checked graph and diagnostics out.

mod credits;
pub mod expression;
pub mod graph;
mod ids;
mod position;
pub mod xml;

pub use credits::{Credits, CreditsError};
pub use graph::RoutineGraph;
pub use ids::ElementId;
pub use position::Position;
