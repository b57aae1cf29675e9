//! The host, from BPMN text to stored result, with the real store and the real executor.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../../../step-execution/tests/execution/models/server.rs"]
#[expect(dead_code, reason = "models use more of it")]
mod answers;

mod again;
mod approving;
mod calling;
mod checkpoints;
mod damage;
mod deciding;
mod exchanging;
mod executing;
mod forking;
mod keeping;
mod limits_of_models;
mod model_server;
mod moving;
mod refusing;
mod restarting;
mod resuming;
mod rules_of_tools;
mod run_files;
mod running;
mod scenarios;
mod step_figures;
mod storing;
mod support;
mod swarming;
mod talking;
mod thinking;
mod tool_program;
mod using_runs;
mod using_tools;
mod watching;
mod ways_by_models;
mod with_tools;
