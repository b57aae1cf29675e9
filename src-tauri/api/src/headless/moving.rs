//! Moving a run from a terminal.

use std::time::Duration;

use run_engine::state::Step;
use run_engine::{
    BranchId, RunCommand, RunId, RunProgress, RunStatus, StatusReason, StepAnswer, StepOutcome, StepRecord, VariableMap,
};
use run_host::{OutsideMessage, Publication};
use serde_json::{Map, Value, json};

use super::Headless;
use crate::contract::{ApiError, ErrorCode};
use crate::own_name::answerer;
use crate::studio::host_failed;

/// What can be sent to a run.
#[derive(Debug, Clone)]
pub enum Message {
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// Which of several conversations it belongs to.
        correlation_key: Option<String>,
        /// The sender's own id for it: another message of this id counts as the same.
        id: Option<String>,
        /// How long it is kept when nobody listens; zero is not at all.
        time_to_live: Duration,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// The result of work that waits at an element.
    Completion {
        /// The element.
        element: String,
    },
    /// The start of an activity of an ad-hoc sub-process.
    Activation {
        /// The activity.
        element: String,
    },
    /// The ways to take at a gateway that waits for a decision.
    Decision {
        /// The gateway.
        element: String,
        /// The sequence flows.
        flows: Vec<String>,
    },
    /// What a person says to the step that waits at an element.
    Answer {
        /// The element.
        element: String,
        /// What they say.
        answer: Answer,
    },
}

/// What a person says to a step that waits for them.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The next turn of a conversation.
    Say {
        /// The text.
        text: String,
    },
    /// A call may be made; variables that come with it replace its arguments.
    Approve {
        /// Which one; none where only one waits.
        call: Option<String>,
    },
    /// A call may not be made.
    Reject {
        /// Which one; none where only one waits.
        call: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// What a conversation led to is right; variables that come with it replace it.
    Confirm,
}

/// What has become of something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// These runs have taken it; none has heard a signal that nobody listens for.
    Taken(Vec<String>),
    /// Nobody listens yet; it is kept until then, milliseconds since 1970.
    Kept(i64),
    /// Nobody listens, and it was not to be kept.
    Dropped,
    /// One of the same id has come before.
    Duplicate,
}

impl Headless {
    /// Where the journal of a run ends; what is told of a later move begins behind it.
    ///
    /// # Errors
    /// When there is no such run.
    pub async fn last_seq(&self, run: &str) -> Result<u64, ApiError> {
        Ok(self.host.progress(&RunId::from(run)).await.map_err(host_failed)?.seq)
    }

    /// Takes a run up where it stood, and lets it go on if it was paused.
    ///
    /// # Errors
    /// When there is no such run, it has ended, or another program has it open.
    pub async fn resume(&self, run: &str) -> Result<(), ApiError> {
        let run = RunId::from(run);
        self.host.resume(&run).await.map_err(host_failed)?;
        let status = self.host.progress(&run).await.map_err(host_failed)?.progress.status;
        if status == RunStatus::Paused { self.send(&run, RunCommand::ResumeRun).await } else { Ok(()) }
    }

    /// Executes the next step of one branch, named by its letter or id, or of every branch.
    ///
    /// # Errors
    /// When there is no such run or branch, or it cannot take a step.
    pub async fn step(&self, run: &str, branch: Option<&str>) -> Result<(), ApiError> {
        let run = RunId::from(run);
        let branch = match branch {
            Some(name) => Some(self.branch(&run, name).await?),
            None => None,
        };
        self.send(&run, RunCommand::Step { branch }).await
    }

