//! World, do this for us. Effects are performed after the events beside them are stored, and come back as commands.

use std::sync::Arc;

use routine_model::graph::sensitivity::Marks;
use routine_model::graph::settings::StrategySetting;
use routine_model::{Credits, ElementId, RoutineGraph};

use crate::config::RunMode;
use crate::ids::{BranchId, DecisionId, RunId, StepId, SubscriptionId, Timestamp};
use crate::outcome::VariableMap;
use crate::record::StepRecord;
use crate::swarm_asks::{StepMember, StepSwarm, SwarmAsk};

/// Work for the outside.
#[derive(Clone, Debug)]
pub enum RunEffect {
    /// Do a step; answer with `FinishStep`.
    ExecuteStep(Box<StepRequest>),
    /// Give up the doing of a step.
    CancelStep {
        /// Which step.
        step: StepId,
    },
    /// Answer with `FireTimer` at this time, or at once when it has passed.
    ScheduleTimer {
        /// Whose timer.
        subscription: SubscriptionId,
        /// When.
        due: Timestamp,
    },
    /// Forget a timer.
    CancelTimer {
        /// Whose timer.
        subscription: SubscriptionId,
    },
    /// Answer with `CheckLimits` at this time: the run's limit on time is exceeded then. There is one a run, and this is it.
    ScheduleDeadline {
        /// When.
        due: Timestamp,
    },
    /// Forget the deadline.
    CancelDeadline,
    /// Say what doing a queued step will cost; answer with `EstimateStep`.
    EstimateStep(Box<StepRequest>),
    /// Offer a message to whoever listens, now or within its time to live. Nobody in this run does now.
    PublishMessage {
        /// Its name.
        name: String,
        /// Its correlation key, when it has one.
        correlation_key: Option<String>,
        /// Its variables.
        variables: VariableMap,
        /// How long it is kept when nobody takes it, milliseconds; 0 is not at all.
        time_to_live_ms: u64,
    },
    /// Tell a signal to other runs. This run has had its turn.
    PublishSignal {
        /// Its name.
        name: String,
        /// Its variables.
        variables: VariableMap,
    },
    /// Load a called routine; answer with `RoutineLoaded`.
    LoadRoutine {
        /// The step that calls it.
        step: StepId,
        /// The id of the called process.
        process: String,
    },
    /// Look how it stands with a run that a step has asked for; answer with `ChargeAskedRun` when it is over or has never begun.
    LookAfterRun {
        /// The run.
        run: RunId,
        /// The step.
        step: StepId,
        /// The step goes on and may ask for it (again), so that it may have yet to begin.
        may_begin: bool,
    },
    /// Ask something of the run's swarm; answer with `SwarmAnswered`.
    AskSwarm(Box<SwarmAsk>),
    /// Somebody has to decide which way (a person is asked by the notifier, a model by the execution).
    AskPathDecision {
        /// Which decision.
        decision: DecisionId,
        /// A model is to decide, and not a person.
        by_model: bool,
    },
}

/// All that the doing of a step may see.
#[derive(Clone, Debug)]
pub struct StepRequest {
    /// The run.
    pub run: RunId,
    /// The step; with the attempt an idempotency key.
    pub step: StepId,
    /// From 1.
    pub attempt: u32,
    /// The branch that does it.
    pub branch: BranchId,
    /// The activity.
    pub element: ElementId,
    /// Where that routine is, as the run keeps it.
    pub routine_path: String,
    /// The routine that the activity stands in.
    pub graph: Arc<RoutineGraph>,
    /// Whether data counts.
    pub mode: RunMode,
    /// Results of the input mappings; empty when the activity has none.
    pub inputs: VariableMap,
    /// The visible variables, the inputs over those of the scopes around; for a FEEL script only those that it names.
    pub variables: VariableMap,
    /// When the step started.
    pub started_at: Timestamp,
    /// Milliseconds that the attempt was being done before, without the time that it waited.
    pub worked_ms: u64,
    /// IANA name of the run's time zone.
    pub time_zone: String,
    /// What says from outside of the routine how the step is done.
    pub strategies: OutsideStrategies,
    /// The attempt with which the record begins: the same as long as one goes on behind it.
    pub record_since: u32,
    /// What the attempt has put on record so far; whoever does the step goes on behind it.
    pub record: Vec<Arc<StepRecord>>,
    /// What may be spent on it at most; none when that is not limited.
    pub credits_left: Option<Credits>,
    /// When the run's limit on time will be exceeded.
    pub deadline: Option<Timestamp>,
    /// Which of these limits end the run instead of letting it wait for more.
    pub hard_limits: HardLimits,
    /// Which of the variables are marked as sensitive, and how much.
    pub marks: Marks,
    /// Nothing may cost anything.
    pub test_mode: bool,
    /// As whom it is done, when the run works for a swarm and a lane or the run's link names somebody.
    pub member: Option<StepMember>,
    /// The swarm that the run works for.
    pub swarm: Option<StepSwarm>,
}

/// Limits that end a run: nobody can raise them once they are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HardLimits {
    /// The limit on time.
    pub time: bool,
    /// The limit on credits.
    pub credits: bool,
}

/// Strategy settings that reach a step from outside of its routine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutsideStrategies {
    /// Run-time override for this one step.
    pub step: Option<StrategySetting>,
    /// Run-time override for the activity, in all of the run.
    pub element: Option<StrategySetting>,
    /// What the calling routine's `subroutineStrategies` say about the call that the step is in.
    pub caller: Option<StrategySetting>,
    /// The run's default, or that of the swarm that it works for.
    pub run_default: Option<StrategySetting>,
}
