//! What listens, what happens, what is thrown: BPMN's events.

use std::collections::BTreeSet;

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, ScopeId, StepId, SubscriptionId, Timestamp};
use crate::outcome::{Actor, VariableMap};

/// Something listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionOpened {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The event or receive task that listens.
    pub element: ElementId,
    /// The scope that it listens in.
    pub scope: ScopeId,
    /// What happens when it fires.
    pub owner: SubscriptionOwner,
    /// Which of the element's event definitions, from 0.
    pub definition: u32,
    /// What it listens for.
    pub trigger: Trigger,
}

/// What happens when a subscription fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "owner", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SubscriptionOwner {
    /// The step at a catch event or receive task goes on.
    Step {
        /// Which step.
        step: StepId,
    },
    /// The branch at an event-based gateway goes on at the event.
    Gateway {
        /// The gateway's step.
        step: StepId,
    },
    /// A boundary event starts a branch, and cancels the activity if it is interrupting.
    Boundary {
        /// The activity's step.
        host: StepId,
    },
    /// An event sub-process starts, and cancels the scope around if it is interrupting.
    EventSubProcess,
    /// A process that is not running yet starts.
    Start,
    /// An activity of an ad-hoc sub-process can be started.
    Activation,
}

/// What is listened for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Trigger {
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// The key that the message must carry; none takes any.
        correlation_key: Option<String>,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// The clock.
    Timer {
        /// When it fires next.
        due: Timestamp,
        /// When it began to run.
        armed: Timestamp,
        /// How often it has fired.
        fired: u32,
        /// How often it fires after that; none means for ever.
        remaining: Option<u32>,
        /// The text that the due time was computed from.
        expression: String,
    },
    /// A condition that becomes true.
    Condition {
        /// The variables that it reads.
        names: BTreeSet<String>,
        /// It was true when it was last looked at, and has to become false before it counts again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        met: bool,
        /// The entries of the blackboard that it reads, each as a variable.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        entries: Vec<WatchedEntry>,
    },
    /// Only a command (token games).
    Command,
}

/// An entry of the blackboard that a condition reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchedEntry {
    /// The variable that its value is seen as; null while it is not there.
    pub variable: String,
    /// Its key.
    pub key: String,
}

/// Something listens no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionClosed {
    /// The subscription.
    pub subscription: SubscriptionId,
}

/// What something listened for has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventTriggered {
    /// The subscription; none for errors, escalations, compensation and cancel, which need none.
    pub subscription: Option<SubscriptionId>,
    /// The event.
    pub element: ElementId,
    /// The scope that it listened in.
    pub scope: ScopeId,
    /// What came with it.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub variables: VariableMap,
    /// It is one of several that all have to happen, and others are still awaited.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Of a timer cycle: when it fires next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Timestamp>,
    /// Who caused it.
    pub by: Actor,
}

/// A message was thrown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessagePublished {
    /// The event or send task; none when it came from outside.
    pub element: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// Its correlation key, when it has one.
    pub correlation_key: Option<String>,
    /// Its variables.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub variables: VariableMap,
}

/// A message that came over a message flow is kept until its end listens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageBuffered {
    /// Where the message flow ends; none takes who listens first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// Its correlation key, when it has one.
    pub correlation_key: Option<String>,
    /// Its variables.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub variables: VariableMap,
    /// When it is dropped; none means never.
    pub expires: Option<Timestamp>,
}

/// A kept message has found who listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageTaken {
    /// The journal entry with which it began to be kept.
    pub message: u64,
    /// Who takes it.
    pub subscription: SubscriptionId,
}

/// A kept message is dropped, for its time is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageExpired {
    /// The journal entry with which it began to be kept.
    pub message: u64,
}

/// The condition of an event that has happened is not true any more, so the event may happen again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionReset {
    /// The subscription.
    pub subscription: SubscriptionId,
}

/// A signal was thrown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignalPublished {
    /// The event; none when it came from outside.
    pub element: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// Its variables.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub variables: VariableMap,
}

/// An error was thrown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorThrown {
    /// The end event or activity.
    pub element: ElementId,
    /// The scope that it was thrown in.
    pub scope: ScopeId,
    /// Its code; empty for an error without one.
    pub code: String,
    /// What caught it; none when nothing did.
    pub caught_by: Option<ElementId>,
}

/// An escalation was thrown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EscalationThrown {
    /// The event.
    pub element: ElementId,
    /// The scope that it was thrown in.
    pub scope: ScopeId,
    /// The branch that threw it.
    pub branch: BranchId,
    /// Its code; empty for an escalation without one.
    pub code: String,
    /// What caught it; none when nothing did, which is only recorded.
    pub caught_by: Option<ElementId>,
}
