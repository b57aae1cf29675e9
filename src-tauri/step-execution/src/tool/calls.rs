//! The calls of a step, from what is asked for to what comes of it: put on record one thing at a time, so that a step that
//! is executed again goes on where it stood.

use std::time::{SystemTime, UNIX_EPOCH};

use routine_model::graph::settings::RecoveryPolicy;
use run_engine::{StepOutcome, StepRecord, Timestamp, WaitReason};
use serde_json::{Value, json};

use super::approval::{Approver, PendingCall, PendingState, Ruling, ToolCaller, pending_calls};
use super::{RunAsker, Tool, ToolError, ToolSet, Tools, fitting};
use crate::context::ExecutionContext;
use crate::step_book::StepBook;

/// Letters of a name that is no tool's which are kept.
const LONGEST_NAME: usize = 100;

/// A call that a step asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedCall {
    /// Names it within its step.
    pub call: String,
    /// The tool, by the name that the set has for it.
    pub tool: String,
    /// With what.
    pub arguments: Value,
}

/// Has the calls made, in their order, each when it may be. All are on record before the first is made, so that a person
/// sees all that wait for them. What is refused, unknown or does not fit is answered as a failed call.
///
/// # Errors
/// The outcome that the step has for now: it waits for approval or a time, or is over.
pub async fn call_tools(
    context: &ExecutionContext<'_>,
    book: &mut StepBook,
    tools: &Tools,
    set: &ToolSet,
    asked: &[AskedCall],
) -> Result<Vec<PendingCall>, StepOutcome> {
    for one in asked {
        match pending_calls(book.records()).into_iter().find(|known| known.call == one.call) {
            None => ask(context, book, tools, set, one).await?,
            Some(known) if known.state == PendingState::Executing => {
                doubt(context, book, tools, set, one, known).await?
            }
            Some(_) => {}
        }
    }
    let ours = |book: &StepBook| -> Vec<PendingCall> {
        pending_calls(book.records())
            .into_iter()
            .filter(|known| asked.iter().any(|one| one.call == known.call))
            .collect()
    };
    wait_for_people(&ours(book))?;
    for one in asked {
        let Some(known) = ours(book).into_iter().find(|known| known.call == one.call) else { continue };
        if known.is_over() {
            continue;
        }
        match set.find(&one.tool) {
            Ok(tool) => make(context, book, tools, tool, known).await?,
            Err(error) => end(book, &one.call, Err(error)).await?,
        }
    }
    Ok(ours(book))
}

/// Puts a call on record. One that cannot be made ends at once.
async fn ask(
    context: &ExecutionContext<'_>,
    book: &mut StepBook,
    tools: &Tools,
    set: &ToolSet,
    one: &AskedCall,
) -> Result<(), StepOutcome> {
    let found = set.find(&one.tool).and_then(|tool| fitting(tool, &one.arguments).map(|_| tool));
    let (tool, fault) = match found {
        Ok(tool) => (Some(tool), None),
        Err(error) => (set.find(&one.tool).ok(), Some(error)),
    };
    let ruling = tool.map(|tool| rule(context, tools, tool));
    let approval = fault.is_none() && ruling.is_some_and(|ruling| ruling.approver == Approver::Person);
    book.put(StepRecord::CallAsked {
        call: one.call.clone(),
        tool: tool.map_or_else(|| one.tool.chars().take(LONGEST_NAME).collect(), |tool| tool.name.clone()),
        server: tool.map(|tool| tool.server.clone()),
        arguments: one.arguments.clone(),
        risk: ruling.map_or("none", |ruling| ruling.risk.word()).to_owned(),
        approval,
        until: ruling.filter(|_| approval).and_then(|ruling| ruling.timeout_ms).map(from_now),
    })
    .await?;
    match fault {
        Some(error) => end(book, &one.call, Err(error)).await,
        None => Ok(()),
    }
}

