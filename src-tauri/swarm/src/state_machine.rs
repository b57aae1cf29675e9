//! The heart: commands in, events and effects out.

use routine_model::Timestamp;
use thiserror::Error;

use crate::apply::{apply, begin};
use crate::broken::Broken;
use crate::commands;
use crate::effect::SwarmEffect;
use crate::event::{JOURNAL_FORMAT, SwarmEvent, SwarmJournalEntry};
use crate::state::SwarmContext;
use crate::turn::{SwarmReaction, Turn};
use crate::{SwarmCommand, SwarmRejection};

/// The format of states that this program writes as checkpoints.
pub const CHECKPOINT_FORMAT: u32 = 1;

/// One swarm in memory. Pure: the same commands at the same times give the same events.
#[derive(Clone, Debug, Default)]
pub struct SwarmStateMachine {
    context: Option<SwarmContext>,
    is_broken: bool,
}

/// Why a journal could not be replayed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReplayError {
    /// It has no entries.
    #[error("the journal is empty")]
    Empty,
    /// It does not begin with the creation of a swarm.
    #[error("the journal begins with {0} instead of SwarmCreated")]
    NoCreation(&'static str),
    /// A newer version of the program has written it.
    #[error("the journal has format {found}, and this version of the program knows formats up to {JOURNAL_FORMAT}")]
    NewerFormat {
        /// Its format.
        found: u32,
    },
    /// An entry does not fit those before it.
    #[error("journal entry {seq} does not fit: {broken}")]
    Entry {
        /// The entry's number.
        seq: u64,
        /// Why not.
        broken: Broken,
    },
}

impl SwarmStateMachine {
    /// A machine without a swarm.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A machine with a state that was stored as a checkpoint.
    #[must_use]
    pub fn from_checkpoint(context: SwarmContext) -> Self {
        Self { context: Some(context), is_broken: false }
    }

    /// Does what a command asks for.
    ///
    /// # Errors
    /// When the command makes no sense now; nothing has changed then. The exception is [`SwarmRejection::Broken`], after which
    /// the machine is in no defined state and has to be replaced by a replay of what was stored.
    pub fn handle(&mut self, command: SwarmCommand, now: Timestamp) -> Result<SwarmReaction, SwarmRejection> {
        if self.is_broken {
            return Err(SwarmRejection::Broken(Broken::Illegal { event: "a command after the swarm broke" }));
        }
        let Some(context) = &mut self.context else { return self.create(command, now) };
        let mut turn = Turn::new(context, now);
        match commands::handle(&mut turn, command) {
            Ok(()) => Ok(turn.finish()),
            Err(rejection) => {
                self.is_broken = matches!(rejection, SwarmRejection::Broken(_));
                debug_assert!(self.is_broken || turn.events().is_empty(), "{rejection} came after events");
                Err(rejection)
            }
        }
    }

    fn create(&mut self, command: SwarmCommand, now: Timestamp) -> Result<SwarmReaction, SwarmRejection> {
        let SwarmCommand::CreateSwarm { swarm, settings } = command else { return Err(SwarmRejection::NoSwarm) };
        let (created, furniture) = commands::create(swarm, *settings)?;
        let entry = SwarmJournalEntry { seq: 1, time: now, event: created.clone().into() };
        let mut context = begin(&entry, &created)?;
        let mut turn = Turn::new(&mut context, now);
        commands::furnish(&mut turn, furniture)?;
        let mut reaction = turn.finish();
        reaction.events.insert(0, entry);
        self.context = Some(context);
        Ok(reaction)
    }

    /// The machine as it was after the last of these entries. Performs nothing.
    ///
    /// # Errors
    /// When the entries are not a swarm's journal from its beginning on, or of a newer format.
    pub fn replay(entries: impl IntoIterator<Item = SwarmJournalEntry>) -> Result<Self, ReplayError> {
        let mut machine = Self::new();
        machine.replay_on(entries)?;
        if machine.context.is_none() {
            return Err(ReplayError::Empty);
        }
        Ok(machine)
    }

    /// Replays further entries, such as a journal's tail behind a checkpoint.
    ///
    /// # Errors
    /// When an entry does not fit; the machine is in no defined state then.
    pub fn replay_on(&mut self, entries: impl IntoIterator<Item = SwarmJournalEntry>) -> Result<(), ReplayError> {
        entries.into_iter().try_for_each(|entry| self.replay_entry(&entry))
    }

    fn replay_entry(&mut self, entry: &SwarmJournalEntry) -> Result<(), ReplayError> {
        let misfit = |broken| ReplayError::Entry { seq: entry.seq, broken };
        match (&mut self.context, &entry.event) {
            (Some(context), _) => apply(context, entry).map_err(misfit),
            (None, SwarmEvent::SwarmCreated(created)) if created.format > JOURNAL_FORMAT => {
                Err(ReplayError::NewerFormat { found: created.format })
            }
            (None, SwarmEvent::SwarmCreated(created)) => {
                self.context = Some(begin(entry, created).map_err(misfit)?);
                Ok(())
            }
            (None, other) => Err(ReplayError::NoCreation(other.name())),
        }
    }

    /// The swarm's state; none before it is created.
    #[must_use]
    pub fn context(&self) -> Option<&SwarmContext> {
        self.context.as_ref()
    }

    /// What has to be asked for again after a replay: what was planned and is not there yet, and what may not have been
    /// heard. All of it may be done twice without harm.
    #[must_use]
    pub fn effects_to_resume(&self) -> Vec<SwarmEffect> {
        self.context.as_ref().map_or_else(Vec::new, commands::effects_to_resume)
    }
}
