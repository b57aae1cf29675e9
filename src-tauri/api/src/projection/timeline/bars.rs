//! Bars: at any moment a branch has one that is open, or none while it stands ready.

use std::collections::HashMap;

use routine_model::ElementId;
use run_engine::{BranchId, StepId};

use super::Moment;
use crate::contract::{TimelineBar, TimelineEnd, TimelinePhase, WaitingOn};

/// Every stretch that there has been.
#[derive(Debug, Default)]
pub(super) struct Bars {
    bars: Vec<TimelineBar>,
    open: HashMap<BranchId, usize>,
    attempts: HashMap<StepId, u32>,
}

/// What a branch does from now on, and where.
pub(super) struct Doing<'a> {
    pub(super) element: &'a ElementId,
    pub(super) step: Option<StepId>,
    pub(super) phase: TimelinePhase,
    pub(super) waiting_on: Option<WaitingOn>,
}

impl Bars {
    pub(super) fn since(&self, seq: u64) -> Vec<TimelineBar> {
        let changed = |bar: &&TimelineBar| bar.to_seq.unwrap_or(bar.from_seq) > seq;
        self.bars.iter().filter(changed).cloned().collect()
    }

    /// The open bar ends, and another one begins; nothing happens when the branch goes on with the same.
    pub(super) fn go_on(&mut self, branch: BranchId, doing: Doing<'_>, at: Moment) {
        let step_id = doing.step.map(|step| step.to_string());
        let attempt = doing.step.and_then(|step| self.attempts.get(&step).copied()).unwrap_or(1);
        if let Some(open) = self.open.get(&branch).and_then(|place| self.bars.get(*place))
            && open.element == doing.element.as_str()
            && open.step_id == step_id
            && open.phase == doing.phase
            && open.waiting_on == doing.waiting_on
            && open.attempt == attempt
        {
            return;
        }
        self.close(branch, TimelineEnd::GoesOn, at);
        self.open.insert(branch, self.bars.len());
        self.bars.push(TimelineBar {
            id: self.bars.len() as u64,
            branch_id: branch.to_string(),
            element: doing.element.to_string(),
            step_id,
            phase: doing.phase,
            waiting_on: doing.waiting_on,
            attempt,
            from_seq: at.seq,
            from: at.time,
            to_seq: None,
            to: None,
            end: None,
        });
    }

    /// The open bar of a branch ends.
    pub(super) fn close(&mut self, branch: BranchId, end: TimelineEnd, at: Moment) {
        if let Some(bar) = self.open.remove(&branch).and_then(|place| self.bars.get_mut(place)) {
            (bar.to_seq, bar.to, bar.end) = (Some(at.seq), Some(at.time), Some(end));
        }
    }

    /// Every open bar ends.
    pub(super) fn close_all(&mut self, end: TimelineEnd, at: Moment) {
        let open: Vec<BranchId> = self.open.keys().copied().collect();
        for branch in open {
            self.close(branch, end, at);
        }
    }

    pub(super) fn attempt(&mut self, step: StepId, attempt: u32) {
        self.attempts.insert(step, attempt);
    }

    pub(super) fn step_ended(&mut self, step: StepId) {
        self.attempts.remove(&step);
    }
}
