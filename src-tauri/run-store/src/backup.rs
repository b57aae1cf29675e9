//! Copies of a database beside it: made while it is in use, found again, and put in its place when it is damaged.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::Connection;

use crate::open_lock::OpenLock;
use crate::read_only::read_connection;
use crate::{RunPersistence, SCHEMA_VERSION, StoreError, migration};

/// How the names of all copies end.
const ENDING: &str = ".backup";

/// A copy of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// When it was made.
    pub made_at: SystemTime,
    /// Its size in bytes.
    pub bytes: u64,
}

impl RunPersistence {
    /// Copies the database beside itself, in place of an earlier such copy, while it is in use. What is damaged is not
    /// copied, so the earlier copy stays then. Nothing is done for a database in memory.
    ///
    /// # Errors
    /// Something in the database cannot be read, or the copy cannot be written.
    pub fn back_up(&self) -> Result<Option<PathBuf>, StoreError> {
        let Some(path) = self.path() else { return Ok(None) };
        let to = beside(path, ENDING);
        let unfinished = beside(path, ".backup-unfinished");
        copy_whole(path, &unfinished)?;
        fs::rename(&unfinished, &to).map_err(|error| StoreError::Other(format!("{}: {error}", to.display())))?;
        Ok(Some(to))
    }
}

/// The copies of a database that lie beside it, the latest first.
#[must_use]
pub fn backups(database: &Path) -> Vec<Backup> {
    let Some(name) = database.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Vec::new() };
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found: Vec<Backup> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let other = entry.file_name().to_string_lossy().into_owned();
            other.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.') && rest.ends_with(ENDING))
        })
        .filter_map(|entry| {
            let known = entry.metadata().ok()?;
            Some(Backup { path: entry.path(), made_at: known.modified().ok()?, bytes: known.len() })
        })
        .collect();
    found.sort_by(|one, other| other.made_at.cmp(&one.made_at).then_with(|| one.path.cmp(&other.path)));
    found
}

/// Puts a copy in a database's place. What was there is kept beside it, under the name that is answered; none when nothing
/// was there.
///
/// # Errors
/// The copy is damaged, of a newer program or none of this program; some program has the database open; or the files
/// cannot be moved. The database is as it was then.
pub fn restore(database: &Path, backup: &Path) -> Result<Option<PathBuf>, StoreError> {
    let _alone = OpenLock::exclusive(database)?;
    let copy = read_connection(backup)?;
    migration::check_ours(&copy, backup)?;
    let found = migration::version(&copy)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer { found, known: SCHEMA_VERSION });
    }
    drop(copy);
    let unfinished = beside(database, ".restore-unfinished");
    // Copied page by page, which fails when one of them cannot be read.
    copy_whole(backup, &unfinished)?;
    let aside = set_aside(database)?;
    fs::rename(&unfinished, database)
        .map_err(|error| StoreError::CannotOpen { path: database.to_owned(), reason: error.to_string() })?;
    Ok(aside)
}

/// Renames a database with its log, so that nothing of it is lost.
fn set_aside(database: &Path) -> Result<Option<PathBuf>, StoreError> {
    if !database.exists() {
        return Ok(None);
    }
    let free = (1..).map(|number| beside(database, &format!(".damaged-{number}"))).find(|path| !path.exists());
    let Some(aside) = free else { return Ok(None) };
    for ending in ["-wal", "-shm", ""] {
        let (from, to) = (beside(database, ending), beside(&aside, ending));
        if from.exists() {
            fs::rename(&from, &to)
                .map_err(|error| StoreError::Other(format!("{} cannot be renamed: {error}", from.display())))?;
        }
    }
    Ok(Some(aside))
}

/// Copies all that a database holds, also what is in its log only, without waiting for those who write.
fn copy_whole(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(StoreError::Other(format!("{} cannot be written: {error}", to.display())));
        }
        Ok(()) | Err(_) => {}
    }
    let source: Connection = read_connection(from)?;
    let copied = source.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map_err(StoreError::from);
    if copied.is_err() {
        // A half copy is of no use to anybody.
        let _ = fs::remove_file(to);
    }
    copied.map(|_| ())
}

/// The path with more at its end.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}
