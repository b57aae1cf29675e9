//! The real `routine` program: what it says, what it stores, how it ends.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod answers;
mod files;
mod interventions;
#[cfg(unix)]
mod keychain;
mod kills;
mod mcp;
mod mcp_swarm;
#[cfg(unix)]
#[path = "../../../run-host/tests/host/model_server.rs"]
#[expect(dead_code, reason = "the host's own tests need more of it")]
mod model_server;
#[cfg(unix)]
mod planted;
mod proposals;
mod runs;
mod secrets;
#[cfg(unix)]
mod serve;
mod strategies;
mod support;
mod swarm;
mod swarm_sample;
mod tidying;
#[cfg(unix)]
#[path = "../../../run-host/tests/host/tool_program.rs"]
mod tool_program;
mod tools;
