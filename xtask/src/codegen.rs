//! `cargo xtask codegen`: writes the TypeScript side of the contract anew.

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

pub fn codegen(checkout: &Checkout) -> Result<(), Failure> {
    Program::new("cargo")
        .args(["run", "--quiet", "--package", "api", "--example", "codegen", "--", "ui/src/contract"])
        .folder(&checkout.root)
        .run()
}