/// The program ended while the tool was at work. What may be repeated is; about all else a person decides, unless the
/// step's recovery says that it is to be done again, or has asked a person already.
async fn doubt(
    context: &ExecutionContext<'_>,
    book: &mut StepBook,
    tools: &Tools,
    set: &ToolSet,
    one: &AskedCall,
    known: PendingCall,
) -> Result<(), StepOutcome> {
    let Ok(tool) = set.find(&one.tool) else { return Ok(()) };
    let settled = match context.activity.settings.recovery {
        Some(RecoveryPolicy::Retry | RecoveryPolicy::Ask | RecoveryPolicy::Incident) => true,
        None => false,
    };
    let again = settled || tools.may_repeat(tool);
    book.put(StepRecord::CallAsked {
        call: known.call.clone(),
        tool: known.tool.clone(),
        server: known.server.clone(),
        arguments: known.arguments().clone(),
        risk: known.risk.clone(),
        approval: !again,
        until: rule(context, tools, tool).timeout_ms.filter(|_| !again).map(from_now),
    })
    .await
}

/// A person has to decide first. Each call has a time of its own: the step goes on at the nearest.
fn wait_for_people(known: &[PendingCall]) -> Result<(), StepOutcome> {
    let mut waiting = known.iter().filter(|known| known.state == PendingState::PendingApproval).peekable();
    if waiting.peek().is_none() {
        return Ok(());
    }
    let until = waiting.filter_map(|known| known.until).min();
    Err(StepOutcome::Waiting { on: WaitReason::Approval, until_ms: until.map(left_until) })
}

/// Makes a call that may be made, when its time has come.
async fn make(
    context: &ExecutionContext<'_>,
    book: &mut StepBook,
    tools: &Tools,
    tool: &Tool,
    known: PendingCall,
) -> Result<(), StepOutcome> {
    wait_for_its_time(book, &known, rule(context, tools, tool).delay_ms).await?;
    // A person may have put something else in place of what fitted.
    let arguments = match fitting(tool, known.arguments()) {
        Ok(arguments) => arguments,
        Err(error) => return end(book, &known.call, Err(error)).await,
    };
    book.put(StepRecord::CallBegun { call: known.call.clone() }).await?;
    let asker = RunAsker::of(context.request, &known.call);
    let answer = tools.call(tool, arguments, asker).await;
    end(book, &known.call, answer.map(|answer| (answer.result, answer.failed))).await
}

/// What is approved may still have to wait.
pub(crate) async fn wait_for_its_time(
    book: &mut StepBook,
    known: &PendingCall,
    delay_ms: u64,
) -> Result<(), StepOutcome> {
    let due = match known.state {
        PendingState::Scheduled { due } => due,
        _ if delay_ms == 0 || was_scheduled(book, &known.call) => return Ok(()),
        _ => {
            let due = from_now(delay_ms);
            book.put(StepRecord::CallScheduled { call: known.call.clone(), due }).await?;
            due
        }
    };
    match u64::try_from(due.0.saturating_sub(now_ms())) {
        Ok(left @ 1..) => Err(StepOutcome::Waiting { on: WaitReason::Approval, until_ms: Some(left) }),
        Ok(0) | Err(_) => Ok(()),
    }
}

fn was_scheduled(book: &StepBook, call: &str) -> bool {
    book.records().any(|record| matches!(record, StepRecord::CallScheduled { call: of, .. } if of == call))
}

async fn end(book: &mut StepBook, call: &str, answer: Result<(Value, bool), ToolError>) -> Result<(), StepOutcome> {
    let (result, failed) =
        answer.unwrap_or_else(|error| (json!({ "error": error.code(), "message": error.to_string() }), true));
    book.put(StepRecord::CallEnded { call: call.to_owned(), result, failed }).await
}

fn rule(context: &ExecutionContext<'_>, tools: &Tools, tool: &Tool) -> Ruling {
    let routine = context.routine.process.map_or("", |process| process.id.as_str());
    tools.rule(tool, ToolCaller { routine, element: context.request.element.as_str() })
}

/// Milliseconds until then; nothing when it is past.
pub(super) fn left_until(due: Timestamp) -> u64 {
    u64::try_from(due.0.saturating_sub(now_ms())).unwrap_or_default()
}

pub(super) fn from_now(ms: u64) -> Timestamp {
    Timestamp(now_ms().saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)))
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
