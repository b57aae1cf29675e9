//! Gives checkpoints their format: a fingerprint of all code that builds and reads a run's state.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What a run's state is made of, and what changes it.
const SOURCES: [&str; 3] = ["src", "../run-engine/src", "../routine-model/src"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for folder in SOURCES {
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
    println!("cargo::rustc-env=CHECKPOINT_FORMAT={}", fingerprint.0);
    Ok(())
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
