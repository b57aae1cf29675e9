//! The real `routine` program: what it says, what it stores, how it ends.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod answers;
mod files;
mod mcp;
#[cfg(unix)]
mod planted;
mod proposals;
mod runs;
mod secrets;
#[cfg(unix)]
mod serve;
mod support;
mod tools;
