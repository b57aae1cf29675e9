//! What watchers of one run are still to be told, and when.

use std::time::Instant;

use run_engine::JournalEntry;

use crate::notifier::{FLUSH_AT, FLUSH_EVERY};

/// Entries that are stored and not told yet.
#[derive(Debug, Default)]
pub(crate) struct Telling {
    entries: Vec<JournalEntry>,
    /// Something is to be told, be it only to watchers of the list.
    waiting: bool,
    last: Option<Instant>,
}

impl Telling {
    /// Entries were stored; `watched` says whether somebody will want to read them.
    pub(crate) fn add(&mut self, entries: &[JournalEntry], watched: bool) {
        self.waiting = true;
        if watched {
            self.entries.extend_from_slice(entries);
        }
    }

    /// When they are to be told; none when there is nothing to tell.
    pub(crate) fn due(&self) -> Option<Instant> {
        let last = self.last.filter(|_| self.entries.len() < FLUSH_AT);
        self.waiting.then(|| last.map_or_else(Instant::now, |last| last + FLUSH_EVERY))
    }

    /// Takes what is to be told now.
    pub(crate) fn take(&mut self) -> Vec<JournalEntry> {
        self.waiting = false;
        self.last = Some(Instant::now());
        std::mem::take(&mut self.entries)
    }
}
