//! Please do this: everything that can be asked of a run.

use std::sync::Arc;

use routine_model::graph::settings::StrategySetting;
use routine_model::{Credits, ElementId, RoutineGraph};
use serde_json::Value;

use crate::breakpoints::BreakOn;
use crate::config::RunConfig;
use crate::event::RoutineRef;
use crate::ids::{BranchId, BreakpointId, DecisionId, IncidentId, RunId, ScopeId, StepId, SubscriptionId, SwarmAskId};
use crate::interventions::Intervention;
use crate::outcome::{Actor, StepOutcome, VariableMap};
use crate::record::{StepAnswer, StepRecord};
use crate::status::StatusReason;
use crate::swarm_asks::SwarmAnswer;

/// A request to a run. It is answered by a reaction (events and effects) or by a rejection that changes nothing.
#[derive(Clone, Debug)]
pub enum RunCommand {
    /// Bring the run into being. The first command of every run.
    CreateRun {
        /// The new run's id.
        run: RunId,
        /// The file it runs.
        routine: RoutineRef,
        /// How it runs.
        config: Box<RunConfig>,
    },
    /// Make this machine, which has the past of one run, another run that begins there, paused. What was being done then is
    /// done again when it goes on, and nothing that the first run has asked for is still paid.
    ForkRun {
        /// The new run's id.
        run: RunId,
    },
    /// Start it, paused or running. Processes are opened with [`RunCommand::OpenProcess`].
    StartRun {
        /// Starts paused: nothing moves before a step or resume.
        paused: bool,
    },
    /// Start one process of the run's file; may come several times (several processes, several starts).
    OpenProcess {
        /// Which process; none means the only executable one (or the one that `start` stands in).
        process: Option<ElementId>,
        /// Which start event (or node without incoming flows); none means every plain start of the process.
        start: Option<ElementId>,
        /// The process's first variables.
        inputs: VariableMap,
    },
    /// One iteration: every ready branch enters the flow node that it stands at.
    Advance,
    /// One step of one branch (or, without a branch, one iteration) of a paused run.
    Step {
        /// Which branch; none means all.
        branch: Option<BranchId>,
    },
    /// Start nothing more until resumed.
    PauseRun {
        /// Why.
        reason: StatusReason,
    },
    /// Go on where it stopped.
    ResumeRun,
    /// End it.
    CancelRun {
        /// Why.
        reason: StatusReason,
    },
    /// Change how it runs, from the next iteration on.
    ConfigureRun {
        /// The whole new configuration.
        config: Box<RunConfig>,
    },
    /// The doing of a step has ended, or says what it waits for.
    FinishStep {
        /// Which step.
        step: StepId,
        /// Which attempt; an older one is refused as stale.
        attempt: u32,
        /// How it ended.
        outcome: StepOutcome,
        /// Who says so.
        by: Actor,
    },
    /// It is known what doing a step will cost: the answer to [`crate::RunEffect::EstimateStep`].
    EstimateStep {
        /// Which step.
        step: StepId,
        /// At most this.
        credits: Credits,
    },
    /// Doing a step has cost something, whatever will come of it.
    ChargeStep {
        /// Which step.
        step: StepId,
        /// So much, beside what it has cost before.
        credits: Credits,
    },
    /// A step is about to ask for a run: what that may cost is kept back for it. How much that is stands in the state
    /// afterwards, and is the run's limit.
    ReserveForRun {
        /// The step.
        step: StepId,
        /// The run.
        run: RunId,
        /// What its own limit is; none when it has none.
        most: Option<Credits>,
    },
    /// A run that a step has asked for may cost more than was kept back for it.
    RaiseForRun {
        /// The run.
        run: RunId,
        /// So much more.
        by: Credits,
    },
    /// A run that a step has asked for has cost so much by now. What was charged for it before is not charged again.
    ChargeAskedRun {
        /// The step.
        step: StepId,
        /// The run.
        run: RunId,
        /// What it has cost in all.
        spent: Credits,
        /// It will cost nothing more.
        settled: bool,
    },
    /// Something was done or decided in a step, to be stored before the next thing is done.
    RecordStep {
        /// Which step.
        step: StepId,
        /// Which attempt; an older one is refused as stale.
        attempt: u32,
        /// What.
        record: StepRecord,
    },
    /// A step has found the text that a decision is read from. The first that is found stays for the run.
    PinDecision {
        /// Which step.
        step: StepId,
        /// The id of the decision.
        decision: String,
        /// Its file.
        file: RoutineRef,
    },
    /// Somebody answers a step that waits for them in a conversation or with a call to approve.
    AnswerStep {
        /// Which step.
        step: StepId,
        /// What they say.
        answer: StepAnswer,
        /// Who.
        by: Actor,
    },
    /// Do a step, or all steps of an activity that have not begun, another way.
    OverrideStrategy {
        /// The activity.
        element: ElementId,
        /// This step of it and no other.
        step: Option<StepId>,
        /// How; none takes an override back.
        setting: Option<StrategySetting>,
        /// Who says so.
        by: Actor,
    },
    /// A limit may have been reached although nothing moves: the answer to [`crate::RunEffect::ScheduleDeadline`].
    CheckLimits,
    /// Something noteworthy on the way (a phase, a line of output); recorded, changes nothing else.
    NoteProgress {
        /// Which step.
        step: StepId,
        /// What happened.
        note: Value,
    },
    /// The answer to a path decision.
    DecidePath {
        /// Which decision.
        decision: DecisionId,
        /// The chosen flows: one for an exclusive gateway, at least one for an inclusive one.
        flows: Vec<ElementId>,
        /// Who decided.
        by: Actor,
        /// What they say about it.
        because: Option<String>,
    },
    /// Whoever was to make a path decision cannot; from now on a person may.
    LeaveDecision {
        /// Which decision.
        decision: DecisionId,
        /// A sentence that says why.
        reason: String,
        /// So many credits were needed, when it was for want of them: whoever was asked is asked again when they are there.
        needed: Option<Credits>,
    },
    /// A timer is due.
    FireTimer {
        /// Whose timer.
        subscription: SubscriptionId,
    },
    /// A message has arrived.
    CorrelateMessage {
        /// Its name.
        name: String,
        /// Its correlation key, when it has one.
        correlation_key: Option<String>,
        /// Its variables.
        variables: VariableMap,
        /// Who sent it.
        by: Actor,
    },
    /// A message has come over this message flow (scenarios, token games).
    DeliverMessageFlow {
        /// Which flow.
        flow: ElementId,
    },
    /// A signal can be heard.
    BroadcastSignal {
        /// Its name.
        name: String,
        /// Its variables.
        variables: VariableMap,
        /// Who sent it.
        by: Actor,
    },
    /// Let this element go on or fire, whatever it waits for (scenarios, token games).
    Trigger {
        /// Which element.
        element: ElementId,
    },
    /// Start an activity of an ad-hoc sub-process that is under way.
    ActivateElement {
        /// Which activity.
        element: ElementId,
        /// Variables that are assigned before it starts, as seen from the sub-process.
        variables: VariableMap,
        /// Who asks for it.
        by: Actor,
    },
    /// From now on this gateway takes these flows (token games).
    ChooseFlows {
        /// Which gateway.
        element: ElementId,
        /// Which flows.
        flows: Vec<ElementId>,
    },
    /// Pause the run by itself at a place or moment, or change at which.
    SetBreakpoint {
        /// The breakpoint that is changed; none for a new one.
        breakpoint: Option<BreakpointId>,
        /// What it stands for.
        on: BreakOn,
        /// It counts.
        enabled: bool,
        /// It goes away with the next breakpoint that is hit (*run to here*).
        once: bool,
        /// Who says so.
        by: Actor,
    },
    /// Pause there no more.
    RemoveBreakpoint {
        /// The breakpoint.
        breakpoint: BreakpointId,
    },
    /// Do something to a run beside what its routine says: all of it, in this order, or nothing.
    Intervene {
        /// What.
        interventions: Vec<Intervention>,
        /// The last journal entry that was seen; refused when more has happened since. None does not look.
        expected_seq: Option<u64>,
        /// Who does it.
        by: Actor,
    },
    /// Go on with another version of the routine, by the ids of its elements.
    MigrateRun {
        /// The other version.
        routine: RoutineRef,
        /// Its graph.
        graph: Arc<RoutineGraph>,
        /// The last journal entry that was seen; refused when more has happened since. None does not look.
        expected_seq: Option<u64>,
        /// Who decides that.
        by: Actor,
    },
    /// Set a variable by hand.
    SetVariable {
        /// In which scope.
        scope: ScopeId,
        /// Its name.
        name: String,
        /// Its new value.
        value: Value,
    },
    /// An incident has been looked at.
    ResolveIncident {
        /// Which one.
        incident: IncidentId,
        /// What to do.
        resolution: Resolution,
    },
    /// A called routine has been loaded, or cannot be.
    RoutineLoaded {
        /// The step that calls it.
        step: StepId,
        /// The routine, or a sentence that says why not.
        result: Result<LoadedRoutine, String>,
    },
    /// The run's swarm has answered: the answer to [`crate::RunEffect::AskSwarm`]. One that comes twice, or for an ask that
    /// nobody waits for any more, is rejected and harmless.
    SwarmAnswered {
        /// Which ask.
        ask: SwarmAskId,
        /// What.
        answer: SwarmAnswer,
    },
    /// The program has restarted: decide about every step that was in flight.
    RecoverSteps,
}

/// What to do about an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Do the failed thing again.
    Retry,
    /// Go on as if the node had done nothing.
    Skip,
    /// Let the branch fail.
    Fail,
}

/// A routine that can be called.
#[derive(Clone, Debug)]
pub struct LoadedRoutine {
    /// Where it comes from.
    pub routine: RoutineRef,
    /// The called process in it.
    pub process: ElementId,
    /// Its graph.
    pub graph: Arc<RoutineGraph>,
}