    /// Ends a run.
    ///
    /// # Errors
    /// When there is no such run or it has ended.
    pub async fn cancel(&self, run: &str) -> Result<(), ApiError> {
        self.send(&RunId::from(run), RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await
    }

    /// Delivers something to a run, with variables, under a name; the person's own when absent.
    ///
    /// # Errors
    /// When there is no such run or it does not wait for that.
    pub async fn deliver(
        &self,
        run: &str,
        message: Message,
        variables: Map<String, Value>,
        by: Option<String>,
    ) -> Result<Sent, ApiError> {
        let run = RunId::from(run);
        let variables = VariableMap::from_iter(variables);
        let by = answerer(&self.store, by)?;
        let command = match message {
            Message::Message { .. } => {
                let sent = self.publish(Some(run.clone()), message, variables).await?;
                return if sent == Sent::Dropped { Err(nobody_listens(&run)) } else { Ok(sent) };
            }
            Message::Signal { name } => RunCommand::BroadcastSignal { name, variables, by },
            Message::Completion { element } => {
                let progress = self.host.progress(&run).await.map_err(host_failed)?.progress;
                let step = step_at(&progress, &element)?;
                let outcome = StepOutcome::Succeeded { outputs: variables };
                RunCommand::FinishStep { step: step.id, attempt: step.attempt, outcome, by }
            }
            Message::Activation { element } => RunCommand::ActivateElement { element: element.into(), variables, by },
            Message::Decision { element, flows } => {
                let progress = self.host.progress(&run).await.map_err(host_failed)?.progress;
                let decision = progress.decisions.values().find(|decision| decision.element.as_str() == element);
                let decision = decision.ok_or_else(|| nothing_waits(&element))?.id;
                RunCommand::DecidePath {
                    decision,
                    flows: flows.into_iter().map(Into::into).collect(),
                    by,
                    because: None,
                }
            }
            Message::Answer { element, answer } => {
                let progress = self.host.progress(&run).await.map_err(host_failed)?.progress;
                let step = step_at(&progress, &element)?;
                RunCommand::AnswerStep { step: step.id, answer: answer_of(step, &element, answer, variables)?, by }
            }
        };
        self.send(&run, command).await?;
        Ok(Sent::Taken(vec![run.to_string()]))
    }

    /// Waits until a run rests.
    pub async fn rest(&self, run: &str) {
        self.host.rest(&RunId::from(run)).await;
    }

    /// Sends a message or a signal to whoever listens, in memory or not.
    ///
    /// # Errors
    /// When it cannot be stored, or is something that needs a run.
    pub async fn send_to_all(&self, message: Message, variables: Map<String, Value>) -> Result<Sent, ApiError> {
        self.publish(None, message, VariableMap::from_iter(variables)).await
    }

    async fn publish(&self, to: Option<RunId>, message: Message, variables: VariableMap) -> Result<Sent, ApiError> {
        match message {
            Message::Message { name, correlation_key, id, time_to_live } => {
                let time_to_live_ms = u64::try_from(time_to_live.as_millis()).unwrap_or(u64::MAX);
                let message = OutsideMessage { id, name, correlation_key, variables, to, from: None, time_to_live_ms };
                let publication = self.host.publish_message(message).await.map_err(host_failed)?;
                Ok(match publication {
                    Publication::Taken(run) => Sent::Taken(vec![run.to_string()]),
                    Publication::Kept(until) => Sent::Kept(until.0),
                    Publication::Dropped => Sent::Dropped,
                    Publication::Duplicate => Sent::Duplicate,
                })
            }
            Message::Signal { name } => {
                let heard = self.host.publish_signal(name, variables).await.map_err(host_failed)?;
                Ok(Sent::Taken(heard.iter().map(ToString::to_string).collect()))
            }
            Message::Completion { .. }
            | Message::Activation { .. }
            | Message::Decision { .. }
            | Message::Answer { .. } => Err(ApiError::new(ErrorCode::InvalidRequest, "Say which run this is for.")),
        }
    }

    pub(super) async fn branch(&self, run: &RunId, name: &str) -> Result<BranchId, ApiError> {
        let progress = self.host.progress(run).await.map_err(host_failed)?.progress;
        let found = progress
            .branches
            .values()
            .find(|branch| branch.letter.to_string().eq_ignore_ascii_case(name) || branch.id.to_string() == name);
        found.map(|branch| branch.id).ok_or_else(|| {
            let names: Vec<String> = progress.branches.values().map(|branch| branch.letter.to_string()).collect();
            ApiError::new(
                ErrorCode::Rejected,
                format!("Run {run} has no branch {name}; its branches are {}.", names.join(", ")),
            )
        })
    }

    async fn send(&self, run: &RunId, command: RunCommand) -> Result<(), ApiError> {
        self.host.send(run, command).await.map_err(host_failed)
    }
}

/// The step at an element; of several, the first that waits for somebody.
fn step_at<'p>(progress: &'p RunProgress, element: &str) -> Result<&'p Step, ApiError> {
    let own = progress.steps.values().filter(|step| step.element.as_str() == element);
    own.min_by_key(|step| (!step.status.takes_answers(), step.id)).ok_or_else(|| nothing_waits(element))
}

/// An answer as the step takes it; `variables` replace a call's arguments, or the outputs of a conversation.
fn answer_of(step: &Step, element: &str, answer: Answer, variables: VariableMap) -> Result<StepAnswer, ApiError> {
    Ok(match answer {
        Answer::Say { text } => StepAnswer::Say { text },
        Answer::Approve { call } => {
            let arguments = (!variables.is_empty()).then(|| json!(variables));
            StepAnswer::Approve { call: call_of(step, element, call)?, arguments }
        }
        Answer::Reject { call, reason } => StepAnswer::Reject { call: call_of(step, element, call)?, reason },
        Answer::Confirm if variables.is_empty() => StepAnswer::Confirm { outputs: offered(step, element)? },
        Answer::Confirm => StepAnswer::Confirm { outputs: variables },
    })
}

/// The call that is meant: the named one, else the only one that waits.
fn call_of(step: &Step, element: &str, named: Option<String>) -> Result<String, ApiError> {
    if let Some(call) = named {
        return Ok(call);
    }
    let waiting: Vec<String> = step.undecided().collect();
    match waiting.as_slice() {
        [] => Err(nothing_waits(element)),
        [only] => Ok(only.clone()),
        several => {
            let message = format!("Several calls wait at {element}: {}.", several.join(", "));
            Err(ApiError::new(ErrorCode::InvalidRequest, message)
                .with_hint("Say which one, with --call.")
                .at_element(element))
        }
    }
}

/// What the model has offered last in a conversation.
fn offered(step: &Step, element: &str) -> Result<VariableMap, ApiError> {
    let outputs = step.record.last().and_then(|record| match &**record {
        StepRecord::ModelAnswered { reply, .. } => {
            let calls = reply.get("calls").and_then(Value::as_array)?;
            let finish = calls.iter().find(|call| call.get("tool").is_some_and(|tool| tool == "finish"))?;
            serde_json::from_value(finish.get("arguments")?.clone()).ok()
        }
        _ => None,
    });
    outputs.ok_or_else(|| {
        let message = format!("The conversation at {element} has not led to outputs that could be confirmed.");
        ApiError::new(ErrorCode::Rejected, message)
            .with_hint("Give them yourself, with --variables.")
            .at_element(element)
    })
}

fn nothing_waits(element: &str) -> ApiError {
    ApiError::new(ErrorCode::Rejected, format!("Nothing waits at {element}.")).at_element(element)
}

fn nobody_listens(run: &RunId) -> ApiError {
    ApiError::new(ErrorCode::Rejected, format!("Run {run} does not wait for this message. Nothing was changed."))
        .with_hint("A time to live keeps it until the run does.")
}
