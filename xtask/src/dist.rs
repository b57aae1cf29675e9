//! `cargo xtask dist`: a Debian package of the window and of `routine`.

use std::path::PathBuf;

use crate::checkout::Checkout;
use crate::program::Program;
use crate::{Failure, local_model, system_packages, ui_build};

/// 2.12.5 lacks most of its platform packages.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.3";

pub fn dist(checkout: &Checkout) -> Result<(), Failure> {
    system_packages::install(&[system_packages::FOR_THE_PROGRAM])?;
    ui_build::install_packages(&checkout.ui())?;
    // The bundle takes `routine` along, so it has to be there before the bundler looks for it.
    Program::new("cargo").args(["build", "--release", "--package", "cli"]).folder(&checkout.root).run()?;
    local_model::build(checkout)?;
    let (routine, runner) = (checkout.built("routine", true), checkout.built("routine-local-model", true));
    let installed = serde_json::json!({ "/usr/bin/routine": routine, "/usr/bin/routine-local-model": runner });
    let files = serde_json::json!({ "bundle": { "linux": { "deb": { "files": installed } } } });
    Program::new("npx")
        .args(["--yes", TAURI_CLI, "build", "--bundles", "deb", "--config", &files.to_string()])
        .folder(&checkout.root)
        .run()?;
    for bundle in bundles(checkout)? {
        println!("{}", bundle.display());
    }
    Ok(())
}

fn bundles(checkout: &Checkout) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(checkout.target.join("release/bundle/deb"))?;
    Ok(entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "deb"))
        .collect())
}
