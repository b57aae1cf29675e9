//! What the record of a step that has not ended comes to, followed as it goes on.

use std::collections::BTreeMap;

use routine_model::graph::activity::Activity;
use run_engine::{PendingCall, StepRecord, VariableMap, take_record};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use step_execution::model::{ModelReply, Purpose};
use step_execution::strategy::{PERSON, expected_outputs, most_turns, offered_outputs};

use super::step_call::call_view;
use crate::contract::{OutputsAsked, StepCallView, TurnCount};

/// How far the doing of a step has come.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Doing {
    calls: Vec<PendingCall>,
    /// Where in the journal each call was asked for last.
    asked_at: BTreeMap<String, u64>,
    /// Turns of the person since the strategy was chosen.
    turns: u32,
    /// The last thing that was said is a model's.
    reply: Option<Value>,
    /// What a person has been asked for in a model's place.
    asks_person: Option<Asked>,
}

/// What a person in a model's place is to give.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Asked {
    what: OutputsAsked,
    /// The JSON Schema that it has to fit.
    schema: Value,
}

impl Asked {
    fn of(request: &Value) -> Self {
        let purpose = request.get("purpose").and_then(|purpose| serde_json::from_value(purpose.clone()).ok());
        let what = if purpose == Some(Purpose::FillInput) { OutputsAsked::Inputs } else { OutputsAsked::Give };
        Self { what, schema: request.get("outputSchema").cloned().unwrap_or_default() }
    }
}

impl Doing {
    /// Takes what the journal's entry `seq` puts on record.
    pub(super) fn take(&mut self, record: &StepRecord, seq: u64) {
        take_record(&mut self.calls, record);
        match record {
            StepRecord::CallAsked { call, .. } => {
                self.asked_at.insert(call.clone(), seq);
            }
            StepRecord::StrategyChosen { .. } | StepRecord::FellBack { .. } => {
                (self.turns, self.reply, self.asks_person) = (0, None, None);
            }
            StepRecord::ModelAsked { model, request, .. } => {
                self.asks_person = (model == PERSON).then(|| Asked::of(request));
            }
            StepRecord::ModelAnswered { reply, .. } => {
                self.asks_person = None;
                self.reply = Some(reply.clone());
            }
            StepRecord::PersonSaid { .. } => {
                self.turns += 1;
                self.reply = None;
            }
            StepRecord::PhaseBegun { .. }
            | StepRecord::ModelFailed { .. }
            | StepRecord::ModelLost { .. }
            | StepRecord::CallDecided { .. }
            | StepRecord::CallScheduled { .. }
            | StepRecord::CallBegun { .. }
            | StepRecord::CallEnded { .. }
            | StepRecord::CallCancelled { .. }
            | StepRecord::OutputsConfirmed { .. }
            | StepRecord::WaitExpired
            | StepRecord::SwarmSeen { .. }
            | StepRecord::ContextTrimmed { .. } => {}
        }
    }

    pub(super) fn calls(&self) -> Vec<StepCallView> {
        let asked_at = |call: &PendingCall| self.asked_at.get(&call.call).copied().unwrap_or_default();
        self.calls.iter().map(|call| call_view(call, asked_at(call))).collect()
    }

    /// Of a conversation with a model; a person in a model's place has as many turns as it takes.
    pub(super) fn turns(&self, activity: &Activity) -> Option<TurnCount> {
        self.asks_person.is_none().then(|| TurnCount { taken: self.turns, most: most_turns(activity) })
    }

    /// What is asked for beside words, the schema that it has to fit, and what the conversation has come to.
    pub(super) fn outputs(&self, activity: &Activity) -> (OutputsAsked, Value, VariableMap) {
        if let Some(Asked { what, schema }) = &self.asks_person {
            return (*what, schema.clone(), VariableMap::new());
        }
        let reply = self.reply.as_ref().and_then(|reply| serde_json::from_value::<ModelReply>(reply.clone()).ok());
        match reply.and_then(|reply| offered_outputs(activity, &reply)) {
            Some(outputs) => (OutputsAsked::Confirm, expected_outputs(activity).unwrap_or_default(), outputs),
            None => (OutputsAsked::None, Value::Null, VariableMap::new()),
        }
    }
}
