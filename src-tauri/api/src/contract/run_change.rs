//! What may change in a `RunView`; small enough that folding is a lookup and an assignment.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BranchView, BreakpointHitView, BreakpointView, DecisionView, ElementMark, IncidentView, JournalEntry, ListenerView,
    MachineStatus, OpenTaskView, PathReason, PathSelection, RoutineReference, RunMode, RunOrigin, RunStatus, ScopeView,
    StatusReason, StepView, StrategySetting, ValueView,
};

/// One change of a run's view. *Set* replaces what has the same id, or adds it at the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "change")]
pub enum RunChange {
    /// Status, reason, machine or end changed.
    StatusSet {
        /// How far the run has come.
        status: RunStatus,
        /// Why.
        reason: Option<StatusReason>,
        /// What its loop is doing.
        machine: MachineStatus,
        /// When it ended.
        ended_at: Option<u64>,
        /// The program ended in the middle of it and it has not been taken up again.
        interrupted: bool,
    },
    /// It goes on differently.
    ConfigurationSet {
        /// Whether it looks at data.
        mode: RunMode,
        /// How it chooses at a fork.
        path_selection: PathSelection,
        /// What it may cost, a decimal number of credits; none without a cap.
        max_credits: Option<String>,
        /// Milliseconds between two iterations.
        delay_ms: u64,
    },
    /// Its swarm has answered.
    SwarmSeen {
        /// The entry of the swarm's journal up to which the run knows the blackboard now.
        seq: u64,
    },
    /// It goes on with another version of its routine; its text is asked for again.
    RoutineSet {
        /// The other version.
        routine: RoutineReference,
    },
    /// There is a breakpoint, or it is another one than before.
    BreakpointSet {
        /// The breakpoint.
        breakpoint: BreakpointView,
    },
    /// A breakpoint is gone.
    BreakpointRemoved {
        /// The breakpoint.
        breakpoint_id: String,
    },
    /// Which breakpoints have been hit since the run last went on.
    HitsSet {
        /// The hits.
        hits: Vec<BreakpointHitView>,
    },
    /// What came before is the past of another run, of which this one is a copy.
    OriginSet {
        /// Where it comes from.
        origin: RunOrigin,
        /// When this run began.
        started_at: u64,
    },
    /// Counts changed.
    TotalsSet {
        /// Steps begun.
        steps_begun: u64,
        /// Cost so far, a decimal number of credits.
        credits: String,
    },
    /// A branch began or changed.
    BranchSet {
        /// The branch.
        branch: BranchView,
    },
    /// A branch ended.
    BranchRemoved {
        /// The branch.
        branch_id: String,
    },
    /// A step began or changed.
    StepSet {
        /// The step.
        step: StepView,
    },
    /// A step left the list because it holds only the latest.
    StepRemoved {
        /// The step.
        step_id: String,
    },
    /// The marks of an element changed.
    MarkSet {
        /// The element.
        element: String,
        /// Its marks.
        mark: ElementMark,
    },
    /// A sequence flow was taken; a token may be drawn along it.
    FlowTaken {
        /// The sequence flow.
        flow_id: String,
        /// The branch that took it.
        branch_id: String,
        /// How often it has been taken by now.
        count: u64,
    },
    /// A scope was opened or changed as a whole.
    ScopeSet {
        /// The scope.
        scope: ScopeView,
    },
    /// A process has ended; its variables stay.
    ScopeEnded {
        /// The scope.
        scope_id: String,
    },
    /// A scope inside a process was closed.
    ScopeRemoved {
        /// The scope.
        scope_id: String,
    },
    /// A variable got a value.
    VariableSet {
        /// The scope.
        scope_id: String,
        /// The variable.
        name: String,
        /// Its value.
        value: ValueView,
    },
    /// Something began to listen, or listens for something else.
    ListenerSet {
        /// What listens.
        listener: ListenerView,
    },
    /// Something listens no longer.
    ListenerRemoved {
        /// What listened.
        listener_id: String,
    },
    /// An incident was raised.
    IncidentSet {
        /// The incident.
        incident: IncidentView,
    },
    /// An incident was resolved.
    IncidentRemoved {
        /// The incident.
        incident_id: String,
    },
    /// A fork waits for a person.
    DecisionSet {
        /// The decision.
        decision: DecisionView,
    },
    /// A fork waits no longer.
    DecisionRemoved {
        /// The decision.
        decision_id: String,
    },
    /// Work waits.
    TaskSet {
        /// The work.
        task: OpenTaskView,
    },
    /// From now on an activity is done this way in this run.
    OverrideSet {
        /// The activity.
        element: String,
        /// How; none takes it back.
        setting: Option<StrategySetting>,
    },
    /// Somebody said why a way out of a gateway was taken, or a model why it could not decide.
    ReasonSet {
        /// The gateway.
        element: String,
        /// What was said.
        reason: PathReason,
    },
    /// Work waits no longer.
    TaskRemoved {
        /// The step.
        step_id: String,
    },
}

/// What happened to a run between two places of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunUpdate {
    /// The run.
    pub run_id: String,
    /// The first journal entry that is contained. A view whose `seq` is less than `fromSeq - 1` has a gap and is asked for again.
    pub from_seq: u64,
    /// The last journal entry that is contained; a view that has it already ignores the update.
    pub seq: u64,
    /// The journal entries.
    pub entries: Vec<JournalEntry>,
    /// The changes, in order.
    pub changes: Vec<RunChange>,
}
