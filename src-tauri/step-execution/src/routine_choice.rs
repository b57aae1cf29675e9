//! Which routine does a subtask of a swarm, chosen by a model: one of those that are offered, or none, with a reason.

use routine_model::Schema;
use routine_model::graph::model::{ModelWish, Purpose};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::context::ExecutionResources;
use crate::executor::{RoutineChoice, RoutineQuestion};
use crate::model::{Charge, ModelChoice, ModelMessage};
use crate::progress::ProgressSink;
use crate::strategy::asking::{Stop, request, send};
use crate::strategy::prompt::{Fence, RULE};

#[derive(Deserialize)]
struct Choice {
    routine: Option<String>,
    because: String,
}

/// What the model chooses.
///
/// # Errors
/// A sentence that says why there is no choice.
pub(crate) async fn choose(
    question: &RoutineQuestion,
    resources: &ExecutionResources,
    progress: &ProgressSink,
) -> Result<RoutineChoice, String> {
    let found = resources.models.resolve(&ModelChoice { provider: None, name: None }).await;
    let model = found.map_err(|reason| format!("no model can choose a routine: {reason}"))?;
    let schema = schema(question);
    let (system, user) = words(question);
    let messages = vec![ModelMessage::System { text: system }, ModelMessage::User { text: user }];
    let mut asked = request(&ModelWish::default(), Purpose::ChoosePath, messages);
    asked.model.clone_from(&model.model);
    asked.output_schema = Some(schema.clone());
    let unpriced = matches!(model.pricing.at_most(asked.input_bound(), 1), Charge::Unpriced { .. });
    if question.is_limited && unpriced && !resources.models.settings().budgets.allow_unpriced {
        return Err(format!("nobody knows what {} costs, and the swarm's credits are limited", model.model));
    }
    let reply = send(progress, 1, &model, &asked, None).await.reply.map_err(|stop| match stop {
        Stop::OutOfCredits(needed) => {
            format!("choosing a routine may cost {needed} credits, which the swarm does not have")
        }
        Stop::Failed(failure) => failure.message,
        Stop::Waiting { .. } | Stop::TimedOut(_) | Stop::Over => "nobody waits for the answer any more".to_owned(),
    })?;
    let value: Value =
        serde_json::from_str(&reply.text).map_err(|error| format!("the model chose no routine: {error}"))?;
    let faults = Schema::read(&schema)?.faults(&value);
    if !faults.is_empty() {
        return Err(format!("the model chose no routine that is offered: {}", faults.join("; ")));
    }
    let Choice { routine, because } = serde_json::from_value(value).map_err(|error| error.to_string())?;
    Ok(RoutineChoice { routine, because })
}

fn schema(question: &RoutineQuestion) -> Value {
    let paths = question.offers.iter().map(|offer| Value::from(offer.path.as_str())).chain([Value::Null]);
    json!({ "type": "object", "required": ["routine", "because"], "additionalProperties": false, "properties": {
        "routine": { "enum": paths.collect::<Vec<_>>() },
        "because": { "type": "string" } } })
}

fn words(question: &RoutineQuestion) -> (String, String) {
    let fence = Fence::new(question.swarm.as_str(), question.attempt);
    let system = format!(
        "You coordinate a team. You choose the routine that does a subtask, or null when none of them does it. {RULE}"
    );
    let mut user = format!(
        "The goal of the team:\n{}\n\nThe subtask:\n{}\n\nThe routines:",
        fence.around("goal", &question.goal),
        fence.around("subtask", &question.subtask)
    );
    for offer in &question.offers {
        let does = if offer.does.is_empty() { String::new() } else { format!("\nIt does: {}", offer.does.join(", ")) };
        user.push_str(&format!("\n{}", fence.around(&offer.path, &format!("{}{does}", offer.name))));
    }
    (system, user)
}
