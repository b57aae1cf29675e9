//! What a window shows: the Tauri shell around a [`Studio`]. Everything a page can ask for is in the `api` crate.
//!
//! Deliberately absent: any decision about routines or runs.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]
#![expect(clippy::print_stderr, reason = "where there is no display, the terminal is the only place to say so")]

mod desktop;
mod display;
mod menu;
mod opening;
mod rpc;
mod shell;
mod window;

use std::process::ExitCode;

/// A run is made of many small values; this allocator is quicker with them than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if let Some(exit) = api::run_scripts_if_asked() {
        return exit;
    }
    if let Err(sentence) = display::prepare() {
        eprintln!("{sentence}");
        return ExitCode::FAILURE;
    }
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(api::log_filter(tracing_subscriber::EnvFilter::DEFAULT_ENV))
        .init();
    shell::start(tauri::generate_context!()).unwrap_or_else(|sentence| {
        eprintln!("{sentence}");
        ExitCode::FAILURE
    })
}
