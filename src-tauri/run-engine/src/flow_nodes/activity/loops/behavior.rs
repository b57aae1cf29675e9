//! What an instance of a multi-instance activity throws when it is complete (BPMN 2.0.2, table 10.30): as if at the border
//! of the activity, where its boundary events catch it first.

use routine_model::graph::event::EventDefinition;
use routine_model::graph::loops::{MultiInstance, MultiInstanceBehavior};

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::expressions::is_true;
use crate::ids::ScopeId;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::throwing::throw_one;
use crate::turn::{Place, Turn};

/// What the instance that completes now throws. `counts` are those that BPMN names, this one among the completed.
pub(super) fn thrown_by<'g>(
    turn: &Turn<'g>,
    instance: ScopeId,
    many: &'g MultiInstance,
    counts: &VariableMap,
    is_first: bool,
) -> Result<Vec<&'g EventDefinition>, Trouble> {
    match &many.behavior {
        MultiInstanceBehavior::All => Ok(Vec::new()),
        MultiInstanceBehavior::None { event } => Ok(event.iter().collect()),
        MultiInstanceBehavior::One { event } => Ok(event.iter().filter(|_| is_first).collect()),
        MultiInstanceBehavior::Complex(behaviors) => {
            let mut thrown = Vec::new();
            let context = SubroutineContext::of_scope(turn.state(), instance).with_inputs(counts);
            for behavior in behaviors {
                if turn.state().config.mode == RunMode::Data && is_true(&behavior.condition, &context, turn.now())? {
                    thrown.extend(&behavior.event);
                }
            }
            Ok(thrown)
        }
    }
}

/// Throws it, with the counts; answers whether the activity goes on.
pub(super) fn throw<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    inside: ScopeId,
    thrown: Vec<&'g EventDefinition>,
    counts: &VariableMap,
) -> Result<Result<bool, Trouble>, Broken> {
    for definition in thrown {
        if let Err(trouble) = throw_one(turn, Place { scope: inside, ..place }, definition, counts)? {
            return Ok(Err(trouble));
        }
        if !turn.state().scopes.contains_key(&inside) {
            return Ok(Ok(false));
        }
    }
    Ok(Ok(true))
}
