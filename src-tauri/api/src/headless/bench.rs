//! How fast a routine runs here.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use routine_model::{RoutineGraph, read_bpmn};
use run_engine::{RunEvent, RunId, RunStatus};
use run_store::RunPersistence;
use serde::Serialize;
use tokio::task::JoinSet;

use super::bench_engine::run_in_engine;
use super::runs::{Headless, StartFile};
use crate::contract::{ApiError, ErrorCode};
use crate::library::read_routine;
use crate::resources::Resources;
use crate::studio::{host_failed, store_failed};

/// So often the disk is measured.
const FSYNCS: usize = 100;
/// Bytes of a page of a database.
const PAGE: usize = 4_096;

/// Where the runs of a measurement are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BenchStore {
    /// Nowhere: the engine alone.
    None,
    /// A database in memory.
    Memory,
    /// A database file that survives the end of the process, as the program keeps its runs.
    Normal,
    /// A database file in which every commit survives a loss of power.
    Full,
}

/// What is measured.
#[derive(Debug, Clone, Copy)]
pub struct BenchOptions {
    /// Where the runs are kept.
    pub store: BenchStore,
    /// How often the whole is repeated; the best counts.
    pub repetitions: u32,
    /// Runs at the same time.
    pub concurrent: u32,
}

/// What was measured: the best of the repetitions.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// Flow nodes executed by one run.
    pub nodes: u64,
    /// Runs at the same time.
    pub runs: u32,
    /// Reading the file, in milliseconds.
    pub parse_ms: f64,
    /// All runs to their end, in milliseconds.
    pub ms: f64,
    /// Microseconds for each flow node.
    pub us_per_node: f64,
    /// Journal batches that were stored.
    pub commits: u64,
    /// What the disk takes for the least that survives a loss of power, in milliseconds: the median of many. Only where every
    /// commit does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fsync_ms: Option<f64>,
    /// What SQLite alone takes for the same journal in as many commits, in milliseconds. Only of one run in a file that survives the
    /// end of the process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bare_ms: Option<f64>,
    /// The largest memory of the process so far, in megabytes; nothing where the system does not tell.
    pub rss_mb: Option<f64>,
}

struct Repetition {
    nodes: u64,
    ms: f64,
    commits: u64,
    bare_ms: Option<f64>,
    /// The largest memory until the runs had ended, before anything was read back.
    rss_mb: Option<f64>,
}

/// Measures a routine.
///
/// # Errors
/// When the file cannot be read, the routine is refused, or a run does not end by itself.
pub async fn bench(file: &Path, options: BenchOptions) -> Result<Measured, ApiError> {
    let bytes = read_routine(file)?.bytes;
    let mut reading = read_bpmn(&bytes);
    let mut parse_ms = f64::INFINITY;
    for _ in 0..options.repetitions.max(1) {
        let begun = Instant::now();
        reading = read_bpmn(&bytes);
        parse_ms = parse_ms.min(ms_since(begun));
    }
    let graph = Arc::new(reading.graph);
    let mut best: Option<Repetition> = None;
    let mut rss_mb = None;
    for _ in 0..options.repetitions.max(1) {
        let repetition = match options.store {
            BenchStore::None => in_engine(&graph, options.concurrent)?,
            BenchStore::Memory => in_store(file, RunPersistence::in_memory().map_err(store_failed)?, options).await?,
            BenchStore::Normal | BenchStore::Full => in_file(file, options).await?,
        };
        // Later ones also count what reading back has needed in the meantime.
        rss_mb = rss_mb.or(repetition.rss_mb);
        if best.as_ref().is_none_or(|best| repetition.ms < best.ms) {
            best = Some(repetition);
        }
    }
    let best = best.ok_or_else(|| ApiError::new(ErrorCode::Internal, "Nothing was measured."))?;
    let all = best.nodes.saturating_mul(u64::from(options.concurrent)).max(1);
    Ok(Measured {
        nodes: best.nodes,
        runs: options.concurrent,
        parse_ms,
        ms: best.ms,
        us_per_node: best.ms * 1000.0 / all as f64,
        commits: best.commits,
        bare_ms: best.bare_ms,
        fsync_ms: if options.store == BenchStore::Full { Some(fsync_ms()?) } else { None },
        rss_mb,
    })
}

fn in_engine(graph: &Arc<RoutineGraph>, concurrent: u32) -> Result<Repetition, ApiError> {
    let begun = Instant::now();
    let mut nodes = 0;
    for _ in 0..concurrent {
        nodes = run_in_engine(graph)?;
    }
    Ok(Repetition { nodes, ms: ms_since(begun), commits: 0, bare_ms: None, rss_mb: peak_memory() })
}

