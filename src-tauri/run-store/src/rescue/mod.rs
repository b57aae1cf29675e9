//! Takes what can be read out of a damaged database and puts it into a new one. The damaged file stays as it is.
//!
//! Tables are copied row by row, from their beginning to the first place that cannot be read, and from their end back to
//! the last one. Whether a journal is whole is found out afterwards; what the events mean is for others to find out.

mod copying;
mod journals;

use std::path::Path;

use run_engine::{JournalEntry, RunId};
use rusqlite::Connection;

use crate::read_only::read_connection;
use crate::{RunPersistence, SCHEMA_VERSION, StoreError, StoredRoutine, migration};

/// What came out of a damaged database.
#[derive(Debug)]
pub struct Rescued {
    /// The tables.
    pub tables: Vec<RescuedTable>,
    /// Runs that are in the new database as they were.
    pub whole: u64,
    /// Runs of whose journals something is missing. They are not in the new database yet.
    pub broken: Vec<BrokenRun>,
}

/// What became of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RescuedTable {
    /// Its name.
    pub name: String,
    /// Rows that could be read.
    pub rows: u64,
    /// Why there may be more; none when it was read from its beginning to its end.
    pub reason: Option<String>,
}

/// A run whose journal ends too early.
#[derive(Debug)]
pub struct BrokenRun {
    /// The run, when something still says which.
    pub run: Option<RunId>,
    /// Its entries, as far as they follow each other.
    pub entries: Vec<JournalEntry>,
    /// The last entry that each command has led to, as far as that is known.
    pub command_ends: Vec<u64>,
    /// How many there were, when something still says so.
    pub of: Option<u64>,
    /// The texts of routines that it needs and that are left.
    pub texts: Vec<StoredRoutine>,
    /// What is wrong with the first entry that is missing.
    pub reason: String,
}

/// Copies what can be read of one database into another one, which must not be there yet.
///
/// # Errors
/// The one cannot be opened at all, is no database of this program or of a newer one, or the other cannot be written.
pub fn rescue(from: &Path, to: &Path) -> Result<Rescued, StoreError> {
    if to.exists() {
        let reason = "a file of this name is there already".to_owned();
        return Err(StoreError::CannotOpen { path: to.to_owned(), reason });
    }
    let source = read_connection(from)?;
    migration::check_ours(&source, from)?;
    let found = migration::version(&source)?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer { found, known: SCHEMA_VERSION });
    }
    // Makes the tables.
    drop(RunPersistence::open(to)?);
    let mut target = Connection::open(to)?;
    target.pragma_update(None, "foreign_keys", false)?;
    let transaction = target.transaction()?;
    let tables = copying::copy_all(&source, &transaction, found == SCHEMA_VERSION)?;
    let (whole, broken) = journals::judge(&transaction)?;
    copying::drop_strays(&transaction)?;
    transaction.commit()?;
    target.close().map_err(|(_, error)| error)?;
    Ok(Rescued { tables, whole, broken })
}
