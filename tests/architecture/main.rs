//! The rules of ARCHITECTURE.md and CONTRIBUTING.md that a machine can check.
//!
//! Deliberately absent: what a lint can say (see `Cargo.toml` and the `clippy.toml` files).
#![expect(clippy::expect_used, reason = "a test that panics has failed")]

mod checkout;
mod colours;
mod failure_words;
mod file_lengths;
mod front_door;
mod licences;
mod machine_paths;
mod mission_names;
mod module_heads;
mod walls;
mod words;
