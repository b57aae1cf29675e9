//! The studio through its command list, as a page uses it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod answers;
mod evolution;
mod hearing;
mod library;
#[path = "../../../run-host/tests/host/model_server.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod model_server;
mod models;
mod outside;
mod past;
mod runs;
mod support;
mod timeline;
