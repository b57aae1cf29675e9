//! One command's work on a run: every event is applied at once and collected, with the effects beside it.

use std::collections::BTreeSet;

use routine_model::RoutineGraph;
use routine_model::graph::flow_node::FlowNode;

use crate::Reaction;
use crate::apply::apply;
use crate::broken::Broken;
use crate::effect::RunEffect;
use crate::event::{JournalEntry, RunEvent};
use crate::ids::{BranchId, ScopeId, StepId, SubscriptionId, Timestamp};
use crate::state::{Graphs, RunProgress};
use crate::status::RunStatus;
use crate::transitions::moved_by;

/// The state that a command works on, and what has come of it so far.
pub(crate) struct Turn<'g> {
    /// The state; only [`Turn::emit`] changes it.
    progress: &'g mut RunProgress,
    graphs: &'g Graphs,
    now: Timestamp,
    /// The iteration that steps which start now belong to.
    pub(crate) iteration: u64,
    /// Somebody asked for a single step of a paused run, so steps begin although it is paused.
    pub(crate) stepping: bool,
    /// Conditional events that have begun to listen since they were last looked at.
    begun: BTreeSet<SubscriptionId>,
    /// Who has begun to listen for messages since kept ones were last given out, in order.
    listening: Vec<SubscriptionId>,
    /// Variables that have changed since then.
    changed: BTreeSet<String>,
    /// Scopes in which branches have moved or ended since their joins were last looked at.
    moved: BTreeSet<ScopeId>,
    /// Entries with a breakpoint that the swarm has told something newer about.
    told: BTreeSet<String>,
    reaction: Reaction,
}

/// Where a branch stands: in which scope, at which flow node.
#[derive(Clone, Copy)]
pub(crate) struct Place<'g> {
    pub(crate) branch: BranchId,
    pub(crate) scope: ScopeId,
    pub(crate) graph: &'g RoutineGraph,
    pub(crate) node: &'g FlowNode,
}

impl<'g> Turn<'g> {
    pub(crate) fn new(progress: &'g mut RunProgress, graphs: &'g Graphs, now: Timestamp) -> Self {
        let iteration = progress.iterations;
        Self {
            progress,
            graphs,
            now,
            iteration,
            stepping: false,
            begun: BTreeSet::new(),
            listening: Vec::new(),
            changed: BTreeSet::new(),
            moved: BTreeSet::new(),
            told: BTreeSet::new(),
            reaction: Reaction::default(),
        }
    }

    /// Lets something happen: changes the state and notes it for the journal.
    pub(crate) fn emit(&mut self, event: impl Into<RunEvent>) -> Result<(), Broken> {
        let entry = JournalEntry { seq: self.progress.seq + 1, time: self.now, event: event.into() };
        if !self.progress.joining.is_empty()
            && let Some(branch) = moved_by(&entry.event).and_then(|branch| self.progress.branches.get(&branch))
        {
            self.moved.insert(branch.scope);
        }
        apply(self.progress, &entry)?;
        if let RunEvent::VariableSet(set) = &entry.event
            && !(self.progress.subscriptions.is_empty() && self.progress.awaiting_inputs.is_empty())
        {
            self.changed.insert(set.name.clone());
        }
        self.reaction.events.push(entry);
        Ok(())
    }

    /// Asks the outside for something, after the events are stored.
    pub(crate) fn ask(&mut self, effect: RunEffect) {
        self.reaction.effects.push(effect);
    }

    /// A conditional event has begun to listen; it is looked at soon.
    pub(crate) fn note_condition(&mut self, subscription: SubscriptionId) {
        self.begun.insert(subscription);
    }

    /// Somebody has begun to listen for a message; one that is kept may be for it.
    pub(crate) fn note_listening(&mut self, subscription: SubscriptionId) {
        self.listening.push(subscription);
    }

    /// Who has begun to listen for messages, once.
    pub(crate) fn take_listening(&mut self) -> Vec<SubscriptionId> {
        std::mem::take(&mut self.listening)
    }

    /// The swarm has told something newer about an entry with a breakpoint.
    pub(crate) fn note_told(&mut self, key: &str) {
        self.told.insert(key.to_owned());
    }

    /// All of these, once.
    pub(crate) fn take_told(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.told)
    }

    /// What has happened so far.
    pub(crate) fn events(&self) -> &[JournalEntry] {
        &self.reaction.events
    }

    /// The conditional events and variables to look at, once.
    pub(crate) fn take_changes(&mut self) -> (BTreeSet<SubscriptionId>, BTreeSet<String>) {
        (std::mem::take(&mut self.begun), std::mem::take(&mut self.changed))
    }

    /// The scopes in which branches have moved or ended while others waited at joins, once.
    pub(crate) fn take_moved(&mut self) -> BTreeSet<ScopeId> {
        std::mem::take(&mut self.moved)
    }

    /// The variables that have changed since the last look.
    pub(crate) fn changed(&self) -> &BTreeSet<String> {
        &self.changed
    }

    /// The state as it is now.
    pub(crate) fn state(&self) -> &RunProgress {
        self.progress
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn graphs(&self) -> &'g Graphs {
        self.graphs
    }

    /// The graph that a scope's elements are in.
    pub(crate) fn graph_of(&self, scope: ScopeId) -> Result<&'g RoutineGraph, Broken> {
        let version = &self.progress.scope(scope)?.routine;
        self.graphs.get(version).map(AsRef::as_ref).ok_or_else(|| Broken::Routine(version.clone()))
    }

    /// Where a branch stands.
    pub(crate) fn place_of(&self, branch: BranchId) -> Result<Place<'g>, Broken> {
        let branch = self.progress.branch(branch)?;
        let graph = self.graph_of(branch.scope)?;
        let node = graph.node(&branch.element).ok_or_else(|| Broken::Element(branch.element.clone()))?;
        Ok(Place { branch: branch.id, scope: branch.scope, graph, node })
    }

    /// Where the branch of a step stands.
    pub(crate) fn place_of_step(&self, step: StepId) -> Result<Place<'g>, Broken> {
        self.place_of(self.progress.step(step)?.branch)
    }

    /// Whether another step may be in progress now.
    pub(crate) fn may_begin_step(&self) -> bool {
        let most = u64::from(self.progress.config.max_concurrency.max(1));
        (self.progress.status == RunStatus::InProgress || self.stepping) && self.progress.steps_in_progress < most
    }

    /// What has come of the command.
    pub(crate) fn finish(self) -> Reaction {
        self.reaction
    }
}
