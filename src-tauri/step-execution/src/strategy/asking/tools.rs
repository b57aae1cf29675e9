//! Tools in a model's hands: what it is offered, what comes of what it asks for, and how it is told. Each call is on the
//! step's record, so that an approval that is pending, a rejection and the end of the program go on behind it.

use routine_model::graph::tools::ToolPattern;
use run_engine::{StepOutcome, StepRecord};
use serde_json::{Value, json};

use super::fitting::{fit, length};
use super::{Asking, Stop};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::model::{FinishReason, ModelMessage, ModelReply, ModelRequest, OfferedTool, ToolCall};
use crate::step_book::StepBook;
use crate::strategy::failure;
use crate::strategy::prompt::{Fence, as_text, llm_tokens};
use crate::tool::approval::{PendingCall, PendingState, pending_calls};
use crate::tool::{AskedCall, MissingServer, ToolSet, call_tools};

/// The tool by which a model gives outputs where other tools are on offer, too: many providers bind the arguments of tools to
/// a schema, and few an answer beside tools.
pub(crate) const FINISH: &str = "finish";
/// What it is for where nobody is talked to.
const ENDS_THE_STEP: &str =
    "Gives the outputs of the step and ends it. Call it as soon as all of them are known, and not before.";
/// Calls of one step where it sets no bound.
const USUAL_CALLS: u32 = 64;
/// Calls of one step that is only to be warned.
const MOST_CALLS: u32 = 400;

/// The tools of one step, and the calls that its model has asked for.
#[derive(Debug)]
pub(super) struct ToolsAtHand {
    set: ToolSet,
    book: StepBook,
    calls: u32,
}

impl ToolsAtHand {
    /// None yet.
    pub(super) fn none(context: &ExecutionContext<'_>, dependencies: &ExecutionDependencies) -> Self {
        Self { set: ToolSet::default(), book: StepBook::of(context, &dependencies.progress), calls: 0 }
    }
}

/// An answer without calls, and the exchange that led to it.
pub(crate) struct Worked {
    pub(crate) reply: ModelReply,
    pub(crate) messages: Vec<ModelMessage>,
}

/// Whether a step says that it may use tools.
pub(crate) fn may_use_tools(context: &ExecutionContext<'_>) -> bool {
    let routine = context.routine.definition().and_then(|process| process.settings.tools.as_deref());
    let lists: [Option<&[ToolPattern]>; 2] = [context.activity.settings.tools.as_deref(), routine];
    lists.iter().any(Option::is_some) && lists.iter().flatten().all(|list| !list.is_empty())
}

