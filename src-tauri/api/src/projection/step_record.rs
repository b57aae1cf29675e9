//! The record of a step in the words of screens.

use run_engine::event::StepRecorded;
use run_engine::{Actor, CallDecision, JournalEntry, StepRecord};
use serde_json::Value;
use step_execution::model::{Charge, ModelMessage, ModelReply, ModelRequest};
use step_execution::strategy::{ChosenStrategy, PERSON};

use super::milliseconds;
use super::step_call::risk_view;
use super::values::{reference, value_view};
use crate::contract::{
    ActivityStrategy, AskedTool, LlmTokenCounts, ModelCharge, PromptMessage, PromptSpeaker, StepRecordKind,
    StepRecordView, ValueView,
};

/// One thing on record. `explain` adds what the detector says to a choice.
pub(crate) fn record_view(
    entry: &JournalEntry,
    event: &StepRecorded,
    explain: impl FnOnce(ChosenStrategy) -> Option<ActivityStrategy>,
) -> StepRecordView {
    let what = Cut { seq: entry.seq }.kind(&event.record, explain);
    StepRecordView { seq: entry.seq, time: milliseconds(entry.time), attempt: event.attempt, what }
}

/// Cuts large values to what `readValue` needs to fetch them out of the entry.
struct Cut {
    seq: u64,
}

impl Cut {
    fn value(&self, value: &Value, path: &[&str]) -> ValueView {
        let whole: Vec<&str> = ["record"].into_iter().chain(path.iter().copied()).collect();
        value_view(value, || reference(self.seq, &whole))
    }

    fn kind(
        &self,
        record: &StepRecord,
        explain: impl FnOnce(ChosenStrategy) -> Option<ActivityStrategy>,
    ) -> StepRecordKind {
        match record {
            StepRecord::StrategyChosen { strategy, reasons } => StepRecordKind::StrategyChosen {
                strategy: (*strategy).into(),
                reasons: serde_json::from_value(reasons.clone()).ok().and_then(explain).map(Box::new),
            },
            StepRecord::FellBack { from, to, because } => {
                StepRecordKind::FellBack { from: (*from).into(), to: to.map(Into::into), because: because.clone() }
            }
            StepRecord::PhaseBegun { phase } => StepRecordKind::PhaseBegun { phase: phase.clone() },
            StepRecord::ModelAsked { call, model, scripted, request, reserved } => StepRecordKind::ModelAsked {
                call: *call,
                model: model.clone(),
                scripted: *scripted,
                person: model == PERSON,
                purpose: request.get("purpose").and_then(Value::as_str).unwrap_or_default().to_owned(),
                messages: self.messages(request),
                reserved: reserved.to_string(),
            },
            StepRecord::ModelAnswered { call, reply, charge, credits } => {
                let read = serde_json::from_value::<ModelReply>(reply.clone()).ok();
                StepRecordKind::ModelAnswered {
                    call: *call,
                    text: match reply.get("text") {
                        Some(text) => self.value(text, &["reply", "text"]),
                        None => self.value(reply, &["reply"]),
                    },
                    tools: read.as_ref().map(|reply| self.tools(reply)).unwrap_or_default(),
                    used: read.and_then(|reply| reply.used).map(|used| LlmTokenCounts {
                        input: used.input,
                        cached_input: used.cached_input,
                        output: used.output,
                    }),
                    charge: serde_json::from_value::<Charge>(charge.clone()).ok().map(ModelCharge::from),
                    credits: credits.to_string(),
                }
            }
            StepRecord::ModelFailed { call, code, message, credits } => StepRecordKind::ModelFailed {
                call: *call,
                code: code.clone(),
                message: message.clone(),
                credits: credits.to_string(),
            },
            StepRecord::ModelLost { call, credits } => {
                StepRecordKind::ModelLost { call: *call, credits: credits.to_string() }
            }
            StepRecord::CallAsked { call, tool, server, arguments, risk, approval, until: _ } => {
                StepRecordKind::CallAsked {
                    call: call.clone(),
                    tool: tool.clone(),
                    server: server.clone(),
                    arguments: self.value(arguments, &["arguments"]),
                    risk: risk_view(risk),
                    approval: *approval,
                }
            }
            StepRecord::CallDecided { call, decision, by } => {
                self.decided(call, decision, matches!(by, Actor::Person | Actor::Named { .. }))
            }
            StepRecord::CallScheduled { call, due } => {
                StepRecordKind::CallScheduled { call: call.clone(), due_at: milliseconds(*due) }
            }
            StepRecord::CallBegun { call } => StepRecordKind::CallBegun { call: call.clone() },
            StepRecord::CallEnded { call, result, failed } => StepRecordKind::CallEnded {
                call: call.clone(),
                result: self.value(result, &["result"]),
                failed: *failed,
            },
            StepRecord::CallCancelled { call, reason } => {
                StepRecordKind::CallCancelled { call: call.clone(), reason: reason.clone() }
            }
            StepRecord::PersonSaid { text, .. } => {
                StepRecordKind::PersonSaid { text: self.value(&Value::from(text.clone()), &["text"]) }
            }
            StepRecord::OutputsConfirmed { outputs, .. } => {
                let views = outputs.iter().map(|(name, value)| (name.clone(), self.value(value, &["outputs", name])));
                StepRecordKind::OutputsConfirmed { outputs: views.collect() }
            }
            StepRecord::WaitExpired => StepRecordKind::WaitExpired,
            StepRecord::SwarmSeen { version, view } => {
                StepRecordKind::SwarmSeen { version: *version, view: self.value(view, &["view"]) }
            }
            StepRecord::ContextTrimmed { left_out } => StepRecordKind::ContextTrimmed { left_out: left_out.clone() },
        }
    }

    fn decided(&self, call: &str, decision: &CallDecision, by_person: bool) -> StepRecordKind {
        let call = call.to_owned();
        match decision {
            CallDecision::Approved { arguments } => StepRecordKind::CallApproved {
                call,
                arguments: arguments.as_ref().map(|edited| self.value(edited, &["decision", "arguments"])),
                by_person,
            },
            CallDecision::Rejected { reason } => {
                StepRecordKind::CallRejected { call, reason: reason.clone(), by_person }
            }
        }
    }

    fn messages(&self, request: &Value) -> Vec<PromptMessage> {
        let Ok(request) = serde_json::from_value::<ModelRequest>(request.clone()) else { return Vec::new() };
        let shown = request.messages.iter().enumerate().map(|(index, message)| {
            let (from, text, part) = match message {
                ModelMessage::System { text } => (PromptSpeaker::System, Value::from(text.clone()), "text"),
                ModelMessage::User { text } => (PromptSpeaker::User, Value::from(text.clone()), "text"),
                ModelMessage::Model { text, .. } => (PromptSpeaker::Model, Value::from(text.clone()), "text"),
                ModelMessage::ToolResult { result, .. } => (PromptSpeaker::Tool, result.clone(), "result"),
            };
            PromptMessage { from, text: self.value(&text, &["request", "messages", &index.to_string(), part]) }
        });
        shown.collect()
    }

    fn tools(&self, reply: &ModelReply) -> Vec<AskedTool> {
        let asked = reply.calls.iter().enumerate().map(|(index, call)| AskedTool {
            tool: call.tool.clone(),
            arguments: self.value(&call.arguments, &["reply", "calls", &index.to_string(), "arguments"]),
        });
        asked.collect()
    }
}
