//! The files of the repository, as git sees them.

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand};

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_path_buf()
}

/// Paths relative to the root of all files that are tracked, or would be after `git add`; with `/` as separator.
pub fn files() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        .current_dir(root())
        .output()
        .expect("git lists the files of a checkout");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).expect("paths are UTF-8");
    list.lines().filter(|path| root().join(path).is_file()).map(str::to_owned).collect()
}

/// Paths of the sources that people write: Rust, TypeScript and style sheets; neither tests nor generated files.
pub fn sources() -> Vec<String> {
    let mut paths = files();
    paths.retain(|path| is_source(path) && !is_test(path) && !is_generated(path));
    paths
}

/// The text of a file; `None` for one that is not text.
pub fn text(path: &str) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".tsx", ".css"].iter().any(|ending| path.ends_with(ending))
}

/// Whether a path belongs to tests only.
pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || ["/tests.rs", "_test.rs", "_tests.rs", ".test.ts", ".test.tsx"].iter().any(|ending| path.ends_with(ending))
}

/// Whether a path is written by a program.
pub fn is_generated(path: &str) -> bool {
    path.starts_with("ui/src/contract/") || path.ends_with(".d.ts")
}

/// What cargo knows about the workspace and everything that it is made of on this system.
pub fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--locked".to_owned(), "--filter-platform".to_owned(), "host-tuple".to_owned()])
        .exec()
        .expect("cargo describes the workspace")
}