impl Asking<'_> {
    /// Finds the tools that the step may use. A server that does not come up is missing, and the journal says so once.
    pub(crate) async fn take_tools(&mut self) {
        self.tools.set = ToolSet::of(self.context, &self.dependencies.resources.tools).await;
        if self.on_record.asked.is_empty() {
            for MissingServer { error, .. } in self.tools.set.missing() {
                let told = json!({ "warning": { "tools": error.code(), "message": error.to_string() } });
                self.dependencies.progress.note(told);
            }
        }
    }

    /// What the model is told about servers that are not there; empty when all are. Their own words stay out of it.
    pub(crate) fn not_there(&self) -> String {
        let told = |missing: &MissingServer| {
            format!("\n\nThe tools of {:?} cannot be used in this step: that server is not there.", missing.server)
        };
        self.tools.set.missing().iter().map(told).collect()
    }

    /// As the model is told about them.
    pub(crate) fn offered(&self) -> Vec<OfferedTool> {
        self.tools.set.offered()
    }

    /// LLM tokens that the messages of a request with these tools may hold.
    pub(crate) fn room_beside(&self, tools: &[OfferedTool]) -> Option<u64> {
        let taken: u64 =
            tools.iter().map(|tool| llm_tokens(&tool.description) + llm_tokens(&tool.input_schema.to_string())).sum();
        self.room().map(|room| room.saturating_sub(taken))
    }

    /// Asks until the model answers without asking for a tool; what it asks for is done in between. With tools on offer its
    /// answer is a call of [`FINISH`], whose arguments are bound to the schema; an answer in words is one as well.
    pub(crate) async fn work(&mut self, mut request: ModelRequest) -> Result<Worked, Stop> {
        request.tools = self.offered();
        if !request.tools.is_empty()
            && let Some(input_schema) = request.output_schema.take()
        {
            let description = ENDS_THE_STEP.to_owned();
            request.tools.push(OfferedTool { name: FINISH.to_owned(), description, input_schema });
        }
        if let Some(ModelMessage::System { text }) = request.messages.first_mut() {
            text.push_str(&self.not_there());
        }
        let room = self.room_beside(&request.tools);
        loop {
            let mut asked = request.clone();
            let left_out = fit(&mut asked.messages, room);
            self.left_out(left_out).await?;
            self.fits(&asked.messages, room)?;
            let reply = self.ask(asked).await?;
            if !asks_for_tools(&reply) {
                return Ok(Worked { reply, messages: request.messages });
            }
            let ends = |call: &&ToolCall| call.tool == FINISH && !request.tools.is_empty();
            let (endings, calls): (Vec<&ToolCall>, Vec<&ToolCall>) = reply.calls.iter().partition(ends);
            if calls.is_empty()
                && let Some(ending) = endings.first()
            {
                let text = ending.arguments.to_string();
                let reply = ModelReply { text, calls: Vec::new(), finish: FinishReason::Stop, ..reply };
                return Ok(Worked { reply, messages: request.messages });
            }
            // Outputs that come beside a call cannot know what the call says.
            let results = self.perform(&calls).await?;
            let calls = calls.into_iter().cloned().collect();
            request.messages.push(ModelMessage::Model { text: reply.text.clone(), calls });
            request.messages.extend(results);
        }
    }

    /// Messages that were made as short as they may be still have to fit.
    pub(crate) fn fits(&mut self, messages: &[ModelMessage], room: Option<u64>) -> Result<(), Stop> {
        let size: u64 = messages.iter().map(length).sum();
        match room.filter(|room| size > *room) {
            None => Ok(()),
            Some(room) => {
                let message = format!("the exchange takes about {size} LLM tokens, and there is room for {room}");
                self.beyond("max-context-tokens", message)
            }
        }
    }

    /// Has calls of the model's latest answer made, in their order, and gives what the model is told about each.
    pub(crate) async fn perform(&mut self, calls: &[&ToolCall]) -> Result<Vec<ModelMessage>, Stop> {
        let number = self.latest;
        // The provider's own ids are the model's words: two of them may be the same.
        let asked: Vec<AskedCall> = (1..)
            .zip(calls)
            .map(|(at, call)| AskedCall {
                call: format!("{number}.{at}"),
                tool: call.tool.clone(),
                arguments: call.arguments.clone(),
            })
            .collect();
        self.within_calls(&asked)?;
        let made = self.make(&asked).await?;
        let fence = Fence::new(&self.context.request.run.0, self.context.request.step.0);
        let none_left = self.calls_left() == Some(0);
        let told = |(asked, call): (&AskedCall, &&ToolCall)| {
            let known = made.iter().find(|known| known.call == asked.call);
            let mut text = known.map_or_else(String::new, |known| told(known, &fence));
            if none_left {
                text.push_str("\nNo further calls of tools are allowed in this step.");
            }
            ModelMessage::ToolResult { call: call.id.clone(), tool: call.tool.clone(), result: Value::String(text) }
        };
        Ok(asked.iter().zip(calls).map(told).collect())
    }

    async fn make(&mut self, asked: &[AskedCall]) -> Result<Vec<PendingCall>, Stop> {
        let Self { context, dependencies, tools: ToolsAtHand { set, book, .. }, until, .. } = self;
        let made = call_tools(context, book, &dependencies.resources.tools, set, asked);
        let Some((until, limit)) = *until else { return made.await.map_err(Stop::from) };
        if let Ok(made) = tokio::time::timeout_at(until, made).await {
            return made.map_err(Stop::from);
        }
        let at_work = pending_calls(book.records()).into_iter().filter(|call| call.state == PendingState::Executing);
        for call in at_work.collect::<Vec<_>>() {
            let message = "the step's time was up; whether it took effect is not known";
            let result = json!({ "error": "tool-timeout", "message": message });
            book.put(StepRecord::CallEnded { call: call.call, result, failed: true }).await?;
        }
        Err(Stop::TimedOut(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX)))
    }

    /// Exactly at the limit is allowed. Of an answer that goes beyond it no call is made.
    fn within_calls(&mut self, asked: &[AskedCall]) -> Result<(), Stop> {
        self.tools.calls = self.tools.calls.saturating_add(u32::try_from(asked.len()).unwrap_or(u32::MAX));
        let most = self.context.limits.tool_calls.unwrap_or(USUAL_CALLS);
        if self.tools.calls <= most {
            return Ok(());
        }
        let message = format!(
            "with its next calls the step has asked for tools {} times, and its limit is {most}",
            self.tools.calls
        );
        if self.tools.calls > MOST_CALLS {
            return Err(failure("max-tool-calls", message).into());
        }
        let known = pending_calls(self.tools.book.records());
        if asked.iter().all(|one| known.iter().any(|known| known.call == one.call)) {
            return Ok(());
        }
        self.beyond("max-tool-calls", message)
    }

    fn calls_left(&self) -> Option<u32> {
        if self.context.limits.only_warns {
            return None;
        }
        Some(self.context.limits.tool_calls.unwrap_or(USUAL_CALLS).saturating_sub(self.tools.calls))
    }
}

