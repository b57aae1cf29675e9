//! The `routine` program: the same engine as the window, in a terminal.

fn main() {}
