//! What can be seen from one place.

use serde_json::Value;

use crate::event::ScopeKind;
use crate::ids::{ScopeId, StepId};
use crate::outcome::VariableMap;
use crate::state::{RunProgress, Scope};

/// The variable that a run in a swarm sees goal, subtask and team as, everywhere and read-only. Whatever else is called so is
/// hidden by it.
pub(crate) const SWARM: &str = "swarm";

/// The variables that can be seen from a scope, or from a step in it: the step's inputs first, then scope by scope
/// outward up to the process or called routine. A called routine sees nothing of its caller but what was copied down.
#[derive(Clone, Copy, Debug)]
pub struct SubroutineContext<'p> {
    progress: &'p RunProgress,
    scope: Option<ScopeId>,
    inputs: Option<&'p VariableMap>,
}

impl<'p> SubroutineContext<'p> {
    /// What can be seen from a scope.
    #[must_use]
    pub fn of_scope(progress: &'p RunProgress, scope: ScopeId) -> Self {
        Self { progress, scope: Some(scope), inputs: None }
    }

    /// What can be seen from a scope that is about to open with these variables; without one around it, nothing else.
    pub(crate) fn of_new_scope(progress: &'p RunProgress, around: Option<ScopeId>, variables: &'p VariableMap) -> Self {
        Self { progress, scope: around, inputs: Some(variables) }
    }

    /// What can be seen from a step: its inputs too.
    #[must_use]
    pub fn of_step(progress: &'p RunProgress, step: StepId) -> Option<Self> {
        let step = progress.steps.get(&step)?;
        Some(Self { progress, scope: Some(step.scope), inputs: Some(&step.inputs) })
    }

    /// The same place with these variables in front.
    #[must_use]
    pub fn with_inputs(self, inputs: &'p VariableMap) -> Self {
        Self { inputs: Some(inputs), ..self }
    }

    /// The value of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'p Value> {
        if let (SWARM, Some(swarm)) = (name, &self.progress.swarm) {
            return Some(&swarm.context);
        }
        self.inputs
            .and_then(|inputs| inputs.get(name))
            .or_else(|| self.scopes().find_map(|scope| scope.variables.get(name)))
    }

    /// The state that it looks at.
    pub(crate) fn progress(&self) -> &'p RunProgress {
        self.progress
    }

    /// The scopes whose variables can be seen, innermost first.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = &'p Scope> + use<'p> {
        let progress = self.progress;
        let mut next = self.scope;
        std::iter::from_fn(move || {
            let scope = progress.scopes.get(&next?)?;
            next = match scope.kind {
                ScopeKind::Process | ScopeKind::CalledRoutine => None,
                ScopeKind::SubProcess
                | ScopeKind::Transaction
                | ScopeKind::AdHoc
                | ScopeKind::EventSubProcess
                | ScopeKind::Loop
                | ScopeKind::Iteration
                | ScopeKind::Compensation => scope.parent,
            };
            Some(scope)
        })
    }

    /// The scope that an assignment to a name goes to.
    ///
    /// Camunda 8's rule, because models are made with it in mind: the nearest scope that has the variable, else the
    /// process or called routine. An iteration of a loop or multi-instance activity keeps what is new in it, so that
    /// iterations that run side by side do not overwrite one another's results.
    pub(crate) fn home_of(&self, name: &str) -> Option<ScopeId> {
        let mut home = None;
        for scope in self.scopes() {
            home = Some(scope.id);
            if scope.kind == ScopeKind::Iteration || scope.variables.contains_key(name) {
                break;
            }
        }
        home
    }
}

/// All that can be seen, inner values over outer ones.
pub(crate) fn visible(context: &SubroutineContext<'_>) -> VariableMap {
    let mut variables = context.inputs.cloned().unwrap_or_default();
    for scope in context.scopes() {
        for (name, value) in &scope.variables {
            if !variables.contains_key(name) {
                variables.insert(name.clone(), value.clone());
            }
        }
    }
    if let Some(swarm) = &context.progress.swarm {
        variables.insert(SWARM.to_owned(), swarm.context.clone());
    }
    variables
}
