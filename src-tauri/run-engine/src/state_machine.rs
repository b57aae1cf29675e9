//! The heart: commands in, events and effects out.

use routine_model::RoutineGraph;
use routine_model::graph::sensitivity::Marks;
use thiserror::Error;

use crate::apply::{apply, begin};
use crate::broken::Broken;
use crate::context::{SubroutineContext, visible};
use crate::effect::{RunEffect, StepRequest};
use crate::event::{JOURNAL_FORMAT, JournalEntry, RunCreated, RunEvent};
use crate::ids::{ScopeId, StepId, Timestamp};
use crate::marks::marks_of_scope;
use crate::migration::{self, MigrationPlan};
use crate::outcome::VariableMap;
use crate::state::{Graphs, RunProgress};
use crate::status::{MachineStatus, RunStatus};
use crate::turn::Turn;
use crate::{Reaction, Rejection, RunCommand, commands, steps};

/// One run in memory. Pure: the same commands at the same times give the same events.
#[derive(Clone, Debug)]
pub struct RunStateMachine {
    graphs: Graphs,
    progress: Option<RunProgress>,
    is_broken: bool,
}

/// What a command would lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The last journal entry that it starts from.
    pub seq: u64,
    /// What would happen at once.
    pub at_once: Vec<JournalEntry>,
    /// What would happen in the iteration behind it.
    pub next: Vec<JournalEntry>,
}

/// Why a journal could not be replayed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReplayError {
    /// It has no entries.
    #[error("the journal is empty")]
    Empty,
    /// It does not begin with the creation of a run.
    #[error("the journal begins with {0} instead of RunCreated")]
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

impl RunStateMachine {
    /// A machine without a run. The graphs are those of the run's own file and of the routines that it may call, by version.
    #[must_use]
    pub fn new(graphs: Graphs) -> Self {
        Self { graphs, progress: None, is_broken: false }
    }

    /// The machine of a run in this state; what has happened since is replayed on it.
    #[must_use]
    pub fn at(graphs: Graphs, progress: RunProgress) -> Self {
        Self { progress: Some(progress), ..Self::new(graphs) }
    }

    /// Does what a command asks for.
    ///
    /// # Errors
    /// When the command makes no sense now; nothing has changed then. The exception is [`Rejection::Broken`], after which
    /// the machine is in no defined state, accepts nothing more and has to be replaced by a replay of what was stored.
    pub fn handle(&mut self, command: RunCommand, now: Timestamp) -> Result<Reaction, Rejection> {
        if self.is_broken {
            return Err(Rejection::Transitioning);
        }
        if let RunCommand::Intervene { .. } | RunCommand::MigrateRun { .. } = &command {
            let mut changed = self.clone();
            let reaction = changed.try_whole(command, now)?;
            *self = changed;
            return Ok(reaction);
        }
        if let RunCommand::RoutineLoaded { result: Ok(loaded), .. } = &command {
            self.graphs.entry(loaded.routine.version.clone()).or_insert_with(|| loaded.graph.clone());
        }
        let Some(progress) = &mut self.progress else { return self.create(command, now) };
        let mut turn = Turn::new(progress, &self.graphs, now);
        match commands::handle(&mut turn, command) {
            Ok(()) => Ok(turn.finish()),
            Err(rejection) => {
                self.is_broken = match &rejection {
                    Rejection::Broken(_) => true,
                    other => {
                        debug_assert!(turn.finish().events.is_empty(), "{other} came after events");
                        false
                    }
                };
                Err(rejection)
            }
        }
    }

    /// Does what may be refused half-way; this machine is a copy, and is dropped then.
    fn try_whole(&mut self, command: RunCommand, now: Timestamp) -> Result<Reaction, Rejection> {
        if let RunCommand::MigrateRun { routine, graph, .. } = &command {
            self.graphs.insert(routine.version.clone(), graph.clone());
        }
        let machine = self.machine_status();
        let progress = self.progress.as_mut().ok_or(Rejection::WrongMachineStatus(machine))?;
        let mut turn = Turn::new(progress, &self.graphs, now);
        commands::handle(&mut turn, command).map_err(|rejection| match rejection {
            Rejection::Broken(broken) => {
                let reason = format!("the run would contradict itself: {broken}");
                Rejection::InterventionRefused { index: 0, reason }
            }
            other => other,
        })?;
        Ok(turn.finish())
    }

    /// What a command would lead to: at once, and in the iteration behind it. Changes nothing and asks nobody for anything.
    ///
    /// # Errors
    /// As [`Self::handle`].
    pub fn preview(&self, command: RunCommand, now: Timestamp) -> Result<Preview, Rejection> {
        let seq = self.progress.as_ref().map_or(0, |run| run.seq);
        let mut copy = self.clone();
        let at_once = copy.handle(command, now)?.events;
        let next = match copy.progress.as_ref().map(|run| run.status) {
            Some(RunStatus::InProgress) => copy.handle(RunCommand::Advance, now),
            Some(RunStatus::Paused) => copy.handle(RunCommand::Step { branch: None }, now),
            Some(RunStatus::Scheduled | RunStatus::Completed | RunStatus::Failed | RunStatus::Cancelled) | None => {
                Ok(Reaction::default())
            }
        };
        // What cannot go on now does not go on.
        Ok(Preview { seq, at_once, next: next.unwrap_or_default().events })
    }

