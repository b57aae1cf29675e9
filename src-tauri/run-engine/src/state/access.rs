//! How `apply` reaches into the state, keeping its indexes true.

use super::{Branch, RunProgress, Scope, Step, Subscription};
use crate::broken::Broken;
use crate::event::SubscriptionOwner;
use crate::ids::{BranchId, RoutineVersion, ScopeId, StepId, Timestamp};
use crate::status::{BranchStatus, StepStatus, WaitReason};

impl RunProgress {
    /// How long the run has been running by `now`, pauses excluded, in milliseconds.
    #[must_use]
    pub fn ran_ms_at(&self, now: Timestamp) -> u64 {
        let current = self.running_since.map_or(0, |since| now.0.saturating_sub(since.0));
        self.ran_ms + u64::try_from(current).unwrap_or(0)
    }

    /// Where the routine of a version is, as the run keeps it.
    pub(crate) fn path_of(&self, version: &RoutineVersion) -> &str {
        let mut routines = std::iter::once(&self.routine).chain(self.pinned.values());
        routines.find(|routine| routine.version == *version).map_or("", |routine| &routine.path)
    }

    pub(crate) fn branch(&self, id: BranchId) -> Result<&Branch, Broken> {
        self.branches.get(&id).ok_or(Broken::Branch(id))
    }

    pub(crate) fn scope(&self, id: ScopeId) -> Result<&Scope, Broken> {
        self.scopes.get(&id).ok_or(Broken::Scope(id))
    }

    pub(crate) fn step(&self, id: StepId) -> Result<&Step, Broken> {
        self.steps.get(&id).ok_or(Broken::Step(id))
    }

