//! The tool server of step-execution's tests, as a program.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where it is. Cargo builds it with that crate's tests; who tests another crate alone has it built here.
pub fn tool_program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(Path::parent).unwrap().join("mcp-test-server");
    if !path.exists() {
        let build = ["build", "-p", "step-execution", "--bin", "mcp-test-server"];
        assert!(Command::new(env!("CARGO")).args(build).status().unwrap().success(), "the tool server is built");
    }
    path
}
