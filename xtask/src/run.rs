//! `cargo xtask run`: from a fresh checkout to the program on the screen.

use std::fs;
use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::program::Program;
use crate::{Failure, app_build, system_packages, ui_build};

/// What a person sees first when no file was named.
const SAMPLE: &str = "plan-a-launch.bpmn";

pub fn run(checkout: &Checkout, arguments: &[&str]) -> Result<(), Failure> {
    let release = arguments.contains(&"--release");
    let named: Vec<&str> = arguments.iter().copied().filter(|argument| *argument != "--release").collect();
    let routine = match named.as_slice() {
        [] => sample(&checkout.root.join("routines"))?,
        [file] => fs::canonicalize(file).map_err(|error| Failure(format!("{file}: {error}.")))?,
        _ => return Err(Failure("usage: cargo xtask run [--release] [FILE]".to_owned())),
    };
    system_packages::install(&[system_packages::FOR_THE_PROGRAM])?;
    ui_build::build(checkout)?;
    app_build::build(checkout, release)?;
    if has_display() {
        return Program::new(checkout.built("routine-studio", release)).args([&routine]).folder(&checkout.root).run();
    }
    println!("There is no display here, so the same program is served to a browser on this machine.");
    Program::new(checkout.built("routine", release)).args(["serve"]).args([&routine]).folder(&checkout.root).run()
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn sample(folder: &Path) -> Result<PathBuf, Failure> {
    let known = folder.join(SAMPLE);
    if known.is_file() {
        return Ok(known);
    }
    let mut routines: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    routines.retain(|path| path.extension().is_some_and(|extension| extension == "bpmn"));
    routines.sort();
    routines.into_iter().next().ok_or_else(|| Failure(format!("{} holds no routine.", folder.display())))
}
