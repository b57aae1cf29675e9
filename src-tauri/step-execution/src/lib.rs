//! How a step is done: the unified execution engine with one module per strategy.
//!
//! The host asks through [`SubroutineExecutor`]. Begin with [`UnifiedSubroutineExecutor`], then
//! [`UnifiedExecutionEngine::execute`], then [`strategy::deterministic`].
//!
//! Which strategy a step gets is [`strategy::chosen_strategy`]. What no strategy can do is reported by
//! [`unsupported_bindings`] before a run starts, and fails with a code should it be reached all the same.

mod context;
mod engine;
mod estimate;
mod executor;
mod http;
mod http_client;
mod inputs;
mod limits;
pub mod model;
mod output_schema;
mod outside;
mod path;
mod progress;
mod routine_choice;
mod script;
pub mod secret;
mod stats;
mod step_book;
pub mod strategy;
pub mod tool;
mod unified_executor;
mod unsupported;

pub use context::{ExecutionContext, ExecutionDependencies, ExecutionResources, RoutineContext};
pub use engine::UnifiedExecutionEngine;
pub use estimate::CostEstimate;
pub use executor::{
    ChoiceFuture, DecisionFuture, NoChoice, PathChoice, PathQuestion, RoutineChoice, RoutineQuestion, StepFuture,
    SubroutineExecutor,
};
pub use http::HostRules;
pub use http_client::http_client;
pub use limits::{LimitError, StepLimits};
pub use outside::{DecisionFile, FindDecision, HostSource, Outside, OutsideRules, SearchEngine, SearchKind};
pub use progress::{DecisionText, Progress, ProgressSink, RecordRefused};
pub use script::{ScriptPlace, run_scripts_if_asked};
pub use secret::{NoSecrets, Secret, SecretError, SecretSource};
pub use stats::ExecutionStats;
pub use step_book::StepBook;
pub use unified_executor::UnifiedSubroutineExecutor;
pub use unsupported::{missing_decisions, unsupported_bindings};
