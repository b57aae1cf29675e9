//! The readers of files that anybody may have written, as tests that damage their input call them: each takes bytes, answers whether
//! they could be read, and panics when the reader breaks its word (a refusal without a reason, half of a run taken in).

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routine_model::expression::Expression;
use routine_model::{Severity, read_routine};
use run_host::scenario::Scenario;
use run_host::{ExportFormat, HostOptions, Redaction, RunHost, StartRequest};
use run_store::{RunPersistence, RunQuery};
use serde_json::Value;
use step_execution::UnifiedSubroutineExecutor;
use tokio::runtime::Runtime;

/// A routine's text, whatever its problems.
pub fn routine(text: &[u8]) -> bool {
    let reading = read_routine(text);
    assert!(reading.diagnostics.iter().all(|finding| !finding.message.is_empty()), "every finding says something");
    !reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
}

/// An expression, which is evaluated as well: an error is an answer, too.
pub fn expression(text: &[u8]) -> bool {
    let Ok(expression) = Expression::parse(&String::from_utf8_lossy(text)) else { return false };
    let _ = expression.evaluate(&BTreeMap::from([("a".to_owned(), Value::from(5))]));
    true
}

/// A scenario file.
pub fn scenario(text: &[u8]) -> bool {
    Scenario::parse(text).is_ok()
}

/// A swarm file.
pub fn swarm(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| swarm::read_swarm(text).is_ok())
}

/// Run files, each taken in by a program of its own whose database is in memory.
#[derive(Debug)]
pub struct RunFiles(Runtime);

impl RunFiles {
    /// # Errors
    ///
    /// When the system gives no runtime.
    pub fn new() -> std::io::Result<Self> {
        tokio::runtime::Builder::new_current_thread().enable_all().build().map(Self)
    }

    /// Whether the file was taken in. What is refused leaves nothing behind, and what is taken in can be looked at.
    pub fn run(&self, file: &[u8]) -> bool {
        self.0.block_on(async {
            let host = host();
            let taken = host.import(Box::new(Cursor::new(file.to_vec()))).await;
            let stored = host.list(RunQuery::default()).await.unwrap().runs;
            match taken {
                Ok(run) => {
                    host.progress(&run).await.unwrap();
                    true
                }
                Err(error) => {
                    assert!(stored.is_empty(), "refused with {error}, and yet stored");
                    false
                }
            }
        })
    }

    /// A run file as the program writes it.
    pub fn exported(&self) -> Vec<u8> {
        self.0.block_on(async {
            let (host, path) = (host(), "expense-report.bpmn");
            let bytes = fs::read(samples().join(path)).unwrap();
            let run = host.start(StartRequest::of(path, bytes)).await.unwrap();
            host.rest(&run).await;
            let file = tempfile::NamedTempFile::new().unwrap();
            let to = Box::new(file.reopen().unwrap());
            host.export(&run, ExportFormat::Run, Redaction::default(), to).await.unwrap();
            fs::read(file.path()).unwrap()
        })
    }
}

fn host() -> RunHost {
    let executor = Arc::new(UnifiedSubroutineExecutor::default());
    RunHost::open(RunPersistence::in_memory().unwrap(), executor, HostOptions::default())
}

/// The folder of the sample routines.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../routines")
}