async fn in_file(file: &Path, options: BenchOptions) -> Result<Repetition, ApiError> {
    let folder = tempfile::tempdir().map_err(no_place)?;
    let store = RunPersistence::open(&folder.path().join("bench.db")).map_err(store_failed)?;
    if options.store == BenchStore::Full {
        store.sync_always();
    }
    in_store(file, store, options).await
}

async fn in_store(file: &Path, store: RunPersistence, options: BenchOptions) -> Result<Repetition, ApiError> {
    let headless = Arc::new(Headless::over(store, file.parent().unwrap_or(Path::new(".")), Resources::nothing()));
    // The file is read once, as whoever starts a routine often has it; what that takes is told by itself.
    let warm = headless.start(file, StartFile::default()).await?;
    headless.host.rest(&RunId::from(warm.as_str())).await;
    let commits_before = headless.host.store().commits();
    let begun = Instant::now();
    // All at once, as from many windows: each is started when it is stored, and what is stored together costs one commit.
    let mut starts = JoinSet::new();
    for _ in 0..options.concurrent {
        let (headless, file) = (Arc::clone(&headless), file.to_owned());
        starts.spawn(async move { headless.start(&file, StartFile::default()).await });
    }
    let mut runs = Vec::new();
    while let Some(started) = starts.join_next().await {
        let run = started.map_err(|error| ApiError::new(ErrorCode::Internal, error.to_string()))??;
        runs.push(RunId::from(run.as_str()));
    }
    for run in &runs {
        headless.host.rest(run).await;
    }
    let (ms, rss_mb) = (ms_since(begun), peak_memory());
    let commits = headless.host.store().commits() - commits_before;
    let Some(first) = runs.first() else {
        return Err(ApiError::new(ErrorCode::InvalidRequest, "At least one run is needed to measure."));
    };
    let journal = headless.host.journal(first, 1, None).await.map_err(host_failed)?;
    let nodes = journal.iter().filter(|entry| matches!(entry.event, RunEvent::StepCompleted(_))).count() as u64;
    for run in &runs {
        let status = headless.host.progress(run).await.map_err(host_failed)?.progress.status;
        if status != RunStatus::Completed {
            return Err(does_not_end(&format!("{status:?}")));
        }
    }
    let bare_ms = match options {
        BenchOptions { store: BenchStore::Normal, concurrent: 1, .. } => {
            let folder = tempfile::tempdir().map_err(no_place)?;
            let store = headless.host.store();
            Some(
                store.bare_inserts(first, &folder.path().join("bare.db"), commits).map_err(store_failed)?.as_secs_f64()
                    * 1000.0,
            )
        }
        BenchOptions { .. } => None,
    };
    if let Some(headless) = Arc::into_inner(headless) {
        headless.close().await?;
    }
    Ok(Repetition { nodes, ms, commits, bare_ms, rss_mb })
}

/// Only what ends by itself can be measured.
pub(super) fn does_not_end(status: &str) -> ApiError {
    ApiError::new(
        ErrorCode::NotRunnable,
        format!("The run does not complete by itself, so nothing was measured: it is {status}."),
    )
    .with_hint("Measure a routine that waits for nobody and has no incidents.")
}

/// One page of a database is written and synchronised, as SQLite does at the end of a commit to its log (`fdatasync`).
fn fsync_ms() -> Result<f64, ApiError> {
    let mut file = tempfile::tempfile().map_err(no_place)?;
    let mut taken = Vec::with_capacity(FSYNCS);
    for _ in 0..FSYNCS {
        let begun = Instant::now();
        file.write_all(&[7; PAGE]).and_then(|()| file.sync_data()).map_err(no_place)?;
        taken.push(ms_since(begun));
    }
    taken.sort_by(f64::total_cmp);
    Ok(taken.get(FSYNCS / 2).copied().unwrap_or_default())
}

fn no_place(error: std::io::Error) -> ApiError {
    ApiError::new(ErrorCode::FileFailed, format!("There is no place for the measurement: {error}."))
}

fn ms_since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// Megabytes that this process has occupied at most.
fn peak_memory() -> Option<f64> {
    process_memory("VmHWM:")
}

/// A figure of this process's memory in megabytes, by its line in `/proc/self/status` (proc(5)): `VmRSS:` is what it occupies,
/// `VmHWM:` the most so far. None where the system does not tell.
#[must_use]
pub fn process_memory(line: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|found| found.strip_prefix(line))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
