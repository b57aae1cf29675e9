//! A fingerprint of source texts, for what one version of the program keeps and no other may read. Used by build scripts.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The fingerprint of all files in some folders, and of the package's version. The package is built anew when one changes.
pub fn of(folders: &[&str]) -> io::Result<u32> {
    let mut files = Vec::new();
    for folder in folders {
        println!("cargo::rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut fingerprint = Fingerprint::new();
    for file in files {
        fingerprint.add(file.to_string_lossy().as_bytes());
        // A checkout may end its lines otherwise; that is no other code.
        fingerprint.add(fs::read_to_string(&file)?.replace('\r', "").as_bytes());
    }
    fingerprint.add(env::var("CARGO_PKG_VERSION").unwrap_or_default().as_bytes());
    Ok(fingerprint.0)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// FNV-1a with 32 bits: it tells versions of one program apart, and keeps no secret.
struct Fingerprint(u32);

impl Fingerprint {
    fn new() -> Self {
        Self(0x811c_9dc5)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }
}
