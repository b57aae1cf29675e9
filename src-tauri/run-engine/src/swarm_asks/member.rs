//! As whom a flow node is done.

use routine_model::MemberId;

use crate::ids::ScopeId;
use crate::state::{Graphs, RunProgress};

/// The member in whose lane a flow node of a scope stands. Where its own routine has no such lane, that of the call which it
/// is in; else the one that the run's link names.
pub(crate) fn member_of(
    progress: &RunProgress,
    graphs: &Graphs,
    scope: ScopeId,
    element: &routine_model::ElementId,
) -> Option<MemberId> {
    let link = progress.config.swarm.as_ref()?;
    let mut at = progress.scopes.get(&scope).map(|scope| (scope, element));
    while let Some((scope, element)) = at {
        let graph = graphs.get(&scope.routine)?;
        if let Some(member) = graph.member_of(element) {
            return Some(member.clone());
        }
        let step = enclosing_step(progress, scope).and_then(|step| progress.steps.get(&step));
        at = step.and_then(|step| Some((progress.scopes.get(&step.scope)?, &step.element)));
    }
    link.member.clone()
}

/// The step that a scope does the work of, or the scope around it.
fn enclosing_step(progress: &RunProgress, scope: &crate::state::Scope) -> Option<crate::ids::StepId> {
    std::iter::successors(Some(scope), |scope| progress.scopes.get(&scope.parent?)).find_map(|scope| scope.step)
}
