//! One command's work on a swarm: every event is applied at once and collected, with the effects beside it.

use std::sync::Arc;

use routine_model::{EntryOperation, Timestamp};
use serde_json::Value;

use crate::apply::apply;
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{SwarmEvent, SwarmJournalEntry};
use crate::state::SwarmContext;

/// What one command leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SwarmReaction {
    /// What has happened; to be stored first, all of it in one transaction.
    pub events: Vec<SwarmJournalEntry>,
    /// The values that entries have got by it; to be stored with the events.
    pub versions: Vec<EntryVersion>,
    /// What is to be done outside; after the events are stored.
    pub effects: Vec<SwarmEffect>,
}

/// A version of an entry for the history. Who wrote it and how stands in the event of the same `seq`.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryVersion {
    /// The journal's entry with which it was written.
    pub seq: u64,
    /// The entry's key.
    pub key: Arc<str>,
    /// Its version.
    pub version: u64,
    /// Where its value is.
    pub value: KeptValue,
}

/// Where the value of a version is kept, so that it is kept once.
#[derive(Clone, Debug, PartialEq)]
pub enum KeptValue {
    /// It is the event's own `value`.
    InJournal,
    /// It came of an operation on the version before.
    Here(Arc<Value>),
    /// There is none: the entry was deleted.
    Deleted,
}

/// The state that a command works on, and what has come of it so far.
pub(crate) struct Turn<'c> {
    /// The state; only [`Turn::emit`] changes it.
    context: &'c mut SwarmContext,
    now: Timestamp,
    reaction: SwarmReaction,
}

impl<'c> Turn<'c> {
    pub(crate) fn new(context: &'c mut SwarmContext, now: Timestamp) -> Self {
        Self { context, now, reaction: SwarmReaction::default() }
    }

    /// Lets something happen: changes the state and notes it for the journal.
    pub(crate) fn emit(&mut self, event: impl Into<SwarmEvent>) -> Result<(), Broken> {
        let entry = SwarmJournalEntry { seq: self.context.seq + 1, time: self.now, event: event.into() };
        apply(self.context, &entry)?;
        if let SwarmEvent::EntryWritten(written) = &entry.event {
            let value =
                match (self.context.board.get(&written.key).and_then(|entry| entry.value.clone()), written.operation) {
                    (None, _) => KeptValue::Deleted,
                    (Some(_), EntryOperation::Set) => KeptValue::InJournal,
                    (Some(value), _) => KeptValue::Here(value),
                };
            let key = Arc::from(&*written.key);
            self.reaction.versions.push(EntryVersion { seq: entry.seq, key, version: written.version, value });
        }
        self.reaction.events.push(entry);
        Ok(())
    }

    /// Asks the outside for something, after the events are stored.
    pub(crate) fn ask(&mut self, effect: SwarmEffect) {
        self.reaction.effects.push(effect);
    }

    /// The state as it is now.
    pub(crate) fn state(&self) -> &SwarmContext {
        self.context
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// What has happened so far.
    pub(crate) fn events(&self) -> &[SwarmJournalEntry] {
        &self.reaction.events
    }

    /// What has come of the command.
    pub(crate) fn finish(self) -> SwarmReaction {
        self.reaction
    }
}
