//! Where the source and the build results are.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::program::Program;

/// The folder this program was compiled from, and cargo's folder for results.
pub struct Checkout {
    /// The top of the repository.
    pub root: PathBuf,
    /// `target`, or where `CARGO_TARGET_DIR` points.
    pub target: PathBuf,
}

impl Checkout {
    pub fn find() -> Result<Self, Failure> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Failure("Start this through cargo: `cargo xtask …`.".to_owned()))?;
        let root = Path::new(&package)
            .parent()
            .ok_or_else(|| Failure("The xtask package has no folder above it.".to_owned()))?
            .to_path_buf();
        let text =
            Program::new("cargo").args(["metadata", "--no-deps", "--format-version", "1"]).folder(&root).output()?;
        let metadata: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| Failure(format!("cargo metadata: {error}")))?;
        let target = metadata["target_directory"]
            .as_str()
            .ok_or_else(|| Failure("cargo metadata names no target folder.".to_owned()))?;
        Ok(Checkout { target: PathBuf::from(target), root })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that cargo built, for example `routine`.
    pub fn built(&self, name: &str, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join(name)
    }
}
