//! Rows: one a branch, nested in the row of the branch whose activity it works for.

use std::collections::HashMap;

use run_engine::event::{BranchCreated, ScopeOpened};
use run_engine::{BranchId, RoutineVersion, ScopeId, StepId};

use super::Moment;
use crate::contract::{TimelineEnd, TimelineRow};
use crate::projection::branch::colour_of;

/// Every branch that there has been.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<TimelineRow>,
    open: HashMap<BranchId, Open>,
    scopes: HashMap<ScopeId, Inside>,
    steps: HashMap<StepId, BranchId>,
}

/// The row of a branch that has not ended, and the text that its elements are in.
#[derive(Debug)]
struct Open {
    place: usize,
    routine: Option<RoutineVersion>,
}

/// What branches of a scope work inside of.
#[derive(Debug, Clone, Default)]
struct Inside {
    routine: Option<RoutineVersion>,
    parent: Option<BranchId>,
    element: Option<String>,
    iteration: Option<u64>,
}

impl Rows {
    pub(super) fn since(&self, seq: u64) -> Vec<TimelineRow> {
        let changed = |row: &&TimelineRow| row.to_seq.unwrap_or(row.from_seq) > seq;
        self.rows.iter().filter(changed).cloned().collect()
    }

    /// A step does the work of a branch, so what opens for the step is nested in that branch's row.
    pub(super) fn step_started(&mut self, step: StepId, branch: BranchId) {
        self.steps.insert(step, branch);
    }

    pub(super) fn step_ended(&mut self, step: StepId) {
        self.steps.remove(&step);
    }

    /// Which branch does a step that has not ended.
    pub(super) fn branch_of(&self, step: StepId) -> Option<BranchId> {
        self.steps.get(&step).copied()
    }

    /// The version of the routine that a branch's elements are in; none when it has ended.
    pub(super) fn routine_of(&self, branch: BranchId) -> Option<&RoutineVersion> {
        self.open.get(&branch)?.routine.as_ref()
    }

    pub(super) fn scope_opened(&mut self, event: &ScopeOpened) {
        let around = event.parent.and_then(|parent| self.scopes.get(&parent)).cloned().unwrap_or_default();
        let inside = match event.step.and_then(|step| self.branch_of(step)) {
            Some(branch) => {
                Inside { parent: Some(branch), element: Some(event.element.to_string()), ..Inside::default() }
            }
            None => around,
        };
        let iteration = event.iteration.or(inside.iteration);
        self.scopes.insert(event.scope, Inside { routine: Some(event.routine.clone()), iteration, ..inside });
    }

    pub(super) fn scope_ended(&mut self, scope: ScopeId) {
        self.scopes.remove(&scope);
    }

    pub(super) fn begin(&mut self, event: &BranchCreated, at: Moment) {
        let inside = self.scopes.get(&event.scope).cloned().unwrap_or_default();
        self.open.insert(event.branch, Open { place: self.rows.len(), routine: inside.routine });
        self.rows.push(TimelineRow {
            branch_id: event.branch.to_string(),
            letter: event.letter.to_string(),
            colour: colour_of(event.letter),
            parent: inside.parent.map(|parent| parent.to_string()),
            inside: inside.element,
            iteration: inside.iteration,
            from_seq: at.seq,
            from: at.time,
            to_seq: None,
            to: None,
            end: None,
        });
    }

    pub(super) fn end(&mut self, branch: BranchId, end: TimelineEnd, at: Moment) {
        if let Some(row) = self.open.remove(&branch).and_then(|open| self.rows.get_mut(open.place)) {
            (row.to_seq, row.to, row.end) = (Some(at.seq), Some(at.time), Some(end));
        }
    }

    /// Ends what has not ended.
    pub(super) fn end_all(&mut self, end: TimelineEnd, at: Moment) {
        let open: Vec<BranchId> = self.open.keys().copied().collect();
        for branch in open {
            self.end(branch, end, at);
        }
    }
}
