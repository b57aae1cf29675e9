//! The studio through its command list, as a page uses it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod answers;
mod evolution;
mod library;
mod models;
mod outside;
mod past;
mod runs;
mod support;
mod timeline;
