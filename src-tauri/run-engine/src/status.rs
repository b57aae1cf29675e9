//! Statuses and the reasons that they carry.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, DecisionId, IncidentId, StepId, SubscriptionId, SwarmAskId, Timestamp};

/// The status of a run, as stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunStatus {
    /// Created, not started.
    #[default]
    Scheduled,
    /// Started and not ended.
    InProgress,
    /// Starts nothing until it is resumed.
    Paused,
    /// Ended normally.
    Completed,
    /// Ended by a failure.
    Failed,
    /// Ended by somebody.
    Cancelled,
}

impl RunStatus {
    /// Nothing changes any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Failed | Self::Cancelled => true,
            Self::Scheduled | Self::InProgress | Self::Paused => false,
        }
    }
}

/// Why a run's status changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StatusReason {
    /// Everything came to its end.
    Completed,
    /// A failure that nothing caught.
    Error,
    /// Somebody paused it.
    UserPaused,
    /// Somebody cancelled it.
    UserCancelled,
    /// The limit on time.
    MaxTime,
    /// The limit on credits.
    MaxCredits,
    /// The limit on steps.
    MaxSteps,
    /// The limit on iterations.
    MaxLoops,
    /// A breakpoint: the events before it say which and where.
    Breakpoint,
    /// A policy paused it.
    AutomaticPause,
    /// A policy stopped it.
    AutomaticStop,
}

/// The status of the machine in memory; derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MachineStatus {
    /// Has no run.
    Idle,
    /// Has a run that has not started.
    Initialised,
    /// Has a run in progress.
    Running,
    /// Its run is paused.
    Paused,
    /// Its run has completed.
    Completed,
    /// Its run has failed or was cancelled.
    Failed,
    /// Between two of these; accepts nothing else.
    Transitioning,
}

/// The status of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "camelCase")]
pub enum BranchStatus {
    /// Stands at a flow node that the next iteration will enter.
    Ready,
    /// A step of it is being done.
    Active {
        /// The step.
        step: StepId,
    },
    /// Waits.
    Waiting {
        /// For what.
        on: WaitReason,
    },
}

/// The status of a step. One that ended leaves the state; the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "camelCase")]
pub enum StepStatus {
    /// Started, and waits for its turn (concurrency, credits).
    Queued,
    /// Being done.
    InProgress,
    /// Waits.
    Waiting {
        /// For what.
        on: WaitReason,
    },
}

impl StepStatus {
    /// Whether it waits for work that goes on by itself when nobody has done it in time.
    #[must_use]
    pub(crate) fn may_expire(&self) -> bool {
        match self {
            Self::Waiting { on: WaitReason::Trigger } | Self::Queued | Self::InProgress => false,
            Self::Waiting { on } => on.is_work(),
        }
    }

    /// Whether somebody is at work on an activity's step of this status, so that an answer can end it.
    #[must_use]
    pub fn takes_answers(&self) -> bool {
        match self {
            Self::Queued => false,
            Self::InProgress => true,
            Self::Waiting { on } => on.is_work(),
        }
    }
}

impl WaitReason {
    /// Whether it is waited for work that a person or a program does and answers.
    #[must_use]
    pub fn is_work(&self) -> bool {
        match self {
            Self::Form
            | Self::ManualWork
            | Self::Worker { .. }
            | Self::Conversation
            | Self::Approval
            | Self::Trigger => true,
            Self::Join { .. }
            | Self::Inputs { .. }
            | Self::Message { .. }
            | Self::Signal { .. }
            | Self::Timer { .. }
            | Self::Condition
            | Self::Events { .. }
            | Self::Inside
            | Self::Activation
            | Self::Tokens { .. }
            | Self::Compensation
            | Self::Decision { .. }
            | Self::Incident { .. }
            | Self::Retry { .. }
            | Self::Routine { .. }
            | Self::Swarm { .. }
            | Self::Branches { .. } => false,
        }
    }
}

/// What something waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WaitReason {
    /// A join lacks tokens.
    Join {
        /// Incoming flows that no token has come over.
        missing: Vec<ElementId>,
        /// How many there are besides, where they are too many to be named.
        #[serde(default, skip_serializing_if = "is_zero")]
        more: u64,
    },
    /// Data that a flow node needs to start.
    Inputs {
        /// The variables that have no value yet.
        missing: Vec<String>,
    },
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// Its correlation key, when it has one.
        correlation_key: Option<String>,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// A timer.
    Timer {
        /// When it fires; none in a token game.
        due: Option<Timestamp>,
    },
    /// A condition that has to become true.
    Condition,
    /// The first of several events.
    Events {
        /// What listens.
        subscriptions: Vec<SubscriptionId>,
    },
    /// What runs inside (a sub-process, the instances of a multi-instance activity).
    Inside,
    /// Somebody starts one of the activities of an ad-hoc sub-process.
    Activation,
    /// An activity starts when so many branches have come (`startQuantity`).
    Tokens {
        /// How many it takes in all.
        needed: u32,
    },
    /// Handlers that undo something.
    Compensation,
    /// A person fills in a form.
    Form,
    /// A person does something by hand and says so.
    ManualWork,
    /// A program outside that does tasks of this type.
    Worker {
        /// The task type.
        task_type: String,
    },
    /// A person answers in a conversation.
    Conversation,
    /// A person approves.
    Approval,
    /// A person decides which way.
    Decision {
        /// Which decision.
        decision: DecisionId,
    },
    /// A person resolves an incident.
    Incident {
        /// Which one.
        incident: IncidentId,
    },
    /// A retry is due later.
    Retry {
        /// When.
        due: Timestamp,
    },
    /// A trigger of a token game, or a completion that a scenario gives.
    Trigger,
    /// A routine is being loaded.
    Routine {
        /// Its process id.
        process: String,
    },
    /// The swarm answers.
    Swarm {
        /// Which ask.
        ask: SwarmAskId,
        /// What was asked, in a word: `read`, `watch` or `write`.
        request: String,
        /// The keys of the entries that it is about.
        keys: Vec<String>,
    },
    /// Other branches (ad-hoc order, sequential instances).
    Branches {
        /// Which ones.
        branches: Vec<BranchId>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
