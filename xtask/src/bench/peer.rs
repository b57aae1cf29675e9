//! bpmn-engine, the engine that Node programs use, installed beside the build results.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::number;
use crate::Failure;
use crate::checkout::Checkout;
use crate::program::{Program, is_installed};

const PACKAGE: &str = "bpmn-engine@25.0.1";

/// The installed peer.
pub struct Peer {
    packages: PathBuf,
}

/// What one case took.
pub struct Measured {
    pub parse: f64,
    /// Nothing where it was not asked to run.
    pub run: Option<f64>,
    pub rss: f64,
}

/// Installs the peer, if there is Node to run it with.
pub fn install(folder: &Path) -> Result<Option<Peer>, Failure> {
    if !is_installed("npm") {
        println!("There is no npm here, so only this program is measured.");
        return Ok(None);
    }
    let packages = folder.join("peer");
    fs::create_dir_all(&packages)?;
    fs::write(packages.join("package.json"), "{ \"private\": true }\n")?;
    Program::new("npm")
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", PACKAGE])
        .folder(&packages)
        .run()?;
    Ok(Some(Peer { packages }))
}

impl Peer {
    pub fn measure(&self, checkout: &Checkout, file: &Path, runs: usize) -> Result<Measured, Failure> {
        let text = Program::new("node")
            .args([checkout.root.join("xtask/scripts/bpmn-engine.mjs"), self.packages.clone(), file.to_path_buf()])
            .args([runs.to_string()])
            .output()?;
        let measured: Value =
            serde_json::from_str(&text).map_err(|error| Failure(format!("the peer answered no JSON: {error}")))?;
        Ok(Measured {
            parse: number(&measured, "parseMs")?,
            run: if runs > 0 { Some(number(&measured, "ms")?) } else { None },
            rss: number(&measured, "rssMb")?,
        })
    }
}
