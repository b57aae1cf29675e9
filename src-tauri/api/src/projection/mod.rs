//! A run's view, built from its journal and the routine's graph and nothing else.
//!
//! Every journal entry becomes changes, and `fold` puts changes into the view: what a page gets as a snapshot and
//! what it builds from updates are the same by construction. Deliberately absent: where entries come from.

mod branch;
mod breakpoint;
mod comparison;
mod decision;
mod doing;
mod event_kind;
mod fold;
mod foreseen;
mod form;
mod graphs;
mod incident;
mod journal;
mod kept;
mod run;
mod schema_form;
mod scope;
mod status;
mod step;
mod step_call;
mod step_record;
pub(crate) mod swarm;
mod tally;
mod task;
mod timeline;
mod tree;
mod trigger;
mod values;
mod waiting;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use run_engine::state::Graphs;
use run_engine::{JournalEntry, RunEvent, ScopeId, StepId, Timestamp};

use crate::contract::{ImportedRun, MachineStatus, RunChange, RunUpdate, RunView};

pub(crate) use breakpoint::breakpoint_view;
pub(crate) use comparison::compare;
use doing::Doing;
pub use fold::fold;
pub(crate) use foreseen::foreseen;
pub(crate) use form::form_fields;
pub(crate) use graphs::RoutineGraphs;
pub(crate) use journal::{entry_view, value_at};
pub(crate) use kept::VIEW_FORMAT;
pub(crate) use run::{first_view, imported_run, run_origin};
pub(crate) use status::{engine_path_selection, mode_view, run_status, status_reason};
pub(crate) use step_record::record_view;
pub(crate) use tally::Tallies;
pub(crate) use timeline::Timeline;
pub(crate) use tree::run_tree;
pub(crate) use values::{kind_of, kind_word};
pub(crate) use waiting::waiting_on;

/// Steps that ended stay in the view until so many newer ones have ended.
const ENDED_STEPS_KEPT: usize = 200;

/// A run's view that follows its journal.
#[derive(Debug, Clone)]
pub(crate) struct RunProjection {
    view: RunView,
    graphs: RoutineGraphs,
    scopes: BTreeMap<ScopeId, run_engine::RoutineVersion>,
    ended_steps: VecDeque<String>,
    doing: BTreeMap<StepId, Doing>,
}

impl RunProjection {
    /// The view before the first entry.
    pub(crate) fn new(view: RunView, graphs: RoutineGraphs) -> Self {
        Self { view, graphs, scopes: BTreeMap::new(), ended_steps: VecDeque::new(), doing: BTreeMap::new() }
    }

    /// The view as of the last entry.
    pub(crate) fn view(&self) -> &RunView {
        &self.view
    }

    /// The view as of the last entry, when no more will follow.
    pub(crate) fn into_view(self) -> RunView {
        self.view
    }

    /// What no journal says: where the routine's file is here, and where the run itself comes from.
    pub(crate) fn place(&mut self, path: Option<String>, imported: Option<ImportedRun>) {
        self.view.routine.path = path;
        self.view.imported = imported;
    }

    /// The run is in progress and nothing moves it.
    pub(crate) fn interrupt(&mut self, machine: MachineStatus) {
        self.view.interrupted = true;
        self.view.machine = machine;
    }

    /// Routines that the run has called have been loaded.
    pub(crate) fn know(&mut self, graphs: &Arc<Graphs>) {
        self.graphs.replace(graphs);
    }

    /// Takes a stretch of the journal and says what it changed. Entries that are contained already are passed over.
    pub(crate) fn follow(&mut self, entries: &[JournalEntry]) -> Option<RunUpdate> {
        let new: Vec<&JournalEntry> = entries.iter().filter(|entry| entry.seq > self.view.seq).collect();
        let (first, last) = (new.first()?.seq, new.last()?.seq);
        let mut changes = Vec::new();
        for entry in &new {
            changes.extend(self.take(entry));
        }
        Some(RunUpdate {
            run_id: self.view.run_id.clone(),
            from_seq: first,
            seq: last,
            entries: new.into_iter().map(entry_view).collect(),
            changes,
        })
    }

