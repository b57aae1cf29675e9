//! How time and memory grow with the size of what runs: ratios of one run on one machine.

use std::path::Path;

use super::model::{Model, Shape};
use super::xml::{self, Dialect};
use super::{Case, measure_ours, number, write_file};
use crate::Failure;
use crate::checkout::Checkout;

/// The same shape twice, the second one ten times as large.
const PAIRS: &[[Case; 2]] = &[
    [of("loop of 10000", Shape::Loop(10_000)), of("loop of 100000", Shape::Loop(100_000))],
    [of("fork into 100", Shape::Fork(100)), of("fork into 1000", Shape::Fork(1000))],
];

/// Large runs take seconds in SQLite; the best of a few is steady enough for a ratio.
const REPETITIONS: &str = "3";

const fn of(name: &'static str, shape: Shape) -> Case {
    Case { name, shape, runs: 1, peer_runs: 0 }
}

/// Measures all pairs and prints how many times longer the larger one took, and how many times the memory.
pub(super) fn measure(checkout: &Checkout, folder: &Path) -> Result<(), Failure> {
    println!("\n{:<38}{:>10}{:>12}{:>10}", "ten times as much takes", "no store", "in SQLite", "memory");
    for [small, large] in PAIRS {
        let mut ratios = Vec::new();
        for store in ["none", "normal"] {
            let (before, after) = (one(checkout, folder, small, store)?, one(checkout, folder, large, store)?);
            ratios.push((after.0 / before.0, after.1 / before.1));
        }
        if let [(without, _), (stored, memory)] = ratios.as_slice() {
            let what = format!("{} after {}", large.name, small.name);
            println!("{what:<38}{without:>8.1} x{stored:>10.1} x{memory:>8.1} x");
        }
    }
    Ok(())
}

/// Milliseconds, and megabytes of the whole process.
fn one(checkout: &Checkout, folder: &Path, case: &Case, store: &str) -> Result<(f64, f64), Failure> {
    let text = xml::write(&Model::new(case.shape), Dialect::Feel, false);
    let file = write_file(folder, case, Dialect::Feel, &text)?;
    let measured = measure_ours(checkout, &file, case.runs, store, REPETITIONS)?;
    Ok((number(&measured, "ms")?, number(&measured, "rssMb")?))
}
