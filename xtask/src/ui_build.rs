//! The web pages: their packages and their build.

use std::fs;
use std::path::Path;

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::{Program, is_installed};

const OLDEST_NODE: u32 = 20;

/// Builds the pages that both the window and `routine serve` show.
pub fn build(checkout: &Checkout) -> Result<(), Failure> {
    install_packages(&checkout.ui())?;
    Program::new("npm").args(["run", "--silent", "build"]).folder(&checkout.ui()).run()
}

/// `npm ci` where the lock file changed since the last time.
pub fn install_packages(folder: &Path) -> Result<(), Failure> {
    check_node()?;
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|error| Failure(format!("{}: {error}.", folder.join("package-lock.json").display())))?;
    let stamp = folder.join("node_modules/.installed-from.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    Program::new("npm").args(["ci", "--no-audit", "--no-fund"]).folder(folder).run()?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn check_node() -> Result<(), Failure> {
    if !is_installed("npm") {
        return Err(Failure(format!("Node {OLDEST_NODE} or newer with npm is needed, and npm was not found.")));
    }
    let version = Program::new("node").args(["--version"]).output()?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(Failure(format!("Node {OLDEST_NODE} or newer is needed; `node --version` says {}.", version.trim()))),
    }
}
