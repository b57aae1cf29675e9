//! A person sets a variable.

use serde_json::Value;

use super::expect_alive;
use crate::Rejection;
use crate::context::SWARM;
use crate::event::VariableSet;
use crate::ids::ScopeId;
use crate::turn::Turn;

pub(super) fn set(turn: &mut Turn<'_>, scope: ScopeId, name: String, value: Value) -> Result<(), Rejection> {
    expect_alive(turn)?;
    if !turn.state().scopes.contains_key(&scope) {
        return Err(Rejection::UnknownScope(scope));
    }
    if name == SWARM && turn.state().swarm.is_some() {
        return Err(Rejection::ReadOnlyVariable(name));
    }
    Ok(turn.emit(VariableSet { scope, name, value })?)
}
