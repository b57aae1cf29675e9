//! `routine bench`: how fast a routine runs here.

use std::path::PathBuf;

use api::headless::{BenchOptions, BenchStore, bench};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Measure how fast a routine runs here.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// The routine; it has to complete by itself.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the runs are kept while measuring.
    #[arg(long, value_enum, default_value_t = Store::Normal)]
    store: Store,
    /// How often the whole is repeated; the best counts.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    runs: u32,
    /// Runs at the same time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    concurrent: u32,
}

/// Where the runs are kept.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Store {
    /// Nowhere: the engine alone.
    None,
    /// A database in memory.
    Memory,
    /// A database file, as the program keeps its runs.
    Normal,
    /// A database file in which every commit survives a loss of power.
    Full,
}

impl Bench {
    pub(crate) async fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let store = match self.store {
            Store::None => BenchStore::None,
            Store::Memory => BenchStore::Memory,
            Store::Normal => BenchStore::Normal,
            Store::Full => BenchStore::Full,
        };
        let options = BenchOptions { store, repetitions: self.runs, concurrent: self.concurrent };
        let measured = bench(&self.file, options).await?;
        let words = format!(
            "{} flow nodes, {} at once: {:.3} ms, {:.3} µs a node, {} commits; read in {:.3} ms",
            measured.nodes, measured.runs, measured.ms, measured.us_per_node, measured.commits, measured.parse_ms
        );
        let disk = measured.fsync_ms.map(|fsync| {
            let commit = measured.ms / (measured.commits.max(1) as f64);
            format!("; {commit:.3} ms a commit, {:.1} times a synchronised write of {fsync:.3} ms", commit / fsync)
        });
        let bare = measured.bare_ms.map(|bare| {
            format!("; SQLite alone {bare:.3} ms, {:.0} % of its speed reached", bare / measured.ms * 100.0)
        });
        terminal.print(&measured, &(words + disk.or(bare).as_deref().unwrap_or_default()));
        Ok(Exit::Done)
    }
}
