//! A place in a file.

use serde::{Deserialize, Serialize};

/// A place in the source file, both counted from 1; zero where there is no file behind an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}
