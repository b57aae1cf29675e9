//! What the record holds already of the strategy that does the step now, in queues: whoever does the step again takes from
//! them what was done before, and does nothing twice.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use routine_model::Credits;
use routine_model::graph::model::Purpose;
use run_engine::{PendingCall, PendingState, StepRecord, VariableMap, take_record};
use serde_json::Value;

use super::PERSON;

/// A request on record.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub call: u32,
    pub of_person: bool,
    pub purpose: Option<Purpose>,
    pub ending: Ending,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(super) enum Ending {
    Open,
    Answered(Value),
    Failed { code: String, message: String },
    Lost,
}

/// What a person did.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Text(String),
    Outputs(VariableMap),
    Nothing,
}

#[derive(Clone, Debug, Default)]
pub(super) struct OnRecord {
    pub asked: VecDeque<Asked>,
    pub said: VecDeque<Said>,
    pub phases: VecDeque<String>,
    /// Requests of the whole attempt, other strategies' included.
    pub calls: u32,
    /// What all of them cost.
    pub spent: u64,
    /// Answers of scripted models by other strategies of the attempt, by purpose.
    pub answers: BTreeMap<Purpose, usize>,
    pub left_out: Vec<String>,
    /// What the step was shown of its swarm.
    pub swarm_seen: Option<Value>,
    /// The calls of the step: what was waited for on their behalf is none of the person's turns.
    tools: Vec<PendingCall>,
}

impl OnRecord {
    pub(super) fn of(record: &[Arc<StepRecord>]) -> Self {
        let mut found = Self::default();
        for entry in record {
            found.take(entry);
            take_record(&mut found.tools, entry);
        }
        found
    }

    fn waits_for_a_call(&self) -> bool {
        let waits =
            |call: &PendingCall| matches!(call.state, PendingState::PendingApproval | PendingState::Scheduled { .. });
        self.tools.iter().any(waits)
    }

    fn take(&mut self, entry: &StepRecord) {
        match entry {
            StepRecord::FellBack { .. } | StepRecord::StrategyChosen { .. } => {
                for asked in std::mem::take(&mut self.asked) {
                    if let (Some(purpose), Ending::Answered(_)) = (asked.purpose, asked.ending) {
                        *self.answers.entry(purpose).or_default() += 1;
                    }
                }
                self.said.clear();
                self.phases.clear();
            }
            StepRecord::PhaseBegun { phase } => self.phases.push_back(phase.clone()),
            StepRecord::ModelAsked { call, model, request, .. } => {
                self.calls = self.calls.max(*call);
                let purpose = request.get("purpose").and_then(|word| serde_json::from_value(word.clone()).ok());
                let of_person = model == PERSON;
                self.asked.push_back(Asked { call: *call, of_person, purpose, ending: Ending::Open });
            }
            StepRecord::ModelAnswered { call, reply, credits, .. } => {
                self.end(*call, Ending::Answered(reply.clone()), *credits);
            }
            StepRecord::ModelFailed { call, code, message, credits } => {
                self.end(*call, Ending::Failed { code: code.clone(), message: message.clone() }, *credits);
            }
            StepRecord::ModelLost { call, credits } => self.end(*call, Ending::Lost, *credits),
            StepRecord::PersonSaid { text, .. } => self.said.push_back(Said::Text(text.clone())),
            StepRecord::OutputsConfirmed { outputs, .. } => self.said.push_back(Said::Outputs(outputs.clone())),
            StepRecord::WaitExpired if self.waits_for_a_call() => {}
            StepRecord::WaitExpired => self.said.push_back(Said::Nothing),
            StepRecord::SwarmSeen { view, .. } => self.swarm_seen = Some(view.clone()),
            StepRecord::ContextTrimmed { left_out } => self.left_out.clone_from(left_out),
            StepRecord::CallAsked { .. }
            | StepRecord::CallDecided { .. }
            | StepRecord::CallScheduled { .. }
            | StepRecord::CallBegun { .. }
            | StepRecord::CallEnded { .. }
            | StepRecord::CallCancelled { .. } => {}
        }
    }

    fn end(&mut self, call: u32, ending: Ending, credits: Credits) {
        self.spent = self.spent.saturating_add(credits.micros());
        if let Some(asked) = self.asked.iter_mut().find(|asked| asked.call == call) {
            asked.ending = ending;
        }
    }
}
