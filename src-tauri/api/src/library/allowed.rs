//! Which files a page may name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use crate::contract::{ApiError, ErrorCode};

/// The project folder, and files that the user chose outside of it.
#[derive(Debug)]
pub(crate) struct AllowedPaths {
    inner: RwLock<Inner>,
}

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    chosen_files: BTreeSet<PathBuf>,
    chosen_folders: BTreeSet<PathBuf>,
}

impl AllowedPaths {
    /// Only the project folder; it is made when it is missing.
    pub(crate) fn new(folder: &Path) -> Result<Self, ApiError> {
        let folder = ready_folder(folder)?;
        Ok(Self {
            inner: RwLock::new(Inner { folder, chosen_files: BTreeSet::new(), chosen_folders: BTreeSet::new() }),
        })
    }

    /// The project folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.read(|inner| inner.folder.clone())
    }

    /// Another project folder.
    pub(crate) fn set_folder(&self, folder: &Path) -> Result<PathBuf, ApiError> {
        let folder = ready_folder(folder)?;
        self.write(|inner| inner.folder.clone_from(&folder));
        Ok(folder)
    }

    /// The user chose this file in a dialog, dropped it, or named it when starting the program.
    pub(crate) fn choose_file(&self, path: &Path) -> Result<PathBuf, ApiError> {
        let path = canonical(path)?;
        self.write(|inner| inner.chosen_files.insert(path.clone()));
        Ok(path)
    }

    /// The user chose this folder in a dialog; it may become the project folder.
    pub(crate) fn choose_folder(&self, path: &Path) -> Result<PathBuf, ApiError> {
        let path = canonical(path)?;
        self.write(|inner| inner.chosen_folders.insert(path.clone()));
        Ok(path)
    }

    /// The folder, when the user chose it.
    pub(crate) fn chosen_folder(&self, path: &str) -> Result<PathBuf, ApiError> {
        let path = canonical(Path::new(path))?;
        if self.read(|inner| inner.folder == path || inner.chosen_folders.contains(&path)) {
            return Ok(path);
        }
        Err(not_allowed(&path).with_hint("Choose the folder in the dialog."))
    }

    /// The existing file behind a path that a page named, when it may be used.
    pub(crate) fn existing(&self, path: &str) -> Result<PathBuf, ApiError> {
        let asked = Path::new(path);
        if !asked.is_absolute() {
            return Err(not_allowed(asked));
        }
        let real = canonical(asked)?;
        if self.read(|inner| real.starts_with(&inner.folder) || inner.chosen_files.contains(&real)) {
            return Ok(real);
        }
        Err(not_allowed(asked))
    }

    fn read<T>(&self, look: impl FnOnce(&Inner) -> T) -> T {
        look(&self.inner.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        change(&mut self.inner.write().unwrap_or_else(PoisonError::into_inner))
    }
}

fn ready_folder(folder: &Path) -> Result<PathBuf, ApiError> {
    std::fs::create_dir_all(folder).map_err(|error| {
        ApiError::new(
            ErrorCode::FileFailed,
            format!("The project folder {} cannot be made: {error}.", folder.display()),
        )
        .with_hint("Choose another project folder in the settings.")
    })?;
    canonical(folder)
}

fn canonical(path: &Path) -> Result<PathBuf, ApiError> {
    path.canonicalize().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            ApiError::new(ErrorCode::NotFound, format!("{} is not there.", path.display()))
        } else {
            ApiError::new(ErrorCode::FileFailed, format!("{} cannot be read: {error}.", path.display()))
        }
    })
}

fn not_allowed(path: &Path) -> ApiError {
    ApiError::new(
        ErrorCode::PathNotAllowed,
        format!("{} is outside the project folder and was not chosen in a dialog.", path.display()),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
    use super::*;

    #[test]
    fn only_the_project_folder_and_chosen_files_may_be_named() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("project");
        let allowed = AllowedPaths::new(&folder).unwrap();
        let inside = folder.join("a.bpmn");
        let outside = root.path().join("b.bpmn");
        std::fs::write(&inside, "a").unwrap();
        std::fs::write(&outside, "b").unwrap();

        assert!(allowed.existing(inside.to_str().unwrap()).is_ok(), "a file in the project folder may be named");
        for wrong in [outside.to_str().unwrap(), &format!("{}/../b.bpmn", folder.display()), "a.bpmn"] {
            let code = allowed.existing(wrong).unwrap_err().code;
            assert_eq!(code, ErrorCode::PathNotAllowed, "{wrong} must not be named");
        }
        allowed.choose_file(&outside).unwrap();
        assert!(allowed.existing(outside.to_str().unwrap()).is_ok(), "a chosen file may be named");
        let missing = allowed.existing(folder.join("c.bpmn").to_str().unwrap()).unwrap_err().code;
        assert_eq!(missing, ErrorCode::NotFound, "a missing file is not found");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_project_folder_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("project");
        let allowed = AllowedPaths::new(&folder).unwrap();
        std::fs::write(root.path().join("secret.bpmn"), "x").unwrap();
        std::os::unix::fs::symlink(root.path().join("secret.bpmn"), folder.join("link.bpmn")).unwrap();
        let code = allowed.existing(folder.join("link.bpmn").to_str().unwrap()).unwrap_err().code;
        assert_eq!(code, ErrorCode::PathNotAllowed, "the link's target counts");
    }
}