    /// What going on with another version of the routine would mean; none without a run.
    #[must_use]
    pub fn plan_migration(&self, to: &RoutineGraph) -> Option<MigrationPlan> {
        let run = self.progress.as_ref()?;
        Some(migration::plan(run, self.graphs.get(&run.routine.version)?, to))
    }

    fn create(&mut self, command: RunCommand, now: Timestamp) -> Result<Reaction, Rejection> {
        let RunCommand::CreateRun { run, routine, config } = command else {
            return Err(Rejection::WrongMachineStatus(MachineStatus::Idle));
        };
        if !self.graphs.contains_key(&routine.version) {
            return Err(Rejection::UnknownRoutine(routine.path));
        }
        let created = RunCreated { run, format: JOURNAL_FORMAT, routine, config };
        let entry = JournalEntry { seq: 1, time: now, event: created.clone().into() };
        self.progress = Some(begin(&entry, &created)?);
        Ok(Reaction { events: vec![entry], effects: Vec::new() })
    }

    /// The machine as it was after the last of these entries. Performs nothing.
    ///
    /// # Errors
    /// When the entries are not a run's journal from its beginning on, or of a newer format.
    pub fn replay(graphs: Graphs, entries: impl IntoIterator<Item = JournalEntry>) -> Result<Self, ReplayError> {
        let mut machine = Self::new(graphs);
        machine.replay_on(entries)?;
        if machine.progress.is_none() {
            return Err(ReplayError::Empty);
        }
        Ok(machine)
    }

    /// Replays further entries, such as a journal's tail behind a checkpoint.
    ///
    /// # Errors
    /// When an entry does not fit; the machine is in no defined state then.
    pub fn replay_on(&mut self, entries: impl IntoIterator<Item = JournalEntry>) -> Result<(), ReplayError> {
        entries.into_iter().try_for_each(|entry| self.replay_entry(&entry))
    }

    fn replay_entry(&mut self, entry: &JournalEntry) -> Result<(), ReplayError> {
        let seq = entry.seq;
        match (&mut self.progress, &entry.event) {
            (Some(progress), _) => apply(progress, entry).map_err(|broken| ReplayError::Entry { seq, broken }),
            (None, RunEvent::RunCreated(created)) if created.format > JOURNAL_FORMAT => {
                Err(ReplayError::NewerFormat { found: created.format })
            }
            (None, RunEvent::RunCreated(created)) => {
                self.progress = Some(begin(entry, created).map_err(|broken| ReplayError::Entry { seq, broken })?);
                Ok(())
            }
            (None, other) => Err(ReplayError::NoCreation(other.name())),
        }
    }

    /// Adds a graph, such as that of a called routine before a replay goes on.
    pub fn add_graph(&mut self, version: crate::RoutineVersion, graph: std::sync::Arc<RoutineGraph>) {
        self.graphs.insert(version, graph);
    }

    /// The run's state; none before it is created.
    #[must_use]
    pub fn progress(&self) -> Option<&RunProgress> {
        self.progress.as_ref()
    }

    /// The machine's status, derived from the run's.
    #[must_use]
    pub fn machine_status(&self) -> MachineStatus {
        match self.progress.as_ref().map(|progress| progress.status) {
            _ if self.is_broken => MachineStatus::Transitioning,
            None => MachineStatus::Idle,
            Some(RunStatus::Scheduled) => MachineStatus::Initialised,
            Some(RunStatus::InProgress) => MachineStatus::Running,
            Some(RunStatus::Paused) => MachineStatus::Paused,
            Some(RunStatus::Completed) => MachineStatus::Completed,
            Some(RunStatus::Failed | RunStatus::Cancelled) => MachineStatus::Failed,
        }
    }

    /// The run is in progress and a branch is ready: the host sends [`RunCommand::Advance`].
    #[must_use]
    pub fn has_ready(&self) -> bool {
        !self.is_broken
            && self.progress.as_ref().is_some_and(|run| {
                run.status == RunStatus::InProgress && !run.ready.is_empty() && !run.awaits_its_swarm()
            })
    }

    /// What has to be asked for again after a replay: timers, routines, decisions. Steps that were in flight are the
    /// matter of [`RunCommand::RecoverSteps`].
    #[must_use]
    pub fn effects_to_resume(&self) -> Vec<RunEffect> {
        self.progress.as_ref().map_or_else(Vec::new, commands::effects_to_resume)
    }

    /// All that the doing of a step may see; none when there is no such step.
    #[must_use]
    pub fn step_request(&self, step: StepId) -> Option<StepRequest> {
        steps::request(self.progress.as_ref()?, &self.graphs, step).ok()
    }

    /// All variables that can be seen from a scope, those of inner scopes over those of outer ones; none when there is no
    /// such scope.
    #[must_use]
    pub fn visible_variables(&self, scope: ScopeId) -> Option<VariableMap> {
        let progress = self.progress.as_ref()?;
        progress.scopes.contains_key(&scope).then(|| visible(&SubroutineContext::of_scope(progress, scope)))
    }

    /// Which of these variables are marked as sensitive, and how much.
    #[must_use]
    pub fn marks(&self, scope: ScopeId) -> Marks {
        self.progress.as_ref().map(|progress| marks_of_scope(progress, &self.graphs, scope)).unwrap_or_default()
    }
}
