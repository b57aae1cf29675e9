//! All the ways out of a node that is no exclusive gateway.

use routine_model::graph::flow_node::SequenceFlow;

use super::handler::{flows_out, is_default, no_way};
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::expressions::is_true;
use crate::flow_nodes::is_one_of_many;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::turn::{Place, Turn};

/// The flows that a branch takes out of an activity, event or inclusive gateway (BPMN 2.0.2, 8.4.13 and 10.6.3): those
/// without a condition, those whose condition is true, and the default one if no condition is.
pub(crate) fn ways_out<'g>(turn: &Turn<'g>, place: Place<'g>) -> Result<Vec<&'g SequenceFlow>, Trouble> {
    ways_out_seeing(turn, place, &VariableMap::new())
}

/// The same with conditions that see these variables before all others.
pub(crate) fn ways_out_seeing<'g>(
    turn: &Turn<'g>,
    place: Place<'g>,
    seen: &VariableMap,
) -> Result<Vec<&'g SequenceFlow>, Trouble> {
    if is_one_of_many(turn.state(), place.scope, place.node) {
        // The flows out of a repeated activity are taken once, by the whole.
        return Ok(Vec::new());
    }
    let flows = flows_out(place);
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(flows);
    }
    if flows.iter().all(|flow| flow.condition.is_none() && !is_default(place, flow)) {
        return Ok(flows);
    }
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(seen);
    let mut ways = Vec::new();
    let mut is_any_true = false;
    for &flow in &flows {
        if is_default(place, flow) {
            continue;
        }
        match &flow.condition {
            None => ways.push(flow),
            Some(condition) => {
                if is_true(condition, &context, turn.now())? {
                    is_any_true = true;
                    ways.push(flow);
                }
            }
        }
    }
    if !is_any_true {
        ways.extend(flows.iter().filter(|flow| is_default(place, flow)));
    }
    if ways.is_empty() { Err(no_way(place)) } else { Ok(ways) }
}
