//! One routine's file: reading with limits, writing whole or not at all.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::contract::{ApiError, ErrorCode};

/// Files over this size are refused before they are read.
pub(crate) const MAX_BYTES: u64 = routine_model::xml::MAX_FILE_BYTES;

/// A file's bytes and what the file system knows of it.
#[derive(Debug)]
pub(crate) struct ReadFile {
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// SHA-256 of the bytes, in hex.
    pub(crate) version: String,
    /// When it was last written, in milliseconds since 1970.
    pub(crate) modified_at: u64,
}

/// SHA-256 of a text, in hex.
fn version_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads a routine's file.
///
/// # Errors
/// When it is missing, a folder, too large, or cannot be read; each with a sentence that says so.
pub(crate) fn read_routine(path: &Path) -> Result<ReadFile, ApiError> {
    let failed = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => ApiError::new(ErrorCode::NotFound, format!("{} is not there.", path.display())),
        _ => ApiError::new(ErrorCode::FileFailed, format!("{} cannot be read: {error}.", path.display())),
    };
    let file = File::open(path).map_err(|error| failed(&error))?;
    let facts = file.metadata().map_err(|error| failed(&error))?;
    if facts.is_dir() {
        return Err(ApiError::new(ErrorCode::FileFailed, format!("{} is a folder, not a routine.", path.display())));
    }
    // Devices and pipes have no length: the reading itself is limited, too.
    let mut bytes = Vec::new();
    if facts.len() <= MAX_BYTES {
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    }
    if facts.len() > MAX_BYTES || bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(path));
    }
    Ok(ReadFile { version: version_of(&bytes), bytes, modified_at: modified_at(&facts) })
}

fn too_large(path: &Path) -> ApiError {
    ApiError::new(
        ErrorCode::TooLarge,
        format!("{} is larger than {} MB, the most that a routine may have.", path.display(), MAX_BYTES >> 20),
    )
}

/// When a file was last written, in milliseconds since 1970.
pub(crate) fn modified_at(facts: &std::fs::Metadata) -> u64 {
    facts
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .and_then(|age| u64::try_from(age.as_millis()).ok())
        .unwrap_or(0)
}

/// Writes a routine's file: either all of it is there afterwards, or what was there before.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_routine(path: &Path, text: &str) -> Result<(), ApiError> {
    write_bytes(path, text.as_bytes())
}

/// The same with bytes in whatever encoding the file has.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    let write = || {
        let mut file = atomic_write_file::AtomicWriteFile::open(path)?;
        file.write_all(bytes)?;
        file.commit()
    };
    write().map_err(|error| {
        ApiError::new(
            ErrorCode::FileFailed,
            format!("{} was not written: {error}. What was in it is untouched.", path.display()),
        )
        .with_hint("Save under another name, or free some space.")
    })
}
