//! The two programs: the window and `routine`.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

/// Builds both programs in one go. The pages must be there already: they become part of the window's program.
///
/// Always the whole workspace with `custom-protocol`, as the tests do it: another choice of packages or features would
/// compile Tauri and much else a second time.
pub fn build(checkout: &Checkout, release: bool) -> Result<(), Failure> {
    let program =
        Program::new("cargo").args(["build", "--workspace", "--features", "custom-protocol"]).folder(&checkout.root);
    if release { program.args(["--release"]) } else { program }.run()
}
