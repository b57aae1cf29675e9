//! A step done in turns with a person. It ends when the model calls `finish` with valid outputs, or answers with nothing but
//! valid outputs; where the step asks for it, when the person has agreed to them. No phrase ends it.

mod history;
mod offered;
mod words;

use history::History;
pub use offered::{expected_outputs, most_turns, offered_outputs};
use routine_model::graph::model::Purpose;
use run_engine::VariableMap;
use serde_json::json;

use super::asking::{Asking, Stop, Turn, outcome, request};
use super::expected::Expected;
use super::prompt::Prompt;
use super::{ExecutionStrategy, Strategy, estimate, failure, person};
use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;
use crate::model::{FinishReason, ModelReply, ModelRequest, OfferedTool};

/// The tool that ends a conversation.
const FINISH: &str = "finish";
/// Turns of the person where the step sets no bound.
const USUAL_TURNS: u32 = 20;
/// So often in a row a model may offer outputs that do not fit.
const MOST_FAULTY: u32 = 3;

/// See the module.
#[derive(Debug)]
pub struct ConversationalStrategy;

impl ExecutionStrategy for ConversationalStrategy {
    fn strategy(&self) -> Strategy {
        Strategy::Conversational
    }

    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a> {
        Box::pin(async move { outcome(converse(context, dependencies).await) })
    }

    fn estimate_cost(&self, context: &ExecutionContext<'_>, resources: &ExecutionResources) -> CostEstimate {
        estimate::of(context, resources, u64::from(context.limits.turns.unwrap_or(USUAL_TURNS)) + 1)
    }
}

/// What an answer of the model comes to.
enum Answer {
    Outputs(VariableMap),
    Faulty,
    Said,
}

async fn converse(context: &ExecutionContext<'_>, dependencies: &ExecutionDependencies) -> Result<VariableMap, Stop> {
    let expected = Expected::of(context.activity)?;
    let mut asking = Asking::begin(context, dependencies).await?;
    if asking.is_person() {
        return person::answer(&mut asking, &expected).await;
    }
    let (about, _) = Prompt::of(context)?.fitting(asking.room(), context.limits.only_warns)?;
    let settings = &context.activity.settings.conversation;
    let mut history = History::new(words::system(asking.wish.persona.as_deref()), about);
    let (mut turns, mut faulty) = (0, 0);
    loop {
        let (messages, left_out) = history.fitting(asking.room());
        asking.left_out(left_out).await?;
        let reply = asking.ask(turn(&asking, &expected, messages)).await?;
        match take(&mut history, &expected, &reply) {
            Answer::Outputs(outputs) if !settings.confirm => return Ok(outputs),
            Answer::Outputs(_) => match asking.turn(settings.turn_timeout_ms)? {
                Turn::Confirmed(outputs) => match expected.check(json!(outputs)) {
                    Ok(outputs) => return Ok(outputs),
                    Err(faults) => history.say(&words::not_fitting(&faults)),
                },
                Turn::Said(text) => {
                    one_more_turn(context, &mut turns)?;
                    history.say(&text);
                }
            },
            Answer::Faulty => {
                faulty += 1;
                if faulty >= MOST_FAULTY {
                    let message = format!("the model offered outputs that do not fit {faulty} times in a row");
                    return Err(failure("outputs-not-valid", message).into());
                }
                continue;
            }
            Answer::Said => match asking.turn(settings.turn_timeout_ms)? {
                Turn::Said(text) => {
                    one_more_turn(context, &mut turns)?;
                    history.say(&text);
                }
                Turn::Confirmed(outputs) => match expected.check(json!(outputs)) {
                    Ok(outputs) => return Ok(outputs),
                    Err(faults) => history.say(&words::not_fitting(&faults)),
                },
            },
        }
        faulty = 0;
    }
}

/// Exactly at the limit is allowed.
fn one_more_turn(context: &ExecutionContext<'_>, turns: &mut u32) -> Result<(), Stop> {
    *turns += 1;
    let most = context.limits.turns.unwrap_or(USUAL_TURNS);
    if *turns <= most || context.limits.only_warns {
        return Ok(());
    }
    Err(failure("max-turns", format!("after {most} turns the conversation has come to no outputs")).into())
}

fn turn(asking: &Asking<'_>, expected: &Expected, messages: Vec<crate::model::ModelMessage>) -> ModelRequest {
    let mut request = request(&asking.wish, Purpose::Turn, messages);
    request.tools.push(OfferedTool {
        name: FINISH.to_owned(),
        description: words::FINISH.to_owned(),
        input_schema: expected.schema().clone(),
    });
    request
}

/// Puts an answer into the history.
fn take(history: &mut History, expected: &Expected, reply: &ModelReply) -> Answer {
    history.answered(reply);
    if reply.calls.is_empty() {
        if reply.finish == FinishReason::Stop
            && let Ok(outputs) = expected.read(&reply.text)
        {
            return Answer::Outputs(outputs);
        }
        return Answer::Said;
    }
    for call in &reply.calls {
        let faults = if call.tool == FINISH {
            match expected.check(call.arguments.clone()) {
                Ok(outputs) => {
                    history.result(call, json!({ "offered": true }));
                    return Answer::Outputs(outputs);
                }
                Err(faults) => faults,
            }
        } else {
            vec![format!("there is no tool {:?}", call.tool)]
        };
        history.result(call, json!({ "faults": faults }));
    }
    Answer::Faulty
}
