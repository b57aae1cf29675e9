//! Where test data come from.

use std::path::{Path, PathBuf};

/// The public conformance suites, which are not part of the repository; `None` and a sentence when they are not here.
pub fn conformance_dir() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let folder = std::env::var_os("CONFORMANCE_DIR").map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    let message = format!("skipped: no conformance suites in {}; set CONFORMANCE_DIR to run them", folder.display());
    std::io::Write::write_all(&mut std::io::stderr(), format!("{message}\n").as_bytes()).ok();
    None
}

/// Every file below a folder whose name ends so, sorted.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
