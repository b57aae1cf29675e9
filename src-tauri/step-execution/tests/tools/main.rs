//! Tools over MCP, with a real server: a program of its own, and over HTTP.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../mcp_server/misbehaving.rs"]
mod misbehaving;

#[path = "../execution/models/server.rs"]
#[expect(dead_code, reason = "models use more of it")]
mod answers;

mod calls;
mod crashes;
mod http;
mod http_faults;
mod real;
mod rules;
mod sets;
mod steps;
mod support;
