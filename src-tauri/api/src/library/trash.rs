//! Deleting a routine moves its file where it can be brought back from.

use std::io;
use std::path::{Path, PathBuf};

use super::names::free_path;
use crate::contract::{ApiError, ErrorCode};

/// Name of the folder for deleted files inside the project folder.
const TRASH: &str = ".trash";

/// Moves a file to the project folder's trash, and gives the name by which it can be brought back.
///
/// In the trash a folder holds the file under its own name beside a note of where it was.
///
/// # Errors
/// When the folder cannot be written; the file is then where it was.
pub(crate) fn move_to_trash(folder: &Path, path: &Path, now_ms: u64) -> Result<String, ApiError> {
    let failed = |error: io::Error| {
        ApiError::new(ErrorCode::FileFailed, format!("{} was not deleted: {error}.", path.display()))
    };
    let name = path.file_name().unwrap_or_default();
    let (trashed, place) = free_place(&folder.join(TRASH), now_ms);
    std::fs::create_dir_all(&place).map_err(failed)?;
    std::fs::write(place.join("was"), path.as_os_str().as_encoded_bytes()).map_err(failed)?;
    relocate(path, &place.join(name)).map_err(failed)?;
    Ok(trashed)
}

fn free_place(trash: &Path, now_ms: u64) -> (String, PathBuf) {
    let mut number = now_ms;
    while trash.join(number.to_string()).exists() {
        number += 1;
    }
    (number.to_string(), trash.join(number.to_string()))
}

/// Brings a deleted file back to where it was, or beside it when its name is taken, and says where it is.
///
/// # Errors
/// When the trash does not hold it or the folder cannot be written.
pub(crate) fn restore_from_trash(folder: &Path, trashed: &str) -> Result<PathBuf, ApiError> {
    let gone = || ApiError::new(ErrorCode::NotFound, "The trash no longer holds this routine.");
    if trashed.is_empty() || !trashed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(gone());
    }
    let place = folder.join(TRASH).join(trashed);
    let was = PathBuf::from(std::fs::read_to_string(place.join("was")).map_err(|_| gone())?);
    let name = was.file_name().ok_or_else(gone)?;
    let failed = |error: io::Error| {
        ApiError::new(ErrorCode::FileFailed, format!("{} was not brought back: {error}.", was.display()))
    };
    // The note is a file that anyone may have written: a routine comes back into the project folder only.
    let home = was.parent().and_then(|parent| parent.canonicalize().ok()).filter(|home| home.starts_with(folder));
    let home = home.unwrap_or_else(|| folder.to_owned());
    let mut target = home.join(name);
    if target.exists() {
        target = free_path(&home, &target.file_stem().unwrap_or_default().to_string_lossy());
    }
    relocate(&place.join(name), &target).map_err(failed)?;
    std::fs::remove_dir_all(&place).map_err(failed)?;
    Ok(target)
}

/// A rename, or a copy where another disk is in between.
fn relocate(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to).or_else(|_| std::fs::copy(from, to).and_then(|_| std::fs::remove_file(from)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
    use super::*;

    #[test]
    fn a_deleted_file_comes_back_to_where_it_was() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().canonicalize().unwrap();
        std::fs::create_dir(folder.join("sub")).unwrap();
        let path = folder.join("sub/a.bpmn");
        std::fs::write(&path, "first").unwrap();
        let trashed = move_to_trash(&folder, &path, 5).unwrap();
        assert!(!path.exists(), "it left its folder");
        std::fs::write(&path, "second").unwrap();
        let second = move_to_trash(&folder, &path, 5).unwrap();
        assert_ne!(trashed, second, "two deletions in one millisecond keep apart");

        assert_eq!(restore_from_trash(&folder, &trashed).unwrap(), path);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "first");
        let beside = restore_from_trash(&folder, &second).unwrap();
        assert_eq!(beside, folder.join("sub/a-2.bpmn"), "a taken name gets a number");
        assert!(restore_from_trash(&folder, &trashed).is_err(), "it comes back once");
        assert!(restore_from_trash(&folder, "../sub").is_err(), "only names that a deletion gave are taken");
    }
}
