//! What it costs that every commit survives a loss of power, and what runs at the same time gain by sharing commits.

use std::path::Path;

use super::model::{Model, Shape};
use super::xml::{self, Dialect};
use super::{Case, REPETITIONS, measure_ours, number, write_file};
use crate::Failure;
use crate::checkout::Checkout;

const SMALL: Case = Case { name: "small runs on disk", shape: Shape::Small, runs: 1_000, peer_runs: 0 };

/// Measures one small run, and many at once, and prints ratios.
pub(super) fn measure(checkout: &Checkout, folder: &Path) -> Result<(), Failure> {
    let text = xml::write(&Model::new(SMALL.shape), Dialect::Feel, false);
    let file = write_file(folder, &SMALL, Dialect::Feel, &text)?;
    let one = measure_ours(checkout, &file, 1, "full", REPETITIONS)?;
    let many = measure_ours(checkout, &file, SMALL.runs, "full", REPETITIONS)?;
    let (alone, fsync) = (number(&one, "ms")?, number(&one, "fsyncMs")?);
    let commit = alone / number(&one, "commits")?;
    let together = number(&many, "ms")? / SMALL.runs as f64;
    println!("\nEvery commit synchronised with the disk");
    println!("{:<38}{commit:>9.3} ms{:>8.1} x a synchronised write", "a commit of one run", commit / fsync);
    println!("{:<38}{together:>9.3} ms{:>8.1} x as quick as alone", "one of 1,000 runs at once", alone / together);
    Ok(())
}
