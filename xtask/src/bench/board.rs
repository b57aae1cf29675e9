//! `cargo xtask bench board`: a blackboard with 100,000 entries and 1,000,000 versions, beside one of a tenth.

use serde_json::Value;

use super::example::Example;
use super::number;
use crate::Failure;
use crate::checkout::Checkout;

/// Entries and versions.
const SMALL: [&str; 2] = ["10000", "100000"];
const LARGE: [&str; 2] = ["100000", "1000000"];

/// What one read may take, milliseconds.
const MOST: f64 = 5.0;

/// What is read, by the name of its figures.
const READS: &[(&str, &str)] = &[
    ("one entry", "entry"),
    ("the newest 50 versions", "newestPage"),
    ("the oldest versions", "oldestPage"),
    ("one version of the past", "oneVersion"),
    ("50 versions of an entry with most", "hotPage"),
    ("a write, stored", "write"),
];

/// Measures both sizes and prints a table; fails when a read takes longer than it may.
pub fn bench(checkout: &Checkout) -> Result<(), Failure> {
    let example = Example::build(checkout, "run-store", "board")?;
    let (small, large) = (measure(&example, SMALL)?, measure(&example, LARGE)?);
    println!(
        "\n{:<38}{:>12}{:>12}{:>12}{:>10}",
        "100,000 entries, 1,000,000 versions", "median", "1 in 100", "most", "ratio"
    );
    let mut late = Vec::new();
    for (name, key) in READS {
        let [median, p99, most] = ["median", "p99", "most"].map(|figure| number(&large[key], figure));
        let ratio = median.as_ref().ok().copied().unwrap_or(0.0) / number(&small[key], "median")?;
        let p99 = p99?;
        println!("{name:<38}{:>9.3} ms{p99:>9.3} ms{:>9.3} ms{ratio:>8.1} x", median?, most?);
        if p99 > MOST {
            late.push(format!("{name} takes {p99:.1} ms once in a hundred times, and may take {MOST} ms"));
        }
    }
    println!("The ratio is to a tenth of the entries and versions.\n");
    for (name, key, unit) in [
        ("opening the swarm", "openMs", "ms"),
        ("memory of the opened swarm", "swarmMb", "MB"),
        ("its kept state", "checkpointMb", "MB"),
        ("the database", "fileMb", "MB"),
        ("writing it all", "fillMs", "ms"),
    ] {
        println!(
            "{name:<38}{:>9.0} {unit}{:>20.1} x",
            number(&large, key)?,
            number(&large, key)? / number(&small, key)?
        );
    }
    if late.is_empty() { Ok(()) } else { Err(Failure(late.join("; "))) }
}

fn measure(example: &Example, [entries, versions]: [&str; 2]) -> Result<Value, Failure> {
    println!("{versions} versions of {entries} entries …");
    example.measure(|_| Ok(vec![entries.to_owned(), versions.to_owned()]))
}
