//! `cargo xtask local-model`: the side program that runs models' files, put beside the other programs.

use std::path::PathBuf;

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::{Program, is_installed};

/// The side program's name.
const NAME: &str = "routine-local-model";

/// Builds it. llama.cpp is compiled on the way, which takes minutes.
pub fn build(checkout: &Checkout) -> Result<(), Failure> {
    if !is_installed("cmake") {
        return Err(Failure("Building llama.cpp needs cmake and libclang; on Debian: cmake, libclang-dev.".to_owned()));
    }
    let folder = checkout.target.join("local-model");
    Program::new("cargo")
        .args(["build", "--release", "--locked", "--target-dir"])
        .args([&folder])
        .folder(&checkout.root.join("src-tauri/local-model"))
        .run()?;
    let built = built(checkout);
    for profile in ["debug", "release"].map(|profile| checkout.target.join(profile)) {
        if profile.is_dir() {
            std::fs::copy(&built, profile.join(NAME))?;
        }
    }
    println!("{}", built.display());
    Ok(())
}

/// Where the side program is when it has been built.
pub fn built(checkout: &Checkout) -> PathBuf {
    checkout.target.join("local-model/release").join(NAME)
}
