//! Required inputs that are missing: a model makes them, or a person says them; either is held against their schemas.

use routine_model::graph::model::Purpose;
use routine_model::graph::settings::MissingInputs;
use run_engine::{StepRecord, VariableMap};
use serde_json::{Value, json};

use super::asking::{Asking, Stop, request};
use super::choice::kept_from_model;
use super::prompt::{Prompt, RULE};
use super::{expected, failure};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::model::ModelMessage;

/// Makes inputs with these schemas. The record that it goes on behind ends where a strategy was chosen.
pub(crate) async fn fill(
    context: &ExecutionContext<'_>,
    dependencies: &ExecutionDependencies,
    from: MissingInputs,
    fields: &VariableMap,
) -> Result<VariableMap, Stop> {
    let mut before = context.request.clone();
    let chosen = before.record.iter().position(|record| matches!(**record, StepRecord::StrategyChosen { .. }));
    if let Some(chosen) = chosen {
        before.record.truncate(chosen);
    }
    let context = ExecutionContext { request: &before, ..*context };
    let names: Vec<&String> = fields.keys().collect();
    let schema: Value =
        json!({ "type": "object", "properties": fields, "required": names, "additionalProperties": false });
    let expected = expected::Expected::with(schema.clone())?;
    let mut asking = match from {
        MissingInputs::Generate => {
            if let Some(failure) = kept_from_model(&context, &dependencies.resources) {
                return Err(failure.into());
            }
            Asking::begin(&context, dependencies).await?
        }
        MissingInputs::Ask | MissingInputs::Fail => Asking::of_person(&context, dependencies),
    };
    let about = format!(
        "{}\n\nInputs of this step are missing. Answer with a JSON object of them that fits this schema, and nothing else:\n{schema}",
        Prompt::without_prompt(&context).fitting(asking.room(), true)?.0
    );
    let mut messages = vec![ModelMessage::System { text: RULE.to_owned() }, ModelMessage::User { text: about }];
    let mut rounds = 0;
    loop {
        let mut asked = request(&asking.wish, Purpose::FillInput, messages.clone());
        asked.output_schema = Some(schema.clone());
        let reply = asking.ask(asked).await?;
        let read = if asking.is_person() { expected.typed(&reply.text) } else { expected.answered(&reply) };
        let faults = match read {
            Ok(inputs) => return Ok(inputs),
            Err(faults) => faults,
        };
        rounds += 1;
        if rounds > 1 && !asking.is_person() {
            let message = format!("the model's inputs do not fit: {}", faults.join("; "));
            return Err(failure("input-missing", message).into());
        }
        messages.push(ModelMessage::Model { text: reply.text, calls: Vec::new() });
        messages.push(ModelMessage::User { text: format!("This does not fit:\n- {}", faults.join("\n- ")) });
    }
}
