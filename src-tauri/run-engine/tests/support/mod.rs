//! What the tests of the engine share: a routine from a few words, and a small host that plays it.
#![expect(dead_code, reason = "every test crate uses its own part of it")]

pub mod game;
pub mod host;
pub mod invariants;
pub mod scenario;
pub mod script;
pub mod sketch;
pub mod undo;
