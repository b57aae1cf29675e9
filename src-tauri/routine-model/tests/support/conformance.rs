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
