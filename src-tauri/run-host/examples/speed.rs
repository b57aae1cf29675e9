//! How fast a routine runs here, journaled on disk: `cargo run --release -p run-host --example speed -- FILE [REPETITIONS]`.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measuring tool")]

use std::sync::Arc;
use std::time::Instant;

use run_engine::RunConfig;
use run_host::{HostOptions, OpenRequest, RunHost, StartRequest};
use run_store::RunPersistence;
use step_execution::UnifiedSubroutineExecutor;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap();
    let repetitions: u32 = arguments.next().map_or(5, |number| number.parse().unwrap());
    let bytes = std::fs::read(&file).unwrap();
    for _ in 0..repetitions {
        let folder = tempfile::tempdir_in(".").unwrap();
        let store = RunPersistence::open(&folder.path().join("runs.db")).unwrap();
        let host = RunHost::open(store, Arc::new(UnifiedSubroutineExecutor::default()), HostOptions::default());
        let request = StartRequest {
            run: None,
            path: file.clone(),
            name: None,
            bytes: bytes.clone(),
            config: RunConfig::default(),
            paused: false,
            open: Some(OpenRequest::default()),
        };
        let started = Instant::now();
        let run = host.start(request).await.unwrap();
        let begun = started.elapsed();
        host.rest(&run).await;
        let all = started.elapsed();
        let row = host.store().run(&run).unwrap();
        println!("{:?}: {} entries, started after {begun:?}, at rest after {all:?}", row.status, row.seq);
    }
}