    /// Takes one entry.
    pub(crate) fn take(&mut self, entry: &JournalEntry) -> Vec<RunChange> {
        let mut changes = Changes { view: &mut self.view, doing: &mut self.doing, made: Vec::new() };
        let place = Place { seq: entry.seq, time: entry.time, graphs: &self.graphs, scopes: &self.scopes };
        match &entry.event {
            RunEvent::RunCreated(_) => {}
            RunEvent::RunStarted(event) => run::started(&mut changes, event),
            RunEvent::RunStatusChanged(event) => run::status_changed(&mut changes, event, entry.time),
            RunEvent::RunConfigured(event) => run::configured(&mut changes, event),
            RunEvent::RunForked(event) => run::forked(&mut changes, event, entry.time),
            RunEvent::RunMigrated(event) => run::migrated(&mut changes, event),
            // What follows from it are events of their own; what can be hit again is no change of any screen.
            RunEvent::Intervened(_) | RunEvent::BreakpointReset(_) => {}
            RunEvent::BreakpointSet(event) => breakpoint::set(&mut changes, event),
            RunEvent::BreakpointRemoved(event) => breakpoint::removed(&mut changes, event),
            RunEvent::BreakpointHit(event) => breakpoint::hit(&mut changes, event, &place),
            RunEvent::RoutinePinned(_) | RunEvent::DecisionPinned(_) | RunEvent::AskedRunReserved(_) => {}
            RunEvent::ScopeOpened(event) => scope::opened(&mut changes, event, &place),
            RunEvent::ScopeClosing(_) | RunEvent::GatewayActivated(_) | RunEvent::GatewayReset(_) => {}
            RunEvent::ScopeCompleted(event) => scope::completed(&mut changes, event),
            RunEvent::ScopeCancelled(event) => scope::cancelled(&mut changes, event),
            RunEvent::ScopeFailed(event) => scope::failed(&mut changes, event),
            RunEvent::VariableSet(event) => scope::variable_set(&mut changes, event, &place),
            RunEvent::CompensationRecorded(_)
            | RunEvent::CompensationGathered(_)
            | RunEvent::CompensationTriggered(_)
            | RunEvent::TransactionCancelled(_) => {}
            RunEvent::CompensationBegun(event) => scope::compensation_begun(&mut changes, event, &place),
            RunEvent::BranchCreated(event) => branch::created(&mut changes, event, &place),
            RunEvent::SequenceFlowTaken(event) => branch::flow_taken(&mut changes, event, &place),
            RunEvent::BranchMoved(event) => branch::moved(&mut changes, event, &place),
            RunEvent::BranchWaiting(event) => branch::waiting(&mut changes, event, &place),
            RunEvent::BranchResumed(event) => branch::go_on(&mut changes, event.branch),
            RunEvent::BranchesJoined(event) => branch::joined(&mut changes, event),
            RunEvent::BranchCompleted(event) => branch::removed(&mut changes, event.branch),
            RunEvent::BranchCancelled(event) => branch::removed(&mut changes, event.branch),
            RunEvent::BranchFailed(event) => branch::failed(&mut changes, event),
            RunEvent::StepStarted(event) => {
                breakpoint::steps(&mut changes);
                step::started(&mut changes, event, &place);
            }
            RunEvent::StepEstimated(_) => {}
            RunEvent::StepCharged(event) => step::charged(&mut changes, event),
            RunEvent::AskedRunCharged(event) => step::asked_run_charged(&mut changes, event),
            RunEvent::StepBegun(event) => step::begun(&mut changes, event),
            RunEvent::StepWaiting(event) => step::waiting(&mut changes, event, &place),
            RunEvent::StepProgressed(_) | RunEvent::StepProduced(_) => {}
            RunEvent::StepRecorded(event) => step::recorded(&mut changes, event, entry.seq),
            RunEvent::StepRequeued(event) => step::requeued(&mut changes, event),
            RunEvent::StrategyOverridden(event) => step::overridden(&mut changes, event),
            RunEvent::StepRetried(event) => step::retried(&mut changes, event),
            RunEvent::StepCompleted(event) => step::completed(&mut changes, event, &place),
            RunEvent::StepSkipped(event) => step::skipped(&mut changes, event, &place),
            RunEvent::StepFailed(event) => step::failed(&mut changes, event, &place),
            RunEvent::StepCancelled(event) => step::cancelled(&mut changes, event, &place),
            RunEvent::SubscriptionOpened(event) => trigger::opened(&mut changes, event, &place),
            RunEvent::SubscriptionClosed(event) => trigger::closed(&mut changes, event),
            RunEvent::EventTriggered(event) => trigger::triggered(&mut changes, event),
            RunEvent::MessagePublished(_)
            | RunEvent::MessageBuffered(_)
            | RunEvent::MessageTaken(_)
            | RunEvent::MessageExpired(_)
            | RunEvent::ConditionReset(_)
            | RunEvent::SignalPublished(_)
            | RunEvent::ErrorThrown(_)
            | RunEvent::EscalationThrown(_) => {}
            RunEvent::PathDecisionAsked(event) => decision::asked(&mut changes, event, &place),
            RunEvent::PathDecisionLeft(event) => decision::left(&mut changes, event),
            // What kept it from choosing is replaced by what it chooses.
            RunEvent::PathDecisionReturned(_) => {}
            RunEvent::SwarmAsked(_) => {}
            RunEvent::SwarmAnswered(event) => run::swarm_answered(&mut changes, event),
            RunEvent::PathDecided(event) => decision::decided(&mut changes, event),
            RunEvent::IncidentRaised(event) => incident::raised(&mut changes, event, &place),
            RunEvent::IncidentResolved(event) => incident::resolved(&mut changes, event),
        }
        let made = changes.made;
        self.remember(&entry.event);
        self.view.seq = entry.seq;
        let dropped = self.drop_old_steps(&made);
        made.into_iter().chain(dropped).collect()
    }

