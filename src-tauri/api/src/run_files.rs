//! Runs as files, for screens and terminals.

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use run_engine::RunId;
use run_host::{ExportFormat, Redaction, RunHost};

use crate::contract::{ApiError, ErrorCode, ExportedRun, RunExportFormat, RunRedaction};
use crate::studio::host_failed;

/// More than this is not handed to a screen in one piece, bytes.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// A run as the text of a file.
///
/// # Errors
/// There is no such run, it cannot be read, or it is too large for a screen.
pub(crate) async fn exported(
    host: &RunHost,
    run: &str,
    format: RunExportFormat,
    redaction: RunRedaction,
) -> Result<ExportedRun, ApiError> {
    let text = Text::default();
    host.export(&RunId::from(run), format_of(format), redaction_of(redaction), Box::new(text.clone()))
        .await
        .map_err(host_failed)?;
    let bytes = std::mem::take(&mut *text.0.lock().unwrap_or_else(PoisonError::into_inner));
    let text = String::from_utf8(bytes)
        .map_err(|error| ApiError::new(ErrorCode::Internal, format!("The run is no text: {error}.")))?;
    let ending = match format {
        RunExportFormat::Run => "run",
        RunExportFormat::Ndjson => "ndjson",
        RunExportFormat::Ocel => "ocel.json",
    };
    Ok(ExportedRun { name: format!("{run}.{ending}"), text })
}

/// Writes a run to a file, which is there whole or not at all.
///
/// # Errors
/// There is no such run, it cannot be read, or the file cannot be written.
pub(crate) async fn export_to(
    host: &RunHost,
    run: &str,
    format: RunExportFormat,
    redaction: RunRedaction,
    to: &Path,
) -> Result<(), ApiError> {
    let failed = |error: io::Error| {
        ApiError::new(ErrorCode::InvalidRequest, format!("{} cannot be written: {error}.", to.display()))
    };
    let file = Arc::new(Mutex::new(Some(atomic_write_file::AtomicWriteFile::open(to).map_err(failed)?)));
    let writer = Box::new(io::BufWriter::new(Target(Arc::clone(&file))));
    host.export(&RunId::from(run), format_of(format), redaction_of(redaction), writer).await.map_err(host_failed)?;
    match file.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(file) => file.commit().map_err(failed),
        None => Ok(()),
    }
}

/// Takes in the run of a file.
///
/// # Errors
/// The file is refused, with the line and a reason.
pub(crate) async fn import(host: &RunHost, from: Box<dyn io::BufRead + Send>) -> Result<String, ApiError> {
    Ok(host.import(from).await.map_err(host_failed)?.to_string())
}

fn format_of(format: RunExportFormat) -> ExportFormat {
    match format {
        RunExportFormat::Run => ExportFormat::Run,
        RunExportFormat::Ndjson => ExportFormat::Ndjson,
        RunExportFormat::Ocel => ExportFormat::Ocel,
    }
}

fn redaction_of(redaction: RunRedaction) -> Redaction {
    let RunRedaction { variables, prompts, files, with_sensitive } = redaction;
    Redaction { variables: variables.into_iter().collect(), prompts, files, with_sensitive }
}

/// Text in memory, up to what a screen takes.
#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if text.len() + bytes.len() > MOST_TEXT {
            return Err(io::Error::other("it is too large to be shown here; `routine export` writes it to a file"));
        }
        text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The file, which whoever has asked for it finishes.
struct Target(Arc<Mutex<Option<atomic_write_file::AtomicWriteFile>>>);

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            Some(file) => file.write(bytes),
            None => Err(io::Error::other("the file is finished")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            Some(file) => file.flush(),
            None => Ok(()),
        }
    }
}
