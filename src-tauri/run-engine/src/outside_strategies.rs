//! Which strategy settings reach a step from outside of its routine.

use routine_model::graph::settings::StrategySetting;

use crate::effect::OutsideStrategies;
use crate::event::ScopeKind;
use crate::state::{Graphs, RunProgress, Scope, Step};

impl OutsideStrategies {
    /// Those of a step: the run's configuration, and the routine that calls the step's one.
    pub(crate) fn of(progress: &RunProgress, graphs: &Graphs, step: &Step) -> Self {
        Self {
            step: step.strategy,
            element: progress.config.strategies.get(&step.element).copied(),
            caller: called_scope(progress, step).and_then(|scope| said_of_call(progress, graphs, scope)),
            run_default: progress.config.strategy_without_others(),
        }
    }
}

/// The scope of the called routine that a step is in.
fn called_scope<'a>(progress: &'a RunProgress, step: &Step) -> Option<&'a Scope> {
    let scope = |id| progress.scopes.get(id);
    std::iter::successors(scope(&step.scope), |inner| inner.parent.as_ref().and_then(scope))
        .find(|around| matches!(around.kind, ScopeKind::CalledRoutine))
}

/// What the calling routine lists for the call.
fn said_of_call(progress: &RunProgress, graphs: &Graphs, called: &Scope) -> Option<StrategySetting> {
    let call = progress.steps.get(&called.step?)?;
    let graph = graphs.get(&progress.scopes.get(&call.scope)?.routine)?;
    let container = graph.process_of(&graph.node(&call.element)?.container)?;
    container.process.as_ref()?.settings.subroutine_strategies.get(&call.element).copied()
}
