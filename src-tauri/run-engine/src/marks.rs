//! Which of the values that can be seen from a place are marked (`routine:sensitivity`); see
//! [`routine_model::graph::sensitivity`]. Nothing of it is stored: the graphs and the calls that are open say it.

use routine_model::RoutineGraph;
use routine_model::graph::sensitivity::Marks;

use crate::data_flow::inputs_of_call;
use crate::event::ScopeKind;
use crate::ids::{ScopeId, StepId};
use crate::state::{Graphs, RunProgress, Scope};

/// The marked variables that a step can see.
pub(crate) fn marks_of_step(progress: &RunProgress, graphs: &Graphs, step: StepId) -> Marks {
    let found = progress.steps.get(&step).and_then(|step| {
        let graph = graphs.get(&progress.scopes.get(&step.scope)?.routine)?;
        let around = marks_of_scope(progress, graphs, step.scope);
        Some(graph.marks_at(graph.node(&step.element)?, &around))
    });
    found.unwrap_or_default()
}

/// The marked variables of the routine that a scope is in, with those that its callers gave it.
pub(crate) fn marks_of_scope(progress: &RunProgress, graphs: &Graphs, scope: ScopeId) -> Marks {
    let around = |scope: &&Scope| scope.parent.and_then(|parent| progress.scopes.get(&parent));
    let scopes = std::iter::successors(progress.scopes.get(&scope), around);
    let routines: Vec<&Scope> = scopes
        .filter(|scope| match scope.kind {
            ScopeKind::Process | ScopeKind::CalledRoutine => true,
            ScopeKind::SubProcess
            | ScopeKind::Transaction
            | ScopeKind::AdHoc
            | ScopeKind::EventSubProcess
            | ScopeKind::Loop
            | ScopeKind::Iteration
            | ScopeKind::Compensation => false,
        })
        .collect();
    let mut marks = Marks::new();
    for routine in routines.into_iter().rev() {
        let Some(graph) = graphs.get(&routine.routine) else { continue };
        let given = given_by_caller(progress, graphs, routine, graph, &marks);
        marks = graph.marks(&routine.element, &given);
    }
    marks
}

/// What a called routine is given, by the names that it has there. What is marked where it is called from stays marked
/// under its name, even where a call does not pass it on: then the name means something else, and nothing is lost by care.
fn given_by_caller(
    progress: &RunProgress,
    graphs: &Graphs,
    called: &Scope,
    graph: &RoutineGraph,
    around: &Marks,
) -> Marks {
    let given = called.step.filter(|_| called.kind == ScopeKind::CalledRoutine).and_then(|step| {
        let call = progress.steps.get(&step)?;
        let caller = graphs.get(&progress.scopes.get(&call.scope)?.routine)?;
        let node = caller.node(&call.element)?;
        let mut given = caller.marks_at(node, around);
        for (own, name) in inputs_of_call(node, (graph, &called.element)) {
            if let Some(level) = given.get(own).copied() {
                given.insert(name.to_owned(), level);
            }
        }
        Some(given)
    });
    given.unwrap_or_default()
}