    fn remember(&mut self, event: &RunEvent) {
        if let RunEvent::ScopeOpened(event) = event {
            self.scopes.insert(event.scope, event.routine.clone());
        }
        if let RunEvent::RunMigrated(event) = event {
            let moved = self.scopes.values_mut().filter(|version| **version == event.from);
            moved.for_each(|version| *version = event.routine.version.clone());
        }
    }

    fn drop_old_steps(&mut self, made: &[RunChange]) -> Vec<RunChange> {
        for change in made {
            if let RunChange::StepSet { step } = change
                && step.ended_at.is_some()
            {
                self.ended_steps.push_back(step.id.clone());
            }
        }
        let mut dropped = Vec::new();
        while self.ended_steps.len() > ENDED_STEPS_KEPT {
            let Some(step_id) = self.ended_steps.pop_front() else { break };
            let change = RunChange::StepRemoved { step_id };
            fold(&mut self.view, &change);
            dropped.push(change);
        }
        dropped
    }
}

/// The view under change: a change is folded as soon as it is made, so the next one sees it.
struct Changes<'a> {
    view: &'a mut RunView,
    doing: &'a mut BTreeMap<StepId, Doing>,
    made: Vec<RunChange>,
}

impl Changes<'_> {
    fn make(&mut self, change: RunChange) {
        fold(self.view, &change);
        self.made.push(change);
    }
}

/// Where in the journal an event stands, and what its ids can be looked up in.
struct Place<'a> {
    seq: u64,
    time: Timestamp,
    graphs: &'a RoutineGraphs,
    scopes: &'a BTreeMap<ScopeId, run_engine::RoutineVersion>,
}

impl Place<'_> {
    fn time_ms(&self) -> u64 {
        milliseconds(self.time)
    }

    fn node(
        &self,
        scope: Option<ScopeId>,
        element: &routine_model::ElementId,
    ) -> Option<&routine_model::graph::flow_node::FlowNode> {
        self.graphs.node(scope.and_then(|scope| self.scopes.get(&scope)), element)
    }

    fn name(&self, scope: Option<ScopeId>, element: &routine_model::ElementId) -> Option<String> {
        self.graphs.name(scope.and_then(|scope| self.scopes.get(&scope)), element)
    }
}

/// Milliseconds since 1970; zero for moments before.
pub(crate) fn milliseconds(time: Timestamp) -> u64 {
    u64::try_from(time.0).unwrap_or(0)
}
