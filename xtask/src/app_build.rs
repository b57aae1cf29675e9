//! The two programs: the window and `routine`.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

/// Builds both programs in one go. The pages must be there already: they become part of the window's program.
///
/// Always with `custom-protocol`, and for developers the whole workspace as the tests do it: another choice of packages
/// or features would compile Tauri and much else a second time.
pub fn build(checkout: &Checkout, release: bool) -> Result<(), Failure> {
    let packages: &[&str] =
        if release { &["--release", "--package", "routine-studio", "--package", "cli"] } else { &["--workspace"] };
    let program = Program::new("cargo").args(["build"]).args(packages).args(["--features", "custom-protocol"]);
    program.folder(&checkout.root).run()
}
