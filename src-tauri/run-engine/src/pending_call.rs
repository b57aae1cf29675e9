//! The calls of a step and how each of them stands: a fold over the step's record.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::Timestamp;
use crate::outcome::Actor;
use crate::record::{CallDecision, StepRecord};

/// How a call stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum PendingState {
    /// A person has to decide.
    PendingApproval,
    /// It may be made, and waits for its time.
    Scheduled {
        /// When it begins.
        due: Timestamp,
    },
    /// It may be made now.
    ApprovedAndReady,
    /// A person does not want it.
    RejectedByUser {
        /// What they say about it.
        reason: Option<String>,
    },
    /// Nobody has decided in time.
    RejectedByTimeout,
    /// The tool is at work, or was when the program ended.
    Executing,
    /// It has answered.
    CompletedWithSuccess,
    /// It has said that it failed, or nothing at all.
    CompletedWithFailure,
    /// It will not be made.
    CancelledBySystem {
        /// Why.
        reason: String,
    },
}

/// A call of a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PendingCall {
    /// Names it within its step.
    pub call: String,
    /// Whose tool; none for one of the program's own, and for what a step does itself.
    pub server: Option<String>,
    /// Which tool.
    pub tool: String,
    /// `none`, `low`, `medium`, `high`, `critical`.
    pub risk: String,
    /// With what it was asked for.
    pub asked: Value,
    /// What a person has put in the place of that.
    pub edited: Option<Value>,
    /// Who has decided.
    pub by: Option<Actor>,
    /// It was begun before and its end is not known: it may have been done already.
    pub may_have_been_done: bool,
    /// It will not be made when nobody has decided by then.
    pub until: Option<Timestamp>,
    /// How it stands.
    pub state: PendingState,
    /// What came of it.
    pub result: Option<Value>,
}

impl PendingCall {
    /// With what it is made.
    #[must_use]
    pub fn arguments(&self) -> &Value {
        self.edited.as_ref().unwrap_or(&self.asked)
    }

    /// Nothing more will come of it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match self.state {
            PendingState::PendingApproval
            | PendingState::Scheduled { .. }
            | PendingState::ApprovedAndReady
            | PendingState::Executing => false,
            PendingState::RejectedByUser { .. }
            | PendingState::RejectedByTimeout
            | PendingState::CompletedWithSuccess
            | PendingState::CompletedWithFailure
            | PendingState::CancelledBySystem { .. } => true,
        }
    }
}

/// The calls of a step in the order in which they were asked for.
#[must_use]
pub fn pending_calls<'a>(record: impl IntoIterator<Item = &'a StepRecord>) -> Vec<PendingCall> {
    let mut calls: Vec<PendingCall> = Vec::new();
    for one in record {
        take_record(&mut calls, one);
    }
    calls
}

/// Takes the next thing on record; for those who follow a step as it goes on.
pub fn take_record(calls: &mut Vec<PendingCall>, record: &StepRecord) {
    match record {
        StepRecord::CallAsked { call, tool, server, arguments, risk, approval, until } => {
            let state = if *approval { PendingState::PendingApproval } else { PendingState::ApprovedAndReady };
            let asked = PendingCall {
                call: call.clone(),
                server: server.clone(),
                tool: tool.clone(),
                risk: risk.clone(),
                asked: arguments.clone(),
                edited: None,
                by: None,
                may_have_been_done: false,
                until: *until,
                state,
                result: None,
            };
            match calls.iter_mut().find(|known| known.call == *call) {
                // It is asked for once more, since nobody knows what came of it the first time.
                Some(known) => {
                    let begun = known.may_have_been_done || known.state == PendingState::Executing;
                    *known = PendingCall { may_have_been_done: begun, ..asked };
                }
                None => calls.push(asked),
            }
        }
        StepRecord::CallDecided { call, decision, by } => change(calls, call, |known| {
            known.by = Some(by.clone());
            known.state = match decision {
                CallDecision::Approved { arguments } => {
                    known.edited = arguments.clone().filter(|arguments| *arguments != known.asked);
                    PendingState::ApprovedAndReady
                }
                CallDecision::Rejected { reason } => PendingState::RejectedByUser { reason: reason.clone() },
            };
        }),
        StepRecord::CallScheduled { call, due } => {
            change(calls, call, |known| known.state = PendingState::Scheduled { due: *due });
        }
        StepRecord::CallBegun { call } => change(calls, call, |known| known.state = PendingState::Executing),
        StepRecord::CallEnded { call, result, failed } => change(calls, call, |known| {
            known.result = Some(result.clone());
            known.state = if *failed { PendingState::CompletedWithFailure } else { PendingState::CompletedWithSuccess };
        }),
        StepRecord::CallCancelled { call, reason } => {
            change(calls, call, |known| known.state = PendingState::CancelledBySystem { reason: reason.clone() });
        }
        // A step waits for one thing at a time: for people first, then for the time of what they have approved.
        StepRecord::WaitExpired => {
            let people = calls.iter().any(|known| known.state == PendingState::PendingApproval);
            let pending = calls.iter().filter(|known| known.state == PendingState::PendingApproval);
            // It was the nearest time that has come. Journals from before calls had times of their own name none.
            let nearest = pending.filter_map(|known| known.until).min();
            for known in calls.iter_mut() {
                known.state = match &known.state {
                    PendingState::PendingApproval if known.until == nearest => PendingState::RejectedByTimeout,
                    PendingState::Scheduled { .. } if !people => PendingState::ApprovedAndReady,
                    other => other.clone(),
                };
            }
        }
        StepRecord::StrategyChosen { .. }
        | StepRecord::FellBack { .. }
        | StepRecord::PhaseBegun { .. }
        | StepRecord::ModelAsked { .. }
        | StepRecord::ModelAnswered { .. }
        | StepRecord::ModelFailed { .. }
        | StepRecord::ModelLost { .. }
        | StepRecord::PersonSaid { .. }
        | StepRecord::OutputsConfirmed { .. }
        | StepRecord::SwarmSeen { .. }
        | StepRecord::ContextTrimmed { .. } => {}
    }
}

fn change(calls: &mut [PendingCall], call: &str, change: impl FnOnce(&mut PendingCall)) {
    if let Some(known) = calls.iter_mut().find(|known| known.call == call) {
        change(known);
    }
}
