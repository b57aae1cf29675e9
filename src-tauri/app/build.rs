//! Hands the configuration to Tauri.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    put_a_page_where_none_was_built()?;
    tauri_build::try_build(tauri_build::Attributes::new())?;
    Ok(())
}

/// The pages become part of the program, so they must exist before it compiles; checking a fresh checkout needs no Node.
fn put_a_page_where_none_was_built() -> Result<(), Box<dyn Error>> {
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist")?;
        fs::write(page, "<!doctype html><title>Routine Studio</title><p>Build the pages first: cargo xtask run")?;
    }
    Ok(())
}
