//! Gives checkpoints their format: a fingerprint of all code that builds and reads a run's state.

use std::io;

mod fingerprint;

/// What a run's state is made of, and what changes it.
const SOURCES: [&str; 3] = ["src", "../run-engine/src", "../routine-model/src"];

fn main() -> io::Result<()> {
    println!("cargo::rustc-env=CHECKPOINT_FORMAT={}", fingerprint::of(&SOURCES)?);
    Ok(())
}
