//! The two programs: the window and `routine`.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

/// Builds both programs in one go. The pages must be there already: they become part of the window's program.
///
/// `custom-protocol` is always on, because switching it compiles Tauri again.
pub fn build(checkout: &Checkout, release: bool) -> Result<(), Failure> {
    let program = Program::new("cargo")
        .args(["build", "--package", "routine-studio", "--package", "cli", "--features", "custom-protocol"])
        .folder(&checkout.root);
    if release { program.args(["--release"]) } else { program }.run()
}
