//! `cargo xtask bench`: this program and a peer on the same graphs, one after the other on the same machine.
//!
//! Only the ratios mean anything: the milliseconds are those of the machine and of what else it is doing.

pub mod board;
mod disk;
mod example;
mod growth;
pub mod history;
mod model;
mod peer;
mod xml;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;
use model::{Model, Shape};
use xml::Dialect;

struct Case {
    name: &'static str,
    shape: Shape,
    /// Runs at the same time.
    runs: usize,
    /// Those of the peer: none where its stack overflows, and only its reading is measured.
    peer_runs: usize,
}

const CASES: &[Case] = &[
    Case { name: "sequence of 10", shape: Shape::Sequence(10), runs: 1, peer_runs: 1 },
    Case { name: "sequence of 100", shape: Shape::Sequence(100), runs: 1, peer_runs: 1 },
    Case { name: "sequence of 1000", shape: Shape::Sequence(1000), runs: 1, peer_runs: 1 },
    Case { name: "fork into 100", shape: Shape::Fork(100), runs: 1, peer_runs: 1 },
    Case { name: "loop of 1000", shape: Shape::Loop(1000), runs: 1, peer_runs: 1 },
    Case { name: "1000 small runs", shape: Shape::Small, runs: 1000, peer_runs: 1000 },
    Case { name: "big, 5000 elements", shape: Shape::Big(5000), runs: 1, peer_runs: 0 },
];

/// The best counts. More than the peer's three, because a case takes milliseconds and others use the machine, too.
const REPETITIONS: &str = "10";

struct Row {
    name: &'static str,
    /// Without a store, and journaled in SQLite.
    ours: [f64; 2],
    parse: f64,
    rss: f64,
    peer: Option<peer::Measured>,
}

/// Measures all cases and prints a table; `--no-peer` leaves the peer out.
pub fn bench(checkout: &Checkout, arguments: &[&str]) -> Result<(), Failure> {
    let with_peer = match arguments {
        [] => true,
        ["--no-peer"] => false,
        _ => return Err(Failure("usage: cargo xtask bench [--no-peer]".to_owned())),
    };
    // Features of the whole workspace would not make it slower, but Tauri would have to be compiled.
    Program::new("cargo").args(["build", "--release", "--package", "cli"]).folder(&checkout.root).run()?;
    let folder = checkout.target.join("bench");
    let peer = if with_peer { peer::install(&folder)? } else { None };
    let mut rows = Vec::new();
    for case in CASES {
        println!("{} …", case.name);
        rows.push(measure(checkout, &folder, case, peer.as_ref())?);
    }
    print(&rows);
    growth::measure(checkout, &folder)?;
    disk::measure(checkout, &folder)
}

fn measure(checkout: &Checkout, folder: &Path, case: &Case, peer: Option<&peer::Peer>) -> Result<Row, Failure> {
    let model = Model::new(case.shape);
    let with_drawing = matches!(case.shape, Shape::Big(_));
    let ours = write_file(folder, case, Dialect::Feel, &xml::write(&model, Dialect::Feel, with_drawing))?;
    let memory = measure_ours(checkout, &ours, case.runs, "none", REPETITIONS)?;
    let journal = measure_ours(checkout, &ours, case.runs, "normal", REPETITIONS)?;
    let measured = match peer {
        Some(peer) => {
            let text = xml::write(&model, Dialect::BpmnEngine, with_drawing);
            let file = write_file(folder, case, Dialect::BpmnEngine, &text)?;
            Some(peer.measure(checkout, &file, case.peer_runs)?)
        }
        None => None,
    };
    Ok(Row {
        name: case.name,
        ours: [number(&memory, "ms")?, number(&journal, "ms")?],
        parse: number(&journal, "parseMs")?,
        rss: number(&journal, "rssMb")?,
        peer: measured,
    })
}

fn write_file(folder: &Path, case: &Case, dialect: Dialect, text: &str) -> Result<PathBuf, Failure> {
    let folder = folder.join(dialect.folder());
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{}.bpmn", case.name.replace([' ', ','], "")));
    fs::write(&file, text)?;
    Ok(file)
}

fn measure_ours(
    checkout: &Checkout,
    file: &Path,
    runs: usize,
    store: &str,
    repetitions: &str,
) -> Result<Value, Failure> {
    let text = Program::new(checkout.built("routine", true))
        .args(["bench", "--json", "--store", store, "--runs", repetitions, "--concurrent", &runs.to_string()])
        .args([file])
        .output()?;
    serde_json::from_str(&text).map_err(|error| Failure(format!("routine bench answered no JSON: {error}")))
}

fn number(measured: &Value, key: &str) -> Result<f64, Failure> {
    measured[key].as_f64().ok_or_else(|| Failure(format!("there is no number `{key}` in {measured}")))
}

fn print(rows: &[Row]) {
    println!(
        "\n{:<22}{:>12}{:>12}{:>14}{:>9}{:>11}{:>9}",
        "", "no store", "in SQLite", "bpmn-engine", "faster", "parse", "faster"
    );
    for row in rows {
        let [memory, journal] = row.ours;
        print!("{:<22}{memory:>9.2} ms{journal:>9.2} ms", row.name);
        match &row.peer {
            Some(peer) => {
                match peer.run {
                    Some(run) => print!("{run:>11.1} ms{:>8.0}x", run / journal),
                    None => print!("{:>14}{:>9}", "overflows", ""),
                }
                println!("{:>8.2} ms{:>8.0}x", row.parse, peer.parse / row.parse);
            }
            None => println!("{:>34.2} ms", row.parse),
        }
    }
    let most = |memory: fn(&Row) -> f64| rows.iter().map(memory).fold(0.0, f64::max);
    println!("\nMost memory: {:.0} MB here", most(|row| row.rss));
    if rows.iter().any(|row| row.peer.is_some()) {
        println!("             {:.0} MB in bpmn-engine", most(|row| row.peer.as_ref().map_or(0.0, |peer| peer.rss)));
    }
    println!("\"Faster\" compares runs journaled in SQLite with bpmn-engine, which keeps everything in memory.");
}
