//! What comes to a run's loop: one closed enum, one mailbox.

use routine_model::Credits;
use run_engine::swarm_asks::SwarmAnswer;
use run_engine::{DecisionId, RunCommand, StepId, StepOutcome, SubscriptionId, SwarmAskId};
use run_store::{Parcel, StoredRoutine};
use serde_json::Value;
use step_execution::{NoChoice, PathChoice};
use tokio::sync::{mpsc, oneshot};

use crate::activity::{Activity, Busy};
use crate::batch::{DecisionAsked, Recorded};
use crate::error::HostError;
use crate::notifier::RunWatcher;
use crate::run_loader::FoundRoutine;
use crate::swarms::Again;
use crate::update::{RunSnapshot, SwarmDelay};

/// Tells a sender that its command is stored, or why it is not.
pub(crate) type Answer = oneshot::Sender<Result<(), HostError>>;

/// Everything that a run's loop can be told.
#[derive(Debug)]
pub(crate) enum LoopInput {
    /// Somebody asks for something.
    Command { command: Box<RunCommand>, answer: Answer },
    /// The run shall go on with another version of its routine, whose text is stored with what comes of it.
    Migration { command: Box<RunCommand>, text: StoredRoutine, answer: Answer },
    /// Something on its way has come; it is taken out of the store with what comes of it.
    Delivery { command: Box<RunCommand>, parcel: Parcel, answer: Answer },
    /// The doing of a step has ended.
    StepEnded { step: StepId, attempt: u32, outcome: StepOutcome },
    /// Something noteworthy happened on the way.
    StepNoted { step: StepId, note: Value },
    /// Something has been paid for a step.
    StepCharged { step: StepId, credits: Credits },
    /// Something for a step's record, to be stored before the step goes on.
    StepRecorded(Recorded),
    /// A step needs the text of a decision.
    DecisionAsked(DecisionAsked),
    /// The run's limit on time may be exceeded.
    DeadlineDue,
    /// A model has chosen the ways out of a gateway, or cannot.
    PathChosen { decision: DecisionId, answer: Result<PathChoice, NoChoice> },
    /// A timer is due.
    TimerDue { subscription: SubscriptionId },
    /// A called routine was found, or not.
    RoutineFound { step: StepId, result: Result<FoundRoutine, String> },
    /// The run's swarm has answered.
    SwarmAnswered { ask: SwarmAskId, answer: SwarmAnswer },
    /// The run's swarm has news for what was asked.
    AskAgain(Again),
    /// What the run says to its swarm does not get there for now; none when it does again.
    SwarmDelayed(Option<SwarmDelay>),
    /// Somebody wants to see the run, and perhaps what follows.
    Look { answer: oneshot::Sender<(RunSnapshot, Option<RunWatcher>)>, watch: bool },
    /// Leave the run where it is, and end the loop.
    Close { answer: oneshot::Sender<()> },
}

impl LoopInput {
    /// Somebody is told at once what becomes of it. Everything else can wait until the store takes something again.
    pub(crate) fn is_waited_for(&self) -> bool {
        match self {
            Self::Command { .. } | Self::Migration { .. } | Self::Delivery { .. } | Self::Look { .. } => true,
            Self::StepEnded { .. }
            | Self::StepRecorded(_)
            | Self::DecisionAsked(_)
            | Self::StepNoted { .. }
            | Self::StepCharged { .. }
            | Self::DeadlineDue
            | Self::PathChosen { .. }
            | Self::TimerDue { .. }
            | Self::RoutineFound { .. }
            | Self::SwarmAnswered { .. }
            | Self::AskAgain(_)
            | Self::SwarmDelayed(_)
            | Self::Close { .. } => false,
        }
    }
}

/// An input, and that it is under way.
#[derive(Debug)]
pub(crate) struct Mail<I = LoopInput> {
    pub(crate) input: I,
    /// Held until the input is taken.
    pub(crate) _busy: Busy,
}

/// The sending side. Clones put into the same mailbox.
#[derive(Debug)]
pub(crate) struct Mailbox<I = LoopInput> {
    sender: mpsc::UnboundedSender<Mail<I>>,
    activity: Activity,
}

impl<I> Clone for Mailbox<I> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), activity: self.activity.clone() }
    }
}

impl<I> Mailbox<I> {
    /// A mailbox and its receiving side. It has no bound: every sender waits for an answer, or is one of a few steps and timers.
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Mail<I>>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self { sender, activity: Activity::default() }, receiver)
    }

    /// Puts an input into it; false when the loop has ended.
    pub(crate) fn put(&self, input: I) -> bool {
        self.sender.send(Mail { input, _busy: self.activity.begin() }).is_ok()
    }

    /// What is under way about this run.
    pub(crate) fn activity(&self) -> &Activity {
        &self.activity
    }
}
