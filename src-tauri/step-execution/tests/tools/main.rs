//! Tools over MCP, with a real server: a program of its own, and over HTTP.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../mcp_server/misbehaving.rs"]
mod misbehaving;

mod calls;
mod crashes;
mod http;
mod real;
mod rules;
mod sets;
mod steps;
mod support;
