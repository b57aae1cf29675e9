//! Builds the program anew when the page that it serves was built anew.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let page = Path::new(&manifest).join("../../ui/dist");
    // While developing, pages are read from the disk: the folder has to have its place before anything is in it.
    std::fs::create_dir_all(&page)?;
    println!("cargo::rerun-if-changed={}", page.display());
    Ok(())
}
