//! Where branches are.

use std::collections::BTreeMap;

use routine_model::ElementId;

use crate::event::ScopeKind;
use crate::ids::{BranchId, RoutineVersion, ScopeId, StepId};
use crate::state::{RunProgress, Scope, Undoing};

/// Where something stands: routine, scope and flow node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchLocation {
    /// The version of the routine.
    pub routine: RoutineVersion,
    /// The scope.
    pub scope: ScopeId,
    /// The flow node.
    pub element: ElementId,
}

/// Every living branch's location: a stack, outermost first, whose last one is where the branch itself stands and whose
/// others are the sub-processes and calls that it is inside of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BranchLocationDataMap(BTreeMap<BranchId, Vec<BranchLocation>>);

impl BranchLocationDataMap {
    /// The locations in a state.
    #[must_use]
    pub fn of(progress: &RunProgress) -> Self {
        Self(progress.branches.keys().filter_map(|&branch| Some((branch, stack_of(progress, branch)?))).collect())
    }

    /// The stack of a branch; none when there is no such branch.
    #[must_use]
    pub fn stack(&self, branch: BranchId) -> Option<&[BranchLocation]> {
        self.0.get(&branch).map(Vec::as_slice)
    }

    /// Where a branch itself stands.
    #[must_use]
    pub fn location(&self, branch: BranchId) -> Option<&BranchLocation> {
        self.0.get(&branch)?.last()
    }

    /// All branches with their stacks, by id.
    pub fn iter(&self) -> impl Iterator<Item = (BranchId, &[BranchLocation])> {
        self.0.iter().map(|(&branch, stack)| (branch, stack.as_slice()))
    }
}

fn stack_of(progress: &RunProgress, branch: BranchId) -> Option<Vec<BranchLocation>> {
    let mut stack = Vec::new();
    let mut next = Some(branch);
    while let Some(branch) = next {
        let branch = progress.branches.get(&branch)?;
        let scope = progress.scopes.get(&branch.scope)?;
        let (element, routine) = (branch.element.clone(), scope.routine.clone());
        stack.push(BranchLocation { routine, scope: scope.id, element });
        let step = leave_scopes(progress, scope, &mut stack);
        next = step.and_then(|step| progress.steps.get(&step)).map(|step| step.branch);
    }
    stack.reverse();
    Some(stack)
}

/// The step whose work a scope, or one around it, does; on the way, completed activities that are being undone.
fn leave_scopes(progress: &RunProgress, scope: &Scope, stack: &mut Vec<BranchLocation>) -> Option<StepId> {
    let mut next = Some(scope);
    while let Some(scope) = next {
        let around = scope.parent.and_then(|around| progress.scopes.get(&around));
        match (&scope.undoing, around) {
            (None, _) if scope.step.is_some() => return scope.step,
            (Some(Undoing::Inside { activity } | Undoing::Activity { activity }), Some(around))
                if scope.kind != ScopeKind::Compensation =>
            {
                let (element, routine) = (activity.clone(), around.routine.clone());
                stack.push(BranchLocation { routine, scope: around.id, element });
            }
            // An event that has asked for something to be undone is not around it.
            (Some(_) | None, _) => {}
        }
        next = around;
    }
    None
}
