//! `cargo xtask shots`: pictures of every screen, light and dark, small and large, into the ignored folder `shots`.

use std::fs;

use crate::checkout::Checkout;
use crate::program::Program;
use crate::{Failure, app_build, system_packages, ui_build};

/// The picture that the README shows.
const FOR_THE_README: &str = "run-form-light-1440.png";

/// Takes the pictures; `--readme` also puts one where the README finds it.
pub fn shots(checkout: &Checkout, arguments: &[&str]) -> Result<(), Failure> {
    let for_readme = match arguments {
        [] => false,
        ["--readme"] => true,
        _ => return Err(Failure("usage: cargo xtask shots [--readme]".to_owned())),
    };
    system_packages::install(&[system_packages::FOR_THE_PROGRAM, system_packages::FOR_THE_TESTS])?;
    ui_build::build(checkout)?;
    app_build::build(checkout, false)?;
    let folder = checkout.root.join("shots");
    Program::new("node")
        .args([checkout.root.join("xtask/scripts/shots.mjs"), folder.clone()])
        .variable("ROUTINE", checkout.built("routine", false))
        .folder(&checkout.root)
        .run()?;
    if for_readme {
        let images = checkout.root.join("docs/images");
        fs::create_dir_all(&images)?;
        fs::copy(folder.join(FOR_THE_README), images.join("run.png"))?;
    }
    println!("The pictures are in {}.", folder.display());
    Ok(())
}
