//! What watchers of one run or swarm are still to be told, and when.

use std::time::Instant;

use crate::notifier::{FLUSH_AT, FLUSH_EVERY};

/// Entries that are stored and not told yet.
#[derive(Debug)]
pub(crate) struct Telling<E> {
    entries: Vec<E>,
    /// Something is to be told, be it only to watchers of the list.
    waiting: bool,
    last: Option<Instant>,
}

impl<E> Default for Telling<E> {
    fn default() -> Self {
        Self { entries: Vec::new(), waiting: false, last: None }
    }
}

impl<E: Clone> Telling<E> {
    /// Entries were stored; `watched` says whether somebody will want to read them.
    pub(crate) fn add(&mut self, entries: &[E], watched: bool) {
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
    pub(crate) fn take(&mut self) -> Vec<E> {
        self.waiting = false;
        self.last = Some(Instant::now());
        std::mem::take(&mut self.entries)
    }
}
