//! Runs scripts for another process. The shipped programs do this themselves, asked by an argument; this one is for tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    step_execution::run_scripts_if_asked().unwrap_or(ExitCode::FAILURE)
}
