//! The vault's file: what stands in it, reading, writing.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use age::secrecy::SecretString;
use age::{DecryptError, scrypt};
use atomic_write_file::AtomicWriteFile;
use serde::{Deserialize, Serialize};

use super::VaultError;
use crate::secret::Secret;

/// The version of what is inside.
const VERSION: u32 = 1;
/// The most work that a file may ask for before its passphrase is known to fit: 4 GB would be 22.
const MOST_WORK: u8 = 20;
/// Bytes of the largest file that is read.
const LARGEST: u64 = 4 << 20;

/// What is inside.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Contents {
    version: u32,
    pub(super) secrets: BTreeMap<String, String>,
}

impl Default for Contents {
    fn default() -> Self {
        Self { version: VERSION, secrets: BTreeMap::new() }
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contents({} secrets)", self.secrets.len())
    }
}

/// By which a change of the file is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

/// The file as it is now; none where there is none.
pub(super) fn stamp(path: &Path) -> Result<Option<Stamp>, VaultError> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(Stamp { modified: found.modified().ok(), length: found.len() })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refused(path, &error)),
    }
}

/// Keeps other programs from changing the file until it is dropped.
pub(super) fn lock(path: &Path) -> Result<File, VaultError> {
    let failed = |error: io::Error| refused(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = File::options().create(true).truncate(false).write(true).open(path.with_extension("lock"));
    let file = beside.map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

pub(super) fn read(path: &Path, passphrase: &Secret) -> Result<Contents, VaultError> {
    let corrupt = |reason: &str| VaultError::Corrupt { path: shown(path), reason: reason.to_owned() };
    if stamp(path)?.is_some_and(|stamp| stamp.length > LARGEST) {
        return Err(corrupt("it is larger than a vault can be"));
    }
    let bytes = fs::read(path).map_err(|error| refused(path, &error))?;
    let mut identity = scrypt::Identity::new(secret_string(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let text = age::decrypt(&identity, &bytes).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => VaultError::WrongPassphrase,
        DecryptError::NoMatchingKeys => corrupt("it was not encrypted with a passphrase"),
        DecryptError::ExcessiveWork { .. } => corrupt("it asks for more work than a vault of this program"),
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => corrupt("it is no file of age"),
        DecryptError::InvalidMac => corrupt("its head was changed"),
        DecryptError::Io(_) => corrupt("its body was changed or cut off"),
        _ => corrupt("it cannot be decrypted"),
    })?;
    let version: Version = serde_json::from_slice(&text).map_err(|_| corrupt("there is no vault inside"))?;
    if version.version > VERSION {
        return Err(VaultError::Newer { found: version.version, known: VERSION });
    }
    // What serde says would repeat what it has read.
    serde_json::from_slice(&text).map_err(|_| corrupt("there is no vault inside"))
}

pub(super) fn write(path: &Path, passphrase: &Secret, work: u8, contents: &Contents) -> Result<Stamp, VaultError> {
    let failed = |error: io::Error| refused(path, &error);
    let text = serde_json::to_vec(contents).map_err(|error| failed(error.into()))?;
    let mut recipient = scrypt::Recipient::new(secret_string(passphrase));
    recipient.set_work_factor(work);
    let bytes = age::encrypt(&recipient, &text).map_err(|error| failed(io::Error::other(error.to_string())))?;
    let mut file = open_for_its_owner(path).map_err(failed)?;
    file.write_all(&bytes).map_err(failed)?;
    file.commit().map_err(failed)?;
    stamp(path)?.ok_or_else(|| failed(io::ErrorKind::NotFound.into()))
}

#[cfg(unix)]
fn open_for_its_owner(path: &Path) -> io::Result<AtomicWriteFile> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use atomic_write_file::unix::OpenOptionsExt as _;

    AtomicWriteFile::options().preserve_mode(false).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn open_for_its_owner(path: &Path) -> io::Result<AtomicWriteFile> {
    AtomicWriteFile::open(path)
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn secret_string(passphrase: &Secret) -> SecretString {
    SecretString::from(passphrase.reveal().to_owned())
}

fn refused(path: &Path, error: &io::Error) -> VaultError {
    VaultError::File { path: shown(path), reason: error.to_string() }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
