//! `cargo xtask fuzz`: coverage-guided damage to the files that anybody may have written, by libFuzzer.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

const USAGE: &str = "usage: cargo xtask fuzz [routine|expression|scenario|swarm|run] [--minutes N]";

/// The readers that have a fuzzer in `tests/fuzz`.
const READERS: [&str; 5] = ["routine", "expression", "scenario", "swarm", "run"];

/// Fuzzes one reader or each in turn. It begins with the committed corpus, the sample files and what was found before; what is new
/// to a reader is kept in `target/fuzz`. What makes it fall over is left in `tests/fuzz/artifacts` and ends everything.
pub fn fuzz(checkout: &Checkout, arguments: &[&str]) -> Result<(), Failure> {
    let (chosen, options) = match arguments {
        [name, rest @ ..] if READERS.contains(name) => (Some(*name), rest),
        rest => (None, rest),
    };
    let minutes: u32 = match options {
        [] => 60,
        ["--minutes", minutes] => minutes.parse().map_err(|_| Failure(USAGE.to_owned()))?,
        _ => return Err(Failure(USAGE.to_owned())),
    };
    let fuzzers = checkout.root.join("tests/fuzz");
    // The versions are those of the workspace; only the fuzzing library comes on top.
    std::fs::copy(checkout.root.join("Cargo.lock"), fuzzers.join("Cargo.lock"))?;
    if Program::new("cargo").args(["fuzz", "--version"]).folder(&fuzzers).run().is_err() {
        Program::new("cargo").args(["install", "--locked", "cargo-fuzz"]).folder(&fuzzers).run()?;
    }
    for reader in READERS {
        if chosen.is_none_or(|chosen| chosen == reader) {
            let found = checkout.root.join("target/fuzz").join(reader);
            std::fs::create_dir_all(&found)?;
            let time = format!("-max_total_time={}", u64::from(minutes) * 60);
            // Sanitizers need a nightly compiler and find what safe Rust cannot do; the coverage alone is there in the stable one.
            Program::new("cargo")
                .args(["fuzz", "run", "--fuzz-dir", ".", "--sanitizer", "none", reader])
                .args([&found, &fuzzers.join("corpus").join(reader), &checkout.root.join("routines")])
                .args(["--", &time, "-timeout=20", "-print_final_stats=1"])
                .folder(&fuzzers)
                .run()?;
        }
    }
    Ok(())
}
