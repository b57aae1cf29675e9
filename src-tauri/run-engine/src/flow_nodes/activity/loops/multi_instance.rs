//! How many instances a multi-instance activity has, and of what.

use routine_model::graph::loops::MultiInstance;
use serde_json::Value;

use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::data_flow;
use crate::expressions::evaluate;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::turn::{Place, Turn};

/// The key in the inputs of the whole's step under which the collection is kept.
pub(super) const COLLECTION: &str = "inputCollection";
/// The key under which the number of instances is kept.
pub(super) const CARDINALITY: &str = "numberOfInstances";
/// More instances than this are taken for a mistake.
const MOST: u64 = 100_000;

/// Looks at the collection or cardinality once, before the first instance.
pub(super) fn inputs(turn: &Turn<'_>, place: Place<'_>, many: &MultiInstance) -> Result<VariableMap, Trouble> {
    let given = data_flow::gather(turn, place)?.values;
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(&given);
    let trouble = |message: String| Trouble { code: "multi-instance".to_owned(), message };
    let mut inputs = VariableMap::new();
    let number = if turn.state().config.mode == RunMode::TokenGame {
        1
    } else if let Some(collection) = &many.input_collection {
        let items = evaluate(collection, &context, turn.now())?;
        let Value::Array(list) = &items else {
            return Err(trouble(format!("the collection `{collection}` is no list, but {items}")));
        };
        let number = list.len() as u64;
        inputs.insert(COLLECTION.to_owned(), items);
        number
    } else if let Some(cardinality) = &many.cardinality {
        let value = evaluate(cardinality, &context, turn.now())?;
        let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
        number
            .ok_or_else(|| trouble(format!("the cardinality `{cardinality}` is no whole number from 0, but {value}")))?
    } else {
        return Err(trouble(format!("{} says neither how many instances it has nor of what", place.node.id)));
    };
    if number > MOST {
        return Err(trouble(format!("{number} instances of {} are more than {MOST}", place.node.id)));
    }
    inputs.insert(CARDINALITY.to_owned(), Value::from(number));
    Ok(inputs)
}
