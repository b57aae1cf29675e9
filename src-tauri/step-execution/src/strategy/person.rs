//! A person in a model's place: the prompt is shown, the answer typed, and held against the same schema.

use routine_model::graph::model::Purpose;
use run_engine::VariableMap;

use super::asking::{Asking, Stop, request};
use super::expected::Expected;
use super::prompt::Prompt;
use crate::model::ModelMessage;

/// Asks until the answer fits; each answer and what is wrong with it stays on record.
pub(crate) async fn answer(asking: &mut Asking<'_>, expected: &Expected) -> Result<VariableMap, Stop> {
    let seen = asking.see_swarm().await?;
    let (about, _) = Prompt::of(asking.context, seen.as_ref())?.fitting(None, true)?;
    let mut messages = vec![ModelMessage::User { text: about }];
    loop {
        let mut asked = request(&asking.wish, Purpose::Execute, messages.clone());
        asked.output_schema = Some(expected.schema().clone());
        let reply = asking.ask(asked).await?;
        match expected.typed(&reply.text) {
            Ok(outputs) => return Ok(outputs),
            Err(faults) => {
                messages.push(ModelMessage::Model { text: reply.text, calls: Vec::new() });
                messages.push(ModelMessage::User { text: format!("This does not fit:\n- {}", faults.join("\n- ")) });
            }
        }
    }
}
