//! What a run says to its swarm, in the swarm's words.

use routine_model::SwarmAskId;
use run_engine::swarm_asks::{self, StepExpense, SwarmAsk, SwarmLeave, SwarmRequest};
use run_engine::{RunStatus, VariableMap};
use serde_json::{Map, Value, json};
use swarm::state::Resource;
use swarm::{AskKey, AskRequest, Charge, EntryWrite, LeaveStatus, RunAsk, SwarmCommand};

/// An ask on its way, with what the swarm wants to know about the run.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) ask: SwarmAsk,
    /// Name of the run's routine.
    pub(super) routine: String,
    /// The run has on record what all of its asks below this one were answered.
    pub(super) answered_below: SwarmAskId,
    /// The swarm has called: the ask is to be answered anew.
    pub(super) again: bool,
}

impl Question {
    /// What has to be put to the swarm before the ask itself: what a run leaves behind. Each is done once, whatever happens.
    pub(super) fn beforehand(&self) -> Vec<SwarmCommand> {
        let SwarmRequest::Leave(leave) = &self.ask.request else { return Vec::new() };
        let SwarmLeave { writes, resources, .. } = &**leave;
        let mut commands = Vec::new();
        if !writes.is_empty() {
            let request = AskRequest::Write { writes: writes.iter().map(write).collect() };
            commands.push(SwarmCommand::Ask(self.about(self.key("outputs"), request)));
        }
        for (place, left) in resources.iter().enumerate() {
            let id = format!("{}/{place}", self.ask.run);
            let request = AskRequest::Write { writes: Vec::new() };
            commands.push(SwarmCommand::AddResource {
                by: self.about(self.key("outputs"), request).origin(),
                resource: Resource {
                    id,
                    name: left.name.clone(),
                    kind: "output".to_owned(),
                    mime: left.mime.clone(),
                    location: None,
                    meta: json!({ "value": left.value }),
                    creator: None,
                    seq: 0,
                },
            });
        }
        commands
    }

    /// The ask itself. `tried` says how often a request for credits was refused so far.
    pub(super) fn ask(&self, tried: u32) -> RunAsk {
        let plain = AskKey::Ask(self.ask.ask);
        let (key, request) = match &self.ask.request {
            SwarmRequest::Join { subtask } => {
                (plain, AskRequest::Join { routine: self.routine.clone(), subtask: subtask.clone() })
            }
            SwarmRequest::Read { reads } => (plain, AskRequest::Read { keys: keys(reads) }),
            SwarmRequest::Write { writes } => (plain, AskRequest::Write { writes: writes.iter().map(write).collect() }),
            SwarmRequest::Watch { reads, known_version: Some(known_seq) } if !self.again => {
                (plain, AskRequest::Watch { keys: keys(reads), known_seq: *known_seq })
            }
            SwarmRequest::Watch { reads, .. } => (self.key("news"), AskRequest::Read { keys: keys(reads) }),
            SwarmRequest::Reserve { amount, patient: false } => (plain, AskRequest::Reserve { amount: *amount }),
            SwarmRequest::Reserve { amount, patient: true } => {
                (self.key(&format!("credits {tried}")), AskRequest::Reserve { amount: *amount })
            }
            SwarmRequest::Leave(leave) => (plain, left(leave)),
        };
        // Tried again under another name, it says nothing that was not said before.
        let charges = if tried == 0 && self.ask.request.changes_the_swarm() { self.charges() } else { Vec::new() };
        RunAsk { charges, ..self.about(key, request) }
    }

    fn charges(&self) -> Vec<Charge> {
        let charge = |spent: &StepExpense| Charge {
            step: Some(spent.step),
            element: Some(spent.element.to_string()),
            member: spent.member.clone(),
            strategy: spent.strategy.map(|strategy| strategy.to_string()),
            amount: spent.credits,
        };
        self.ask.spent_on.iter().map(charge).collect()
    }

    fn about(&self, ask: AskKey, request: AskRequest) -> RunAsk {
        RunAsk {
            run: self.ask.run.clone(),
            ask,
            answered_below: Some(self.answered_below),
            step: self.ask.step,
            member: self.ask.member.clone(),
            spent_total: self.ask.spent_total,
            charges: Vec::new(),
            request,
        }
    }

    /// A key for something that belongs to the ask and is not the ask itself.
    fn key(&self, what: &str) -> AskKey {
        AskKey::Call(format!("{} {what}", self.ask.ask.0).into())
    }
}

/// Which ask of the run's own journal a key belongs to; none for calls of tools.
pub(super) fn asked_by(key: &AskKey) -> Option<SwarmAskId> {
    match key {
        AskKey::Ask(ask) => Some(*ask),
        AskKey::Call(call) => call.split(' ').next()?.parse().ok().map(SwarmAskId),
    }
}

fn keys(reads: &[swarm_asks::EntryRead]) -> Vec<String> {
    reads.iter().map(|read| read.key.clone()).collect()
}

fn write(write: &swarm_asks::EntryWrite) -> EntryWrite {
    EntryWrite {
        key: write.key.clone(),
        operation: write.operation,
        value: write.value.clone(),
        expected_version: write.expected_version,
    }
}

fn left(leave: &SwarmLeave) -> AskRequest {
    AskRequest::Leave {
        status: match leave.status {
            RunStatus::Completed => LeaveStatus::Completed,
            RunStatus::Failed => LeaveStatus::Failed,
            RunStatus::Cancelled | RunStatus::Scheduled | RunStatus::InProgress | RunStatus::Paused => {
                LeaveStatus::Cancelled
            }
        },
        // The subtask says what it was given.
        inputs: Value::Null,
        outputs: object(&leave.outputs),
        message: leave.message.clone(),
    }
}

fn object(variables: &VariableMap) -> Value {
    let fields: Map<String, Value> = variables.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    Value::Object(fields)
}
