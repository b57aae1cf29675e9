//! Steps done for real, one at a time: what they produce, and how they end.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod bombs;
mod feel;
mod http;
mod inputs;
mod javascript;
mod models;
mod secrets;
mod strategies;
mod support;
mod tasks;
