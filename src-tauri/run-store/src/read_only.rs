//! Opening a database to look at it only: when its file cannot be written, or is better left as it is.

use std::path::Path;

use rusqlite::backup::Progress;
use rusqlite::{Connection, OpenFlags};

use crate::{RunPersistence, SCHEMA_VERSION, StoreError, migration, writer};

impl RunPersistence {
    /// Opens a database file and changes nothing in it; whatever would is refused with [`StoreError::ReadOnly`]. One of an
    /// older version is read through a copy that is gone afterwards.
    ///
    /// # Errors
    /// It cannot be opened, is so damaged that nothing can be read, is no database of this program, or a newer program has
    /// written it.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let connection = read_connection(path)?;
        match migration::check_ours(&connection, path) {
            Err(StoreError::Corrupt { reason }) => return Err(unreadable_file(path, reason)),
            checked => checked?,
        }
        let found = migration::version(&connection)?;
        if found > SCHEMA_VERSION {
            return Err(StoreError::Newer { found, known: SCHEMA_VERSION });
        }
        let connection = if found == SCHEMA_VERSION { connection } else { newer_copy(&connection)? };
        writer::prepare(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self::start(connection, Some(path.to_owned()), true))
    }
}

/// A connection that writes nothing. Without a log beside the file, and without the right to make one, the file is read as
/// it is.
pub(crate) fn read_connection(path: &Path) -> Result<Connection, StoreError> {
    let cannot_open =
        |error: &dyn std::fmt::Display| StoreError::CannotOpen { path: path.to_owned(), reason: error.to_string() };
    std::fs::File::open(path).map_err(|error| cannot_open(&error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(&error))?;
    connection.busy_timeout(writer::BUSY_TIMEOUT)?;
    let first = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let Err(error) = first.map_err(StoreError::from) else { return Ok(connection) };
    if let StoreError::Corrupt { .. } | StoreError::Busy = error {
        // What is wrong with the file is for those to say who ask for something.
        return Ok(connection);
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(as_it_is(path), flags).map_err(|error| cannot_open(&error))?;
    Ok(connection)
}

/// The file as SQLite names one that nobody changes meanwhile.
fn as_it_is(path: &Path) -> String {
    let mut name = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => name.push(char::from(byte)),
            other => name.push_str(&format!("%{other:02x}")),
        }
    }
    name.push_str("?immutable=1");
    name
}

/// The same in the form that this program reads, in a file of the system's that is gone when it is closed.
fn newer_copy(connection: &Connection) -> Result<Connection, StoreError> {
    let mut copy = Connection::open("")?;
    rusqlite::backup::Backup::new(connection, &mut copy)?.run_to_completion(
        1_000,
        std::time::Duration::ZERO,
        None::<fn(Progress)>,
    )?;
    migration::migrate(&mut copy, None)?;
    Ok(copy)
}

/// A file whose very beginning is destroyed says nothing of whose it is, but for its name.
pub(crate) fn unreadable_file(path: &Path, reason: String) -> StoreError {
    let begins_as_one = std::fs::File::open(path).is_ok_and(|mut file| {
        let mut head = [0; 16];
        std::io::Read::read_exact(&mut file, &mut head).is_ok() && &head == b"SQLite format 3\0"
    });
    if begins_as_one { StoreError::Corrupt { reason } } else { StoreError::Foreign { path: path.to_owned() } }
}
