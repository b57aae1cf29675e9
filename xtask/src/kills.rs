//! `cargo xtask kills`: the crash harness of `tests/durability` with many more kills than a test run makes.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

const USAGE: &str = "usage: cargo xtask kills [--count N] [--seed N]";

/// Kills as often as is asked for, from a seed that makes it repeatable; what it has counted is printed at the end.
pub fn kills(checkout: &Checkout, arguments: &[&str]) -> Result<(), Failure> {
    let (mut count, mut seed) = ("5000", None);
    let mut rest = arguments;
    while let [option, number, more @ ..] = rest {
        number.parse::<u32>().map_err(|_| Failure(USAGE.to_owned()))?;
        match *option {
            "--count" => count = number,
            "--seed" => seed = Some(*number),
            _ => return Err(Failure(USAGE.to_owned())),
        }
        rest = more;
    }
    if !rest.is_empty() {
        return Err(Failure(USAGE.to_owned()));
    }
    let program = Program::new("cargo")
        .args(["test", "--package", "acceptance-tests", "--test", "durability", "random_routines", "--", "--nocapture"])
        .folder(&checkout.root)
        .variable("DURABILITY_KILLS", count);
    match seed {
        Some(seed) => program.variable("DURABILITY_SEED", seed).run(),
        None => program.run(),
    }
}
