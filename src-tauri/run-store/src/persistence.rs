//! The door to the store.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::thread;

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::append::Append;
use crate::migration;
use crate::open_lock::OpenLock;
use crate::read_only::unreadable_file;
use crate::run_lock::{self, RunLock};
use crate::writer::{self, Request, Shared};

use run_engine::RunId;

/// The store of one database file. Cheap to clone; the database is closed when the last clone is gone.
///
/// Calls block until the database has answered; [`RunPersistence::submit`] is for those who must not wait.
#[derive(Clone)]
pub struct RunPersistence {
    writer: Arc<Writer>,
}

struct Writer {
    requests: Option<mpsc::Sender<Request>>,
    thread: Option<thread::JoinHandle<()>>,
    path: Option<PathBuf>,
    shared: Arc<Shared>,
    read_only: bool,
    /// Held as long as the database is open.
    _open: Option<OpenLock>,
}

impl RunPersistence {
    /// Opens a database file, creates it if it is absent, and brings an older one up to date (after copying it beside itself).
    ///
    /// # Errors
    /// It cannot be opened or written, is damaged, is no database of this program, or a newer program has written it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let cannot_open =
            |error: &dyn std::fmt::Display| StoreError::CannotOpen { path: path.to_owned(), reason: error.to_string() };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| cannot_open(&error))?;
        }
        let mut connection = Connection::open_with_flags(path, flags).map_err(|error| cannot_open(&error))?;
        connection.busy_timeout(writer::BUSY_TIMEOUT)?;
        match migration::check_ours(&connection, path) {
            Err(StoreError::Corrupt { reason }) => return Err(unreadable_file(path, reason)),
            checked => checked?,
        }
        if connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        writer::prepare(&connection)?;
        migration::migrate(&mut connection, Some(path))?;
        Ok(Self::start(connection, Some(path.to_owned()), false))
    }

    /// A database that is gone when it is closed.
    ///
    /// # Errors
    /// SQLite cannot make one.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        writer::prepare(&connection)?;
        migration::migrate(&mut connection, None)?;
        Ok(Self::start(connection, None, false))
    }

    pub(crate) fn start(connection: Connection, path: Option<PathBuf>, read_only: bool) -> Self {
        let open = path.as_deref().filter(|_| !read_only).and_then(OpenLock::share);
        let (requests, mailbox) = mpsc::channel();
        let shared = Arc::new(Shared::default());
        let known = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("run-store".to_owned())
            .spawn(move || writer::run(connection, &mailbox, &known));
        let thread = thread.ok();
        Self { writer: Arc::new(Writer { requests: Some(requests), thread, path, shared, read_only, _open: open }) }
    }

    /// The database file; none when it is in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.writer.path.as_deref()
    }

    /// Whether nothing can be changed.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writer.read_only
    }

    /// Transactions that appends to journals have taken since the store was opened.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.writer.shared.commits.load(Ordering::Relaxed)
    }

    /// From now on every append survives a loss of power, also one that could be worked out again.
    pub fn sync_always(&self) {
        self.writer.shared.always_synced.store(true, Ordering::Relaxed);
    }

    /// Appends to a run's journal, and waits until it is stored.
    ///
    /// # Errors
    /// The journal ends elsewhere, or it cannot be stored. In both cases nothing has been written.
    pub fn append(&self, append: Append) -> Result<(), StoreError> {
        let (done, answer) = mpsc::sync_channel(1);
        self.submit(append, move |result| {
            // Nobody waits only when the caller's thread is gone.
            let _ = done.send(result);
        });
        answer.recv().unwrap_or(Err(StoreError::Closed))
    }

    /// Appends to a run's journal and calls back from the store's thread when it is stored, or why it is not.
    ///
    /// Appends that wait for the store at the same moment share one transaction, and one synchronisation with the disk.
    pub fn submit(&self, append: Append, done: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.send(Request::Append(Box::new(append), Box::new(done)));
    }

    /// Makes everything that is stored so far survive a loss of power.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.call(|connection| {
            // In WAL mode a checkpoint first synchronises the log, and then the database.
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
            Ok(())
        })
    }

    /// Gives the space of what was removed back to the disk; answers how many bytes. Takes as long as copying the database does,
    /// and needs so much space meanwhile.
    ///
    /// # Errors
    /// Another program uses it all the time, there is too little space, or it cannot be written.
    pub fn vacuum(&self) -> Result<u64, StoreError> {
        self.call(|connection| {
            let size = |connection: &Connection| -> Result<u64, StoreError> {
                let pages: u64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
                let bytes: u64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
                Ok(pages * bytes)
            };
            let before = size(connection)?;
            connection.execute_batch("VACUUM")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(before.saturating_sub(size(connection)?))
        })
    }

    /// Claims a run for this store, so that no other program executes it at the same time. Freed when the lock is dropped,
    /// or by the system when the program dies.
    ///
    /// # Errors
    /// Another program has it, the lock's file cannot be made, or nothing can be changed here.
    pub fn lock_run(&self, run: &RunId) -> Result<RunLock, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::ReadOnly);
        }
        run_lock::lock(self.path(), run)
    }

    pub(crate) fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (done, answer) = mpsc::sync_channel(1);
        self.send(Request::Call(Box::new(move |connection| {
            let _ = done.send(work(connection));
        })));
        answer.recv().unwrap_or(Err(StoreError::Closed))
    }

    /// Does something on the store's thread, and calls back from it.
    pub(crate) fn call_back(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<(), StoreError> + Send + 'static,
        done: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(Request::Call(Box::new(move |connection| done(work(connection)))));
    }

    /// A request that is not taken is dropped, and whoever waits for it learns that the store is closed.
    fn send(&self, request: Request) {
        if let Some(requests) = &self.writer.requests
            && let Err(mpsc::SendError(Request::Append(_, done))) = requests.send(request)
        {
            done(Err(StoreError::Closed));
        }
    }
}

impl std::fmt::Debug for RunPersistence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunPersistence").field("path", &self.writer.path).finish()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.requests.take());
        let Some(thread) = self.thread.take() else { return };
        // The last clone may be dropped by a callback, on the thread itself.
        if thread.thread().id() != thread::current().id() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use super::*;
    use crate::Draft;

    fn draft(key: &str, length: usize) -> Draft {
        Draft {
            key: key.to_owned(),
            path: None,
            name: key.to_owned(),
            xml: " ".repeat(length),
            base_version: None,
            undo: None,
            saved_at: run_engine::Timestamp(0),
        }
    }

    fn limit(store: &RunPersistence, pages: u32) {
        store.call(move |connection| Ok(connection.pragma_update(None, "max_page_count", pages)?)).unwrap();
    }

    #[test]
    fn a_full_disk_is_said_so_and_nothing_is_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = RunPersistence::open(&folder.path().join("runs.db")).unwrap();
        store.put_draft(draft("small", 10)).unwrap();
        limit(&store, 60);
        assert_eq!(store.put_draft(draft("large", 1_000_000)), Err(StoreError::DiskFull));
        assert_eq!(store.drafts().unwrap(), [draft("small", 10)]);

        limit(&store, 10_000);
        store.put_draft(draft("large", 1_000_000)).unwrap();
    }
}
