//! Runs scripts for another process. The shipped programs do this themselves, asked by an argument; this one is for tests.

fn main() -> std::io::Result<()> {
    step_execution::serve_scripts()
}
