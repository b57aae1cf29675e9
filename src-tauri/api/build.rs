//! Builds the crate anew when a shipped routine was added, and gives kept views their format: a fingerprint of all code
//! that builds and reads them.

use std::io;

#[path = "../run-host/fingerprint.rs"]
mod fingerprint;

/// What a run's view is made of, and what changes it.
const SOURCES: [&str; 5] =
    ["src/contract", "src/projection", "../step-execution/src", "../run-engine/src", "../routine-model/src"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=../../routines");
    println!("cargo::rustc-env=VIEW_FORMAT={}", fingerprint::of(&SOURCES)?);
    Ok(())
}
