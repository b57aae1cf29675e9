//! What the acceptance tests share.

pub mod chance;
