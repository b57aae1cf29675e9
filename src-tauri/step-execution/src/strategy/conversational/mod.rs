//! A step done in turns with a person, in which the model may use tools, and in a swarm several members of the team may take
//! part. It ends when the model calls `finish` with valid outputs, or answers with nothing but
//! valid outputs; where the step asks for it, when the person has agreed to them. No phrase ends it.

mod history;
mod offered;
mod speakers;
mod words;

use history::History;
pub use offered::{expected_outputs, most_turns, offered_outputs};
use routine_model::graph::model::Purpose;
use run_engine::VariableMap;
use serde_json::json;
use speakers::{Floor, Speakers};

use super::asking::{Asking, FINISH, Stop, Turn, asks_for_tools, outcome, request};
use super::expected::Expected;
use super::prompt::Prompt;
use super::{ExecutionStrategy, Strategy, estimate, failure, person};
use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;
use crate::model::{FinishReason, ModelMessage, ModelReply, ModelRequest, OfferedTool, ToolCall};

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
        let turns = u64::from(context.limits.turns.unwrap_or(USUAL_TURNS)) + 1;
        estimate::of(context, resources, estimate::with_tools(context, turns))
    }
}

/// What an answer of the model comes to.
enum Answer {
    Outputs(VariableMap),
    /// Outputs that do not fit.
    Faulty,
    /// Tools were at work; the model goes on.
    Worked,
    Said,
}

async fn converse(context: &ExecutionContext<'_>, dependencies: &ExecutionDependencies) -> Result<VariableMap, Stop> {
    let expected = Expected::of(context.activity)?;
    let mut asking = Asking::begin(context, dependencies).await?;
    if asking.is_person() {
        return person::answer(&mut asking, &expected).await;
    }
    let seen = asking.see_swarm().await?;
    let speakers = Speakers::of(context, seen.as_ref());
    let contexts = speakers.as_ref().map(|speakers| speakers.contexts(context)).unwrap_or_default();
    let mut floor = Floor::new(speakers.as_ref(), &contexts);
    let (about, _) = Prompt::of(context, seen.as_ref())?.fitting(asking.room(), context.limits.only_warns)?;
    let settings = &context.activity.settings.conversation;
    asking.take_tools().await;
    asking.expect_turns(context.limits.turns.unwrap_or(USUAL_TURNS));
    let mut history =
        History::new(format!("{}{}", words::system(asking.wish.persona.as_deref()), asking.not_there()), about);
    floor.answer(&mut asking, &mut history, "").await?;
    let (mut turns, mut faulty) = (0, 0);
    loop {
        let tools = tools(&asking, &expected);
        let room = asking.room_beside(&tools);
        let (messages, left_out) = history.fitting(room);
        asking.left_out(left_out).await?;
        asking.fits(&messages, room)?;
        let reply = asking.ask(turn(&asking, tools, messages)).await?;
        let mut answer = take(&mut asking, &mut history, &expected, &reply).await?;
        if matches!(answer, Answer::Said) && floor.hands_over(&mut asking, &mut history, &reply.text).await? {
            answer = Answer::Worked;
        }
        match answer {
            Answer::Outputs(outputs) if !settings.confirm => return Ok(outputs),
            Answer::Faulty => {
                faulty += 1;
                if faulty >= MOST_FAULTY {
                    let message = format!("the model offered outputs that do not fit {faulty} times in a row");
                    return Err(failure("outputs-not-valid", message).into());
                }
                continue;
            }
            Answer::Worked => {}
            Answer::Outputs(_) | Answer::Said => match asking.turn(settings.turn_timeout_ms)? {
                Turn::Confirmed(outputs) => match expected.check(json!(outputs)) {
                    Ok(outputs) => return Ok(outputs),
                    Err(faults) => history.say(&words::not_fitting(&faults)),
                },
                Turn::Said(text) => {
                    one_more_turn(&asking, &mut turns)?;
                    history.say(&text);
                    floor.answer(&mut asking, &mut history, &text).await?;
                }
            },
        }
        faulty = 0;
    }
}

/// Exactly at the limit is allowed.
fn one_more_turn(asking: &Asking<'_>, turns: &mut u32) -> Result<(), Stop> {
    *turns += 1;
    let most = asking.context.limits.turns.unwrap_or(USUAL_TURNS);
    if *turns <= most {
        return Ok(());
    }
    asking.beyond("max-turns", format!("after {most} turns the conversation has come to no outputs"))
}

/// Those of the step, and the one that ends the conversation.
fn tools(asking: &Asking<'_>, expected: &Expected) -> Vec<OfferedTool> {
    let finish = OfferedTool {
        name: FINISH.to_owned(),
        description: words::FINISH.to_owned(),
        input_schema: expected.schema().clone(),
    };
    std::iter::once(finish).chain(asking.offered()).collect()
}

fn turn(asking: &Asking<'_>, tools: Vec<OfferedTool>, messages: Vec<ModelMessage>) -> ModelRequest {
    ModelRequest { tools, ..request(&asking.wish, Purpose::Turn, messages) }
}

/// Puts an answer into the history. What it asks for of tools is done, also where it ends the conversation beside it.
async fn take(
    asking: &mut Asking<'_>,
    history: &mut History,
    expected: &Expected,
    reply: &ModelReply,
) -> Result<Answer, Stop> {
    if !asks_for_tools(reply) {
        history.answered(&ModelReply { calls: Vec::new(), ..reply.clone() });
        if reply.finish == FinishReason::Stop
            && let Ok(outputs) = expected.read(&reply.text)
        {
            return Ok(Answer::Outputs(outputs));
        }
        return Ok(Answer::Said);
    }
    history.answered(reply);
    let (endings, calls): (Vec<&ToolCall>, Vec<&ToolCall>) = reply.calls.iter().partition(|call| call.tool == FINISH);
    if !calls.is_empty() {
        history.results(asking.perform(&calls).await?);
    }
    let mut answer = Answer::Worked;
    for call in endings {
        match expected.check(call.arguments.clone()) {
            Ok(outputs) => {
                history.result(call, json!({ "offered": true }));
                answer = Answer::Outputs(outputs);
            }
            Err(faults) => {
                history.result(call, json!({ "faults": faults }));
                if !matches!(answer, Answer::Outputs(_)) {
                    answer = Answer::Faulty;
                }
            }
        }
    }
    Ok(answer)
}
