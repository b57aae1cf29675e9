//! Measuring programs: examples of the crates that they measure.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

/// A measuring program, and the folder in which it may do what it likes.
pub(super) struct Example {
    program: PathBuf,
    folder: PathBuf,
}

impl Example {
    /// Builds it.
    pub(super) fn build(checkout: &Checkout, package: &str, name: &str) -> Result<Self, Failure> {
        Program::new("cargo")
            .args(["build", "--release", "--package", package, "--example", name])
            .folder(&checkout.root)
            .run()?;
        let program = checkout.target.join("release").join("examples").join(name);
        Ok(Self { program, folder: checkout.target.join("bench").join(name) })
    }

    /// Runs it with its folder, empty but for what `prepare` puts there, and the arguments that that answers. Gives the figures
    /// that it prints.
    pub(super) fn measure(
        &self,
        prepare: impl FnOnce(&Path) -> Result<Vec<String>, Failure>,
    ) -> Result<Value, Failure> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        fs::create_dir_all(&self.folder)?;
        let arguments = prepare(&self.folder)?;
        let text = Program::new(&self.program).args([&self.folder]).args(arguments).output()?;
        fs::remove_dir_all(&self.folder)?;
        serde_json::from_str(&text).map_err(|error| Failure(format!("the bench answered no JSON: {error}")))
    }
}
