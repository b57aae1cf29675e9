//! Who has a database open: everybody who opens it shares a lock, and whoever replaces its file needs it alone.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::StoreError;
use crate::backup::beside;

/// A share in a database file, or all of it. Given back when it is dropped, or by the system when the program dies.
#[derive(Debug)]
pub(crate) struct OpenLock {
    _file: File,
}

impl OpenLock {
    /// A share. None where no lock can be made, which is no reason not to open a database.
    pub(crate) fn share(database: &Path) -> Option<Self> {
        let file = lock_file(database).ok()?;
        file.try_lock_shared().ok()?;
        Some(Self { _file: file })
    }

    /// The database alone.
    ///
    /// # Errors
    /// Some program has it open.
    pub(crate) fn exclusive(database: &Path) -> Result<Self, StoreError> {
        let other = |error: std::io::Error| StoreError::Other(format!("the database cannot be locked: {error}"));
        let file = lock_file(database).map_err(other)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(other(error)),
        }
    }
}

fn lock_file(database: &Path) -> std::io::Result<File> {
    let folder = beside(database, ".locks");
    std::fs::create_dir_all(&folder)?;
    File::options().create(true).truncate(false).write(true).open(folder.join("open"))
}
