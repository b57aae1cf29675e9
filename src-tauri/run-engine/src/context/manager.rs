//! How values go down into a step and up out of it.

use routine_model::graph::data::Mapping;
use serde_json::Value;

use super::SubroutineContext;
use super::path::{variable_of, write};
use crate::broken::Broken;
use crate::event::VariableSet;
use crate::expressions::evaluate;
use crate::ids::{ScopeId, Timestamp};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::turn::{Place, Turn};

/// The variables of one scope, and their way down and up.
pub(crate) struct SubroutineContextManager<'t, 'g> {
    turn: &'t mut Turn<'g>,
}

impl<'t, 'g> SubroutineContextManager<'t, 'g> {
    pub(crate) fn of(turn: &'t mut Turn<'g>) -> Self {
        Self { turn }
    }

    /// Down: what the input mappings of an activity give, each seeing the results of those before it and, before all of
    /// them, what is there already.
    pub(crate) fn lower(
        &self,
        place: Place<'_>,
        mappings: &[Mapping],
        mut inputs: VariableMap,
    ) -> Result<VariableMap, Trouble> {
        for mapping in mappings {
            let context = SubroutineContext::of_scope(self.turn.state(), place.scope).with_inputs(&inputs);
            let value = evaluate(&mapping.source, &context, self.turn.now())?;
            write(&mut inputs, &mapping.target, value, || None);
        }
        Ok(inputs)
    }

    /// What output mappings give, seen from where the results are. `local` are the results and the inputs under them.
    pub(crate) fn map_outputs(
        &self,
        scope: ScopeId,
        mappings: &[Mapping],
        local: &VariableMap,
    ) -> Result<VariableMap, Trouble> {
        let context = SubroutineContext::of_scope(self.turn.state(), scope).with_inputs(local);
        Self::map_in(&context, self.turn.now(), mappings)
    }

    /// What output mappings give, all of them seen from one place.
    pub(crate) fn map_in(
        context: &SubroutineContext<'_>,
        now: Timestamp,
        mappings: &[Mapping],
    ) -> Result<VariableMap, Trouble> {
        let mut outputs = VariableMap::new();
        for mapping in mappings {
            let value = evaluate(&mapping.source, context, now)?;
            let current = || context.get(variable_of(&mapping.target)).cloned();
            write(&mut outputs, &mapping.target, value, current);
        }
        Ok(outputs)
    }

    /// Up: assigns values as seen from a scope, each to the scope that it belongs to.
    pub(crate) fn raise(&mut self, from: ScopeId, values: VariableMap) -> Result<(), Broken> {
        for (name, value) in values {
            let home = SubroutineContext::of_scope(self.turn.state(), from).home_of(&name);
            self.set(home.ok_or(Broken::Scope(from))?, name, value)?;
        }
        Ok(())
    }

    /// Makes values a scope's own.
    pub(crate) fn set_all(&mut self, scope: ScopeId, values: VariableMap) -> Result<(), Broken> {
        for (name, value) in values {
            self.set(scope, name, value)?;
        }
        Ok(())
    }

    fn set(&mut self, scope: ScopeId, name: String, value: Value) -> Result<(), Broken> {
        self.turn.emit(VariableSet { scope, name, value })
    }
}