    /// What listens on behalf of the same step, or of the same scope.
    pub(crate) fn subscriptions_of(
        &self,
        owner: &SubscriptionOwner,
        scope: ScopeId,
    ) -> impl Iterator<Item = &Subscription> + use<'_> {
        let ids = match owner {
            SubscriptionOwner::Step { step }
            | SubscriptionOwner::Gateway { step }
            | SubscriptionOwner::Boundary { host: step } => self.steps.get(step).map(|step| &step.subscriptions),
            SubscriptionOwner::EventSubProcess | SubscriptionOwner::Activation | SubscriptionOwner::Start => {
                self.scopes.get(&scope).map(|scope| &scope.subscriptions)
            }
        };
        ids.into_iter().flatten().filter_map(|id| self.subscriptions.get(id))
    }

    pub(crate) fn branch_mut(&mut self, id: BranchId) -> Result<&mut Branch, Broken> {
        self.branches.get_mut(&id).ok_or(Broken::Branch(id))
    }

    pub(crate) fn scope_mut(&mut self, id: ScopeId) -> Result<&mut Scope, Broken> {
        self.scopes.get_mut(&id).ok_or(Broken::Scope(id))
    }

    pub(crate) fn step_mut(&mut self, id: StepId) -> Result<&mut Step, Broken> {
        self.steps.get_mut(&id).ok_or(Broken::Step(id))
    }

    /// Puts a branch at the end of the queue.
    pub(crate) fn make_ready(&mut self, id: BranchId, seq: u64) -> Result<(), Broken> {
        self.take_from_queue(id)?;
        self.awaiting_inputs.remove(&id);
        let branch = self.branch_mut(id)?;
        branch.status = BranchStatus::Ready;
        branch.ready_at = seq;
        self.ready.insert(seq, id);
        Ok(())
    }

    /// Takes a branch out of the queue, if it stands there; the caller gives it another status.
    pub(crate) fn take_from_queue(&mut self, id: BranchId) -> Result<(), Broken> {
        let branch = self.branches.get(&id).ok_or(Broken::Branch(id))?;
        match &branch.status {
            BranchStatus::Ready => {
                self.ready.remove(&branch.ready_at);
                self.breakpoints.passed.remove(&branch.ready_at);
            }
            BranchStatus::Waiting { on: WaitReason::Branches { .. } } => {
                self.in_order.remove(&id);
            }
            BranchStatus::Active { .. } | BranchStatus::Waiting { .. } => {}
        }
        Ok(())
    }

    /// A branch that may wait at a join waits there no more.
    pub(crate) fn leave_join(&mut self, id: BranchId) -> Result<(), Broken> {
        let branch = self.branches.get(&id).ok_or(Broken::Branch(id))?;
        let (BranchStatus::Waiting { on: WaitReason::Join { .. } }, Some(flow)) = (&branch.status, &branch.arrived_by)
        else {
            return Ok(());
        };
        let scope = branch.scope;
        let owner = self.scopes.get_mut(&scope).ok_or(Broken::Scope(scope))?;
        let joins = &mut owner.joins;
        if let Some(flows) = joins.get_mut(&branch.element) {
            if let Some(waiting) = flows.get_mut(flow) {
                if waiting.front() == Some(&id) {
                    waiting.pop_front();
                } else {
                    waiting.retain(|&other| other != id);
                }
                if waiting.is_empty() {
                    flows.remove(flow);
                }
            }
            if flows.is_empty() {
                joins.remove(&branch.element);
            }
        }
        if joins.is_empty() && owner.activated.is_empty() {
            self.joining.remove(&scope);
        }
        Ok(())
    }

    /// Removes a branch with all that waits for somebody on its behalf.
    pub(crate) fn remove_branch(&mut self, id: BranchId) -> Result<Branch, Broken> {
        self.take_from_queue(id)?;
        self.leave_join(id)?;
        self.awaiting_inputs.remove(&id);
        let branch = self.branches.remove(&id).ok_or(Broken::Branch(id))?;
        self.scope_mut(branch.scope)?.branches.remove(&id);
        self.letters.give_back(branch.letter);
        self.forget_request(&branch.status);
        Ok(branch)
    }

    pub(crate) fn add_step(&mut self, step: Step) {
        self.count(step.id, Counted::of(&step));
        self.steps.insert(step.id, step);
    }

    /// Changes what is kept back for a step, and with it the sum over all that are in progress.
    pub(crate) fn keep_back(&mut self, id: StepId, change: impl FnOnce(&mut Step)) -> Result<(), Broken> {
        let step = self.steps.get_mut(&id).ok_or(Broken::Step(id))?;
        let before = step.kept_back();
        change(step);
        if step.status == StepStatus::InProgress {
            self.kept_back += u128::from(step.kept_back().micros());
            self.kept_back -= u128::from(before.micros());
        }
        Ok(())
    }

    /// Changes a step's status, and that of the branch that it belongs to.
    pub(crate) fn set_step_status(&mut self, id: StepId, status: StepStatus) -> Result<(), Broken> {
        let step = self.steps.get_mut(&id).ok_or(Broken::Step(id))?;
        let before = Counted::of(step);
        let branch = self.branches.get_mut(&step.branch).ok_or(Broken::Branch(step.branch))?;
        branch.status = match &status {
            StepStatus::Queued | StepStatus::InProgress => BranchStatus::Active { step: id },
            StepStatus::Waiting { on } => BranchStatus::Waiting { on: on.clone() },
        };
        step.status = status;
        let after = Counted::of(step);
        self.uncount(id, &before);
        self.count(id, after);
        Ok(())
    }

    /// Removes a step; its branch stays where it is, between two steps.
    pub(crate) fn remove_step(&mut self, id: StepId) -> Result<Step, Broken> {
        let step = self.steps.remove(&id).ok_or(Broken::Step(id))?;
        self.uncount(id, &Counted::of(&step));
        let branch = self.branches.get_mut(&step.branch).ok_or(Broken::Branch(step.branch))?;
        branch.step = None;
        let waited = std::mem::replace(&mut branch.status, BranchStatus::Active { step: id });
        self.forget_request(&waited);
        Ok(step)
    }

    /// Nobody has to resolve or decide any more what a branch of this status waited for.
    fn forget_request(&mut self, status: &BranchStatus) {
        if let BranchStatus::Waiting { on: WaitReason::Incident { incident } } = status {
            self.incidents.remove(incident);
        }
        if let BranchStatus::Waiting { on: WaitReason::Decision { decision } } = status {
            self.decisions.remove(decision);
        }
    }

    fn count(&mut self, id: StepId, counted: Counted) {
        if counted.queued {
            self.queued.insert(id);
        }
        self.steps_in_progress += u64::from(counted.in_progress);
        self.kept_back += counted.kept_back;
    }

    fn uncount(&mut self, id: StepId, counted: &Counted) {
        if counted.queued {
            self.queued.remove(&id);
        }
        self.steps_in_progress -= u64::from(counted.in_progress);
        self.kept_back -= counted.kept_back;
    }
}

/// What a step adds to the counters of its run.
struct Counted {
    queued: bool,
    in_progress: bool,
    kept_back: u128,
}

impl Counted {
    fn of(step: &Step) -> Self {
        let (queued, in_progress) = match &step.status {
            StepStatus::Queued => (true, false),
            StepStatus::InProgress => (false, true),
            StepStatus::Waiting { .. } => (false, false),
        };
        let kept_back = if in_progress { u128::from(step.kept_back().micros()) } else { 0 };
        Self { queued, in_progress, kept_back }
    }
}
