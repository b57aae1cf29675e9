//! What a swarm's loop has worked out and not stored yet.

use swarm::{AskAnswer, EntryVersion, SwarmEffect, SwarmJournalEntry};
use tokio::sync::oneshot;

use super::error::SwarmError;

/// So many entries are stored at the latest.
const MOST_ENTRIES: usize = 1024;

/// Tells a sender what has come of its command, once it is stored.
pub(super) type Answer = oneshot::Sender<Result<Accepted, SwarmError>>;

/// What has come of a command. All of it is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Accepted {
    /// What has happened.
    pub(super) entries: Vec<SwarmJournalEntry>,
    /// Where the swarm's journal ends then.
    pub(super) seq: u64,
    /// Its credits have a cap.
    pub(super) has_cap: bool,
    /// What an ask is answered; none when it is answered later.
    pub(super) answer: Option<AskAnswer>,
}

/// Reactions that will be stored in one transaction.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) entries: Vec<SwarmJournalEntry>,
    pub(super) versions: Vec<EntryVersion>,
    /// For after the entries are stored.
    pub(super) effects: Vec<SwarmEffect>,
    /// Who waits for the entries to be stored.
    pub(super) answers: Vec<(Answer, Accepted)>,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.effects.is_empty() && self.answers.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= MOST_ENTRIES
    }
}
