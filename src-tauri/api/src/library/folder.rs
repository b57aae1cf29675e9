//! What is in the project folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file::modified_at;

/// Folders below the project folder are looked at this deep.
const MAX_DEPTH: usize = 8;

/// A file that may hold a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundFile {
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// When it was last written, in milliseconds since 1970.
    pub(crate) modified_at: u64,
}

/// Where routines are kept when the user has not said otherwise.
pub(crate) fn default_folder() -> PathBuf {
    let folders = directories::UserDirs::new();
    let documents = folders.as_ref().and_then(directories::UserDirs::document_dir).map(Path::to_owned);
    let home = folders.as_ref().map(|folders| folders.home_dir().to_owned());
    documents.or(home).unwrap_or_else(|| PathBuf::from(".")).join("Routine Studio")
}

/// Whether a file's name says that it holds a routine.
pub(crate) fn is_routine_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ending.eq_ignore_ascii_case("bpmn") || ending.eq_ignore_ascii_case("xml")
}

/// Whether a file holds decisions, by its ending.
pub(crate) fn is_decision_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("dmn"))
}

/// Every file with decisions of a folder and its folders, in the order of their paths.
pub(crate) fn scan_decisions(folder: &Path) -> Vec<PathBuf> {
    let mut found = BTreeMap::new();
    scan_into(folder, 0, is_decision_file, &mut found);
    found.into_keys().collect()
}

/// Every routine file of a folder and its folders, by path. Hidden folders and what cannot be read are passed over.
pub(crate) fn scan(folder: &Path) -> BTreeMap<PathBuf, FoundFile> {
    let mut found = BTreeMap::new();
    scan_into(folder, 0, is_routine_file, &mut found);
    found
}

fn scan_into(folder: &Path, depth: usize, is_wanted: fn(&Path) -> bool, found: &mut BTreeMap<PathBuf, FoundFile>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if hidden || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            if depth < MAX_DEPTH && entry.file_name() != "node_modules" {
                scan_into(&path, depth + 1, is_wanted, found);
            }
        } else if is_wanted(&path)
            && let Ok(facts) = entry.metadata()
        {
            found.insert(path, FoundFile { bytes: facts.len(), modified_at: modified_at(&facts) });
        }
    }
}
