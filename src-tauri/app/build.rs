//! Hands the configuration to Tauri.

fn main() {}
