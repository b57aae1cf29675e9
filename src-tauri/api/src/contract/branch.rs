//! One thread of progress of a run.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a branch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BranchStatus {
    /// It can go on. Without a step it stands ready, and can be stepped.
    Active,
    /// It waits; `waitingOn` says what for.
    Waiting,
    /// It reached an end.
    Completed,
    /// An error ended it.
    Failed,
    /// It was withdrawn.
    Cancelled,
}

/// What a branch or a run waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "on")]
pub enum WaitingOn {
    /// The result of a step that is being done.
    Step {
        /// The step.
        step_id: String,
    },
    /// A person who does a task or fills in a form.
    Person {
        /// The step.
        step_id: String,
    },
    /// A worker outside the program.
    Worker {
        /// The step.
        step_id: String,
        /// The task type that the worker serves.
        task_type: String,
    },
    /// Data that the flow node needs to start.
    Inputs {
        /// The variables that have no value yet.
        missing: Vec<String>,
    },
    /// A person who chooses a path.
    Decision {
        /// The decision.
        decision_id: String,
    },
    /// A person's answer in a conversation.
    Conversation {
        /// The step.
        step_id: String,
    },
    /// A person's approval.
    Approval {
        /// The step.
        step_id: String,
    },
    /// Other branches at a join.
    Join {
        /// Incoming flows that have been taken.
        arrived: u32,
        /// Incoming flows that have to be taken.
        needed: u32,
        /// Incoming flows that have not been taken.
        missing: Vec<String>,
    },
    /// What runs inside a sub-process or called routine, or other branches of the same activity.
    Inside,
    /// Somebody who starts one of the activities of an ad-hoc sub-process.
    Activation,
    /// Further branches, as many as it takes until the activity starts.
    Tokens {
        /// How many it takes in all.
        needed: u32,
    },
    /// Steps that undo something.
    Compensation,
    /// A called routine that is being loaded.
    Routine {
        /// The process that is called.
        process_id: String,
    },
    /// The swarm, which reads or writes entries of its blackboard.
    Swarm {
        /// The keys of the entries.
        keys: Vec<String>,
    },
    /// A point in time.
    Timer {
        /// When, in milliseconds since 1970; none in the token game.
        due_at: Option<u64>,
    },
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// The key that it has to carry.
        correlation_key: Option<String>,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// A condition that becomes true.
    Condition,
    /// The first of several events.
    Events,
    /// A person who resolves an incident.
    Incident {
        /// The incident.
        incident_id: String,
    },
    /// A trigger given by hand, in the token game.
    Trigger,
    /// A repeated attempt.
    Retry {
        /// When, in milliseconds since 1970.
        due_at: u64,
    },
}

/// One branch as screens draw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BranchView {
    /// Its id.
    pub id: String,
    /// The letter on its disc: A to Z, then AA, AB and so on.
    pub letter: String,
    /// Which of the eight branch colours, from 0.
    pub colour: u8,
    /// The flow node on which it stands.
    pub element: String,
    /// Name of that flow node.
    pub element_name: Option<String>,
    /// The sub-processes and called routines around it, outermost first.
    pub scope_path: Vec<String>,
    /// The scope whose variables it sees first.
    pub scope_id: String,
    /// How far it has come.
    pub status: BranchStatus,
    /// What it waits for, when it waits.
    pub waiting_on: Option<WaitingOn>,
    /// The step that it is doing.
    pub step_id: Option<String>,
    /// The sequence flow by which it came.
    pub came_by: Option<String>,
}
