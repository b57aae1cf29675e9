//! Where branches are.

use std::collections::BTreeMap;

use routine_model::ElementId;

use crate::ids::{BranchId, RoutineVersion, ScopeId};
use crate::state::RunProgress;

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
        let around = std::iter::successors(Some(scope), |scope| progress.scopes.get(&scope.parent?));
        let step = around.filter_map(|scope| scope.step).next();
        next = step.and_then(|step| progress.steps.get(&step)).map(|step| step.branch);
    }
    stack.reverse();
    Some(stack)
}
