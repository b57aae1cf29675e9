//! What the acceptance tests share.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

pub mod chance;
pub mod readers;
