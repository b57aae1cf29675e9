//! One writer a run: a lock that the system frees when the program dies, so that nothing stale is ever left.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use run_engine::RunId;

use crate::StoreError;

/// The claim on a run. Freed when it is dropped.
#[derive(Debug)]
pub struct RunLock {
    /// The locked file with its place; none for a database in memory, which no other program can see.
    held: Option<(File, PathBuf)>,
}

impl Drop for RunLock {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.held {
            // Removed while it is still locked; whoever opened it before finds out by looking at the folder again.
            let _ = std::fs::remove_file(path);
        }
    }
}

pub(crate) fn lock(database: Option<&Path>, run: &RunId) -> Result<RunLock, StoreError> {
    let Some(database) = database else { return Ok(RunLock { held: None }) };
    let other = |error: std::io::Error| StoreError::Other(format!("run {run} cannot be locked: {error}"));
    let mut folder = OsString::from(database.as_os_str());
    folder.push(".locks");
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).map_err(other)?;
    let path = folder.join(file_name(run));
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(other)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::RunInUse(run.clone())),
            Err(TryLockError::Error(error)) => return Err(other(error)),
        }
        // The former holder may have removed the file between our opening and our locking it.
        if is_same_file(&file, &path) {
            return Ok(RunLock { held: Some((file, path)) });
        }
    }
}

/// A run's id may hold anything; a file's name may not.
fn file_name(run: &RunId) -> String {
    let safe = run.0.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if safe && !run.0.is_empty() {
        format!("{run}.lock")
    } else {
        let hex: String = run.0.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("{hex}.hex.lock")
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(there)) => open.ino() == there.ino() && open.dev() == there.dev(),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_same_file(_: &File, _: &Path) -> bool {
    true
}
