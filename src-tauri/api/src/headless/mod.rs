//! What a terminal asks besides the command list: files by path, expressions, runs to the end.
//!
//! A terminal's user names files directly, so no path is checked here but for being a readable file.

mod expression;
mod file;

pub use expression::evaluate;
pub use file::{CheckedFile, check_file, roundtrip_file};
