//! Writes a run to a file.

use std::io::Write;

use run_engine::{JournalEntry, RunId, RunStateMachine, Timestamp};
use run_store::{RunPersistence, RunRow};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::redacting::Redactor;
use super::{End, ExportFormat, FORMAT, Head, Line, RUN_FILE_VERSION, Redaction, RunFileError, Text, ocel};
use crate::error::HostError;
use crate::host::RunHost;
use crate::run_loader::{RunLoader, hex};

/// All that is written of a run.
pub(super) struct Exported<'r> {
    pub(super) row: &'r RunRow,
    pub(super) entries: &'r [JournalEntry],
    pub(super) redactor: &'r Redactor,
}

impl RunHost {
    /// Writes a run as it is stored.
    ///
    /// # Errors
    /// There is no such run, it cannot be read or written, or what would be left of it is no run any more.
    pub async fn export(
        &self,
        run: &RunId,
        format: ExportFormat,
        redaction: Redaction,
        mut to: Box<dyn Write + Send>,
    ) -> Result<(), HostError> {
        let (store, loader, wanted) = (self.parts.store.clone(), self.parts.loader.clone(), run.clone());
        let now = self.parts.clock.now();
        let written = tokio::task::spawn_blocking(move || {
            export(&store, &loader, &wanted, (format, redaction), now, &mut to)?;
            to.flush().map_err(|error| failed(&error).into())
        });
        written.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }
}

fn export(
    store: &RunPersistence,
    loader: &RunLoader,
    run: &RunId,
    (format, redaction): (ExportFormat, Redaction),
    now: Timestamp,
    to: &mut dyn Write,
) -> Result<(), HostError> {
    let row = store.run(run)?;
    let limit = u32::try_from(row.seq).unwrap_or(u32::MAX);
    let entries = store.journal(run, 1, Some(limit))?;
    let graphs = loader.graphs(run)?;
    let redaction = redaction.with_marks(&graphs);
    let redactor = Redactor::new(redaction.clone(), entries.iter());
    if format == ExportFormat::Run && !redaction.is_empty() {
        // What was left out must not be what the run is put together by.
        let left = entries.iter().map(|entry| serde_json::from_value::<JournalEntry>(redactor.entry(entry)));
        let left = left.collect::<Result<Vec<_>, _>>().map_err(|error| unusable(&error.to_string()))?;
        RunStateMachine::replay(graphs, left).map_err(|error| unusable(&error.to_string()))?;
    }
    let exported = Exported { row: &row, entries: &entries, redactor: &redactor };
    match format {
        ExportFormat::Run => run_file(store, &exported, redaction, now, to),
        ExportFormat::Ndjson => {
            let mut lines = Lines::new(to);
            Ok(entries.iter().try_for_each(|entry| lines.write(&redactor.entry(entry)))?)
        }
        ExportFormat::Ocel => Ok(ocel::write(&exported, to)?),
    }
}

fn run_file(
    store: &RunPersistence,
    exported: &Exported<'_>,
    redaction: Redaction,
    now: Timestamp,
    to: &mut dyn Write,
) -> Result<(), HostError> {
    let Exported { row, entries, redactor } = exported;
    let mut versions = store.pinned(&row.run)?;
    versions.retain(|version| *version != row.routine.version);
    versions.insert(0, row.routine.version.clone());
    let ends = store.command_ends(&row.run)?;
    let mut lines = Lines::new(to);
    let mut routine = row.routine.clone();
    routine.path = redactor.path(&routine.path);
    lines.write(&Head {
        format: FORMAT.to_owned(),
        version: RUN_FILE_VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        run: row.run.clone(),
        routine,
        status: row.status,
        exported_at: now,
        texts: versions.len() as u64,
        entries: entries.len() as u64,
        redaction,
    })?;
    for version in versions {
        let missing = || HostError::TextMissing { run: row.run.clone(), version: version.clone() };
        let kept = store.routine(&version)?.ok_or_else(missing)?;
        let (text, hex) = match String::from_utf8(kept.bytes) {
            Ok(text) => (Some(text), None),
            Err(other) => (None, Some(hex(other.as_bytes()))),
        };
        let text = Text { version: version.0.to_string(), name: redactor.path(&kept.name), text, hex };
        lines.write(&Line::<()>::Text(text))?;
    }
    for entry in *entries {
        let value = redactor.entry(entry);
        let is_last = ends.binary_search(&entry.seq).is_ok();
        lines.write(&if is_last { Line::Last(value) } else { Line::Entry(value) })?;
    }
    let sha256 = lines.digest();
    Ok(lines.write(&Line::<()>::End(End { sha256 }))?)
}

/// Writes lines and remembers their checksum.
struct Lines<'w> {
    to: &'w mut dyn Write,
    sum: Sha256,
}

impl<'w> Lines<'w> {
    fn new(to: &'w mut dyn Write) -> Self {
        Self { to, sum: Sha256::new() }
    }

    fn write(&mut self, line: &impl Serialize) -> Result<(), RunFileError> {
        let mut text = serde_json::to_vec(line).map_err(|error| RunFileError::Io(error.to_string()))?;
        text.push(b'\n');
        self.sum.update(&text);
        self.to.write_all(&text).map_err(|error| failed(&error))
    }

    fn digest(&self) -> String {
        hex(&self.sum.clone().finalize())
    }
}

pub(super) fn failed(error: &std::io::Error) -> RunFileError {
    RunFileError::Io(format!("the file cannot be written: {error}"))
}

fn unusable(reason: &str) -> RunFileError {
    RunFileError::Io(format!("so much would be left out that nothing of the run could be shown: {reason}"))
}
