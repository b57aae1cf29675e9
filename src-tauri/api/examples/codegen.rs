//! Writes the TypeScript contract: `cargo run -p api --example codegen [folder]`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/contract"), PathBuf::from);
    match api::codegen::write_contract(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, folder = %folder.display(), "the contract could not be written");
            ExitCode::FAILURE
        }
    }
}
