//! Scenarios: a routine's test. A script of commands, answers and expectations, run headless in virtual time.
//!
//! The runner drives the same [`RunHost`](crate::RunHost) as everybody else, with a clock that stands still and an executor
//! that asks the script first. What other readings a suite accepts is read from `meta`; everything else in it is ignored.

mod duration;
mod expectation;
mod names;
mod operation;
mod report;
mod runner;
mod scenario_file;
mod scripted_executor;
mod swarm;
mod time;

pub use expectation::{Expectation, Incidents};
pub use operation::{Operation, ScenarioStep};
pub use report::{Mismatch, ScenarioReport};
pub use runner::{START_OF_TIME, ScenarioRunner};
pub use scenario_file::{Mock, MockFailure, Scenario, ScenarioClock, ScenarioError};
pub use swarm::ScenarioSwarm;
