//! Standard loops: turn after turn while the condition is true and the maximum is not reached.

use routine_model::graph::loops::StandardLoop;
use serde_json::Value;

use super::super::{Results, complete_activity};
use super::in_trouble;
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::{SubroutineContext, SubroutineContextManager};
use crate::expressions::is_true;
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::scope;
use crate::turn::{Place, Turn};

const COUNTER: &str = "loopCounter";

pub(super) fn next_turn(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    inside: ScopeId,
    standard: &StandardLoop,
) -> Result<(), Broken> {
    let done = turn.state().scope(inside)?.variables.get(COUNTER).and_then(Value::as_i64).unwrap_or(0);
    match has_another_turn(turn, inside, standard, done) {
        Err(trouble) => in_trouble(turn, place, step, trouble),
        Ok(false) => {
            let results = match Results::of(turn, place, step, VariableMap::new(), None) {
                Ok(results) => results,
                Err(trouble) => return in_trouble(turn, place, step, trouble),
            };
            scope::end(turn, inside, None)?;
            complete_activity(turn, place, step, results)
        }
        Ok(true) => {
            let counter = VariableMap::from([(COUNTER.to_owned(), Value::from(done + 1))]);
            SubroutineContextManager::of(turn).set_all(inside, counter)?;
            BranchManager::of(turn).begin(inside, &place.node.id, None).map(|_| ())
        }
    }
}

/// A loop that tests after its turns has a first one whatever its maximum.
fn has_another_turn(turn: &Turn<'_>, inside: ScopeId, standard: &StandardLoop, done: i64) -> Result<bool, Trouble> {
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(done == 0);
    }
    if let Some(most) = standard.maximum.filter(|most| *most < 0) {
        let message = format!("a loop cannot have {most} turns at most");
        return Err(Trouble { code: "loop-maximum".to_owned(), message });
    }
    if done == 0 && !standard.test_before {
        return Ok(true);
    }
    if standard.maximum.is_some_and(|most| done >= most) {
        return Ok(false);
    }
    match &standard.condition {
        None => Ok(standard.maximum.is_some()),
        Some(condition) => is_true(condition, &SubroutineContext::of_scope(turn.state(), inside), turn.now()),
    }
}
