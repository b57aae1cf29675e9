//! Deleting a routine moves its file where it can be found again.

use std::path::{Path, PathBuf};

use crate::contract::{ApiError, ErrorCode};

/// Name of the folder for deleted files inside the project folder.
const TRASH: &str = ".trash";

/// Moves a file to the project folder's trash and says where it is now.
///
/// # Errors
/// When the folder cannot be written; the file is then where it was.
pub(crate) fn move_to_trash(folder: &Path, path: &Path, now_ms: u64) -> Result<PathBuf, ApiError> {
    let failed = |error: std::io::Error| {
        ApiError::new(ErrorCode::FileFailed, format!("{} was not deleted: {error}.", path.display()))
    };
    let trash = folder.join(TRASH);
    std::fs::create_dir_all(&trash).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let target = trash.join(format!("{now_ms}-{name}"));
    std::fs::rename(path, &target).or_else(|_| {
        // A chosen file may be on another disk, where a rename cannot reach.
        std::fs::copy(path, &target).and_then(|_| std::fs::remove_file(path)).map_err(failed)
    })?;
    Ok(target)
}