/// Calls of an answer that is cut off or withheld may be cut off, too.
pub(crate) fn asks_for_tools(reply: &ModelReply) -> bool {
    match reply.finish {
        FinishReason::Length | FinishReason::Filtered => false,
        FinishReason::Stop | FinishReason::ToolCalls | FinishReason::Other(_) => !reply.calls.is_empty(),
    }
}

/// What a model is told about a call. What a tool has said is data.
fn told(call: &PendingCall, fence: &Fence) -> String {
    let said = || fence.around(&call.tool, &as_text(call.result.as_ref().unwrap_or(&Value::Null)));
    let mut text = match &call.edited {
        Some(arguments) => format!("A person has changed the arguments to {arguments}.\n"),
        None => String::new(),
    };
    if call.may_have_been_done {
        text.push_str("The call was begun twice; the first time may have taken effect, too.\n");
    }
    text.push_str(&match &call.state {
        PendingState::CompletedWithSuccess => said(),
        PendingState::CompletedWithFailure => format!("The call has failed.\n{}", said()),
        PendingState::RejectedByUser { reason: Some(reason) } => {
            format!("A person does not want this call; it was not made. They say: {reason}")
        }
        PendingState::RejectedByUser { reason: None } => {
            "A person does not want this call; it was not made.".to_owned()
        }
        PendingState::RejectedByTimeout => "Nobody decided about this call in time; it was not made.".to_owned(),
        PendingState::CancelledBySystem { reason } => format!("The call was not made: {reason}"),
        PendingState::PendingApproval
        | PendingState::Scheduled { .. }
        | PendingState::ApprovedAndReady
        | PendingState::Executing => "The call was not made.".to_owned(),
    });
    text
}

impl From<StepOutcome> for Stop {
    /// What stops a call stops the step.
    fn from(outcome: StepOutcome) -> Self {
        match outcome {
            StepOutcome::Waiting { on, until_ms } => Self::Waiting { on, until_ms },
            StepOutcome::OutOfCredits { needed } => Self::OutOfCredits(needed),
            StepOutcome::Failed { failure } => Self::Failed(failure),
            StepOutcome::TimedOut { limit_ms } => Self::TimedOut(limit_ms),
            StepOutcome::Cancelled | StepOutcome::Succeeded { .. } => Self::Over,
        }
    }
}
