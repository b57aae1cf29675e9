//! Which way at a fork, chosen by a model: one of the flows that are open, with a reason, and nothing else. It is asked on
//! the record of the gateway's step, so that it is paid as any request, and not asked again after a restart.

use routine_model::graph::container::Process;
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::model::Purpose;
use routine_model::{ElementId, Schema};
use run_engine::StepRecord;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::context::{ExecutionResources, RoutineContext};
use crate::executor::{NoChoice, PathChoice, PathQuestion};
use crate::model::{DemoModel, ModelMessage, ModelReply, ResolvedModel};
use crate::progress::ProgressSink;
use crate::strategy::Strategy;
use crate::strategy::asking::{ModelAtHand, Stop, request, send};
use crate::strategy::policy::{self, PolicyFacts, standing_rules};
use crate::strategy::prompt::{Fence, RULE, as_text};

#[derive(Deserialize)]
struct Choice {
    flows: Vec<ElementId>,
    because: String,
}

/// What the model chooses.
///
/// # Errors
/// A sentence that says why there is no choice; a person decides then.
pub(crate) async fn decide(
    question: &PathQuestion,
    resources: &ExecutionResources,
    progress: &ProgressSink,
) -> Result<PathChoice, NoChoice> {
    let node = question.graph.node(&question.element).ok_or_else(|| format!("{} is no gateway", question.element))?;
    let schema = schema(question);
    let reply = match on_record(question) {
        Some(answered) => answered?,
        None => ask(question, node, &schema, resources, progress).await?,
    };
    let value: Value = serde_json::from_str(&reply.text).map_err(|error| format!("the model chose no way: {error}"))?;
    let faults = Schema::read(&schema)?.faults(&value);
    if !faults.is_empty() {
        return Err(format!("the model chose no way that is open: {}", faults.join("; ")).into());
    }
    let choice: Choice = serde_json::from_value(value).map_err(|error| error.to_string())?;
    Ok(PathChoice { flows: choice.flows, because: Some(choice.because) })
}

/// What the model has answered already, or why it did not.
fn on_record(question: &PathQuestion) -> Option<Result<ModelReply, String>> {
    question.record.iter().rev().find_map(|record| match &**record {
        StepRecord::ModelAnswered { reply, .. } => Some(
            serde_json::from_value(reply.clone())
                .map_err(|error| format!("the answer on record cannot be read: {error}")),
        ),
        StepRecord::ModelFailed { message, .. } => Some(Err(message.clone())),
        _ => None,
    })
}

async fn ask(
    question: &PathQuestion,
    node: &FlowNode,
    schema: &Value,
    resources: &ExecutionResources,
    progress: &ProgressSink,
) -> Result<ModelReply, NoChoice> {
    let definition = RoutineContext::of(&question.graph, &node.container).definition();
    let wish = definition.map(|process| process.settings.model.clone()).unwrap_or_default();
    let found = ModelAtHand::find(&resources.models, &wish, node, &question.variables, question.test_mode).await;
    let model = match found.map_err(|failure| failure.message)? {
        ModelAtHand::Online(model) => {
            if let Some(reason) = kept_from(&model, question, definition, resources) {
                return Err(reason.into());
            }
            *model
        }
        ModelAtHand::Demo(replies) => ResolvedModel::scripted(DemoModel::new(replies)),
        ModelAtHand::Person => {
            return Err(format!("no model is set up that could choose the way at {}", node.id).into());
        }
    };
    let (system, user) = words(question, node);
    let messages = vec![ModelMessage::System { text: system }, ModelMessage::User { text: user }];
    let mut asked = request(&wish, Purpose::ChoosePath, messages);
    asked.model.clone_from(&model.model);
    asked.output_schema = Some(schema.clone());
    let before = question.record.iter().filter(|record| matches!(***record, StepRecord::ModelAsked { .. })).count();
    let call = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
    send(progress, call, &model, &asked, None).await.reply.map_err(|stop| match stop {
        Stop::OutOfCredits(needed) => {
            let what = "which is more than is left of the run's limit";
            NoChoice { reason: format!("choosing the way may cost {needed} credits, {what}"), needed: Some(needed) }
        }
        Stop::Failed(failure) => failure.message.into(),
        Stop::Waiting { .. } | Stop::TimedOut(_) | Stop::Over => {
            "nobody waits for the answer any more".to_owned().into()
        }
    })
}

/// Why the model may not be shown the variables, if it may not: a person decides then.
fn kept_from(
    model: &ResolvedModel,
    question: &PathQuestion,
    process: Option<&Process>,
    resources: &ExecutionResources,
) -> Option<String> {
    let settings = resources.models.settings();
    let facts = PolicyFacts {
        sensitivity: question.marks.values().copied().max(),
        online_model: settings.provider(&model.provider_id).is_none_or(|provider| !provider.is_on_this_machine()),
        ..PolicyFacts::default()
    };
    let allowed = process.map_or(&[][..], |process| &process.settings.allow_sensitive);
    let (_, forced) = policy::apply(&standing_rules(allowed), facts, Strategy::Reasoning);
    forced.map(|forced| format!("the rule {} keeps the variables at {} from the model", forced.rule, question.element))
}

fn schema(question: &PathQuestion) -> Value {
    let most = if question.several { question.options.len() } else { 1 };
    json!({ "type": "object", "required": ["flows", "because"], "additionalProperties": false, "properties": {
        "flows": { "type": "array", "minItems": 1, "maxItems": most, "uniqueItems": true,
            "items": { "enum": question.options } },
        "because": { "type": "string" } } })
}

fn words(question: &PathQuestion, node: &FlowNode) -> (String, String) {
    let fence = Fence::new(&question.run.0, question.decision.0);
    let several = if question.several { "one or several of the ways" } else { "one of the ways" };
    let system = format!("You choose {several} that lead on from a gateway of a routine. {RULE}");
    let mut user = format!("Gateway: {}", node.name.as_deref().unwrap_or(node.id.as_str()));
    if let Some(text) = &node.documentation {
        user.push_str(&format!("\nAbout it: {text}"));
    }
    for option in &question.options {
        let flow = question.graph.flow(option);
        let name = flow.and_then(|flow| flow.name.as_deref()).unwrap_or("without a name");
        let target = flow.and_then(|flow| question.graph.node(&flow.target));
        let target = target.map(|node| node.name.as_deref().unwrap_or(node.id.as_str())).unwrap_or_default();
        user.push_str(&format!("\n- {option}: {name}, leads to {target}"));
    }
    for (name, value) in &question.variables {
        user.push_str(&format!("\n\n{}", fence.around(name, &as_text(value))));
    }
    (system, user)
}
