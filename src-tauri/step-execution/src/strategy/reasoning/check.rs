//! The last phase: schema, stated success criteria, and a second opinion where the step asks for one.

use routine_model::Schema;
use routine_model::graph::model::{Phases, Purpose};
use run_engine::VariableMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Thoughts;
use crate::model::{FinishReason, ModelReply};
use crate::strategy::asking::{Asking, Stop};
use crate::strategy::prompt::{Fence, as_text};

#[derive(Deserialize)]
struct Judgement {
    verdicts: Vec<Verdict>,
}

#[derive(Deserialize)]
struct Verdict {
    criterion: String,
    met: bool,
    because: String,
}

/// The outputs, or what speaks against them.
pub(super) async fn outputs(
    asking: &mut Asking<'_>,
    thoughts: &Thoughts,
    reply: &ModelReply,
) -> Result<Result<VariableMap, Vec<String>>, Stop> {
    asking.phase("check").await?;
    let outputs = match thoughts.expected.answered(reply) {
        Ok(outputs) => outputs,
        Err(faults) => return Ok(Err(faults)),
    };
    let success = &asking.context.activity.settings.success;
    let asks = asking.answers(Purpose::Check);
    let own = !success.criteria.is_empty() && asking.wish.phases.unwrap_or_default() == Phases::Four;
    if own && asks {
        let mut about = thoughts.about.clone();
        for (purpose, said) in &thoughts.so_far {
            about.push_str(&format!("\n\nYour {}:\n{said}", super::words::noun(*purpose)));
        }
        let faults = judge(asking, thoughts, about, &outputs).await?;
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
    }
    if success.second_opinion && asks {
        let faults = judge(asking, thoughts, thoughts.about.clone(), &outputs).await?;
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
    }
    Ok(Ok(outputs))
}

async fn judge(
    asking: &mut Asking<'_>,
    thoughts: &Thoughts,
    about: String,
    outputs: &VariableMap,
) -> Result<Vec<String>, Stop> {
    let schema = json!({ "type": "object", "required": ["verdicts"], "additionalProperties": false, "properties": {
        "verdicts": { "type": "array", "minItems": 1, "items": { "type": "object",
            "required": ["criterion", "met", "because"], "additionalProperties": false, "properties": {
            "criterion": { "type": "string" }, "met": { "type": "boolean" }, "because": { "type": "string" } } } } } });
    let step = asking.context.request;
    let fence = Fence::new(&step.run.0, step.step.0);
    let shown = fence.around("outputs", &as_text(&json!(outputs)));
    let mut request = thoughts.request(asking, Purpose::Check, format!("{about}\n\nThe outputs to judge:\n{shown}"));
    request.output_schema = Some(schema.clone());
    let reply = asking.ask(request).await?;
    Ok(match read(&reply, &schema) {
        Ok(judgement) => {
            let missed = judgement.verdicts.into_iter().filter(|verdict| !verdict.met);
            missed.map(|verdict| format!("“{}” is not met: {}", verdict.criterion, verdict.because)).collect()
        }
        Err(reason) => vec![format!("the judgement about the outputs cannot be read: {reason}")],
    })
}

fn read(reply: &ModelReply, schema: &Value) -> Result<Judgement, String> {
    if reply.finish != FinishReason::Stop {
        return Err("it is not whole".to_owned());
    }
    let value: Value = serde_json::from_str(&reply.text).map_err(|error| error.to_string())?;
    let faults = Schema::read(schema)?.faults(&value);
    if !faults.is_empty() {
        return Err(faults.join("; "));
    }
    serde_json::from_value(value).map_err(|error| error.to_string())
}
