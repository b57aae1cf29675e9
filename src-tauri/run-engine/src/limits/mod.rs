//! Limits of a run. Time comes before credits, credits before steps, steps before iterations. Reaching a limit is allowed.

use routine_model::Credits;

use crate::broken::Broken;
use crate::config::{OnLimit, RunLimits};
use crate::effect::{HardLimits, RunEffect};
use crate::event::RunStatusChanged;
use crate::ids::Timestamp;
use crate::run_end;
use crate::state::{RunProgress, Step};
use crate::status::{RunStatus, StatusReason, StepStatus};
use crate::turn::Turn;

/// What a run is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AboutTo {
    /// Begin an iteration.
    Iterate,
    /// Start the step of an activity.
    StartStep,
    /// Only be looked at.
    Nothing,
}

/// Says when a limit stands in the way, and which.
pub(crate) struct RunLimitsManager<'p> {
    progress: &'p RunProgress,
    now: Timestamp,
}

/// A limit that stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LimitReached {
    pub(crate) reason: StatusReason,
    pub(crate) then: OnLimit,
}

impl LimitReached {
    /// The limit on credits, with what this run does then.
    pub(crate) fn on_credits(run: &RunProgress) -> Self {
        Self { reason: StatusReason::MaxCredits, then: run.config.limits.on_max_credits }
    }
}

impl<'p> RunLimitsManager<'p> {
    pub(crate) fn of(progress: &'p RunProgress, now: Timestamp) -> Self {
        Self { progress, now }
    }

    /// The limit that the next thing would go beyond, the most important one when there are several.
    pub(crate) fn in_the_way_of(&self, next: AboutTo) -> Option<LimitReached> {
        let run = self.progress;
        let RunLimits {
            max_time_ms,
            max_credits,
            max_steps,
            max_loops,
            on_max_time,
            on_max_credits,
            on_max_steps,
            on_max_loops,
        } = &run.config.limits;
        let steps = run.steps_started + u64::from(next == AboutTo::StartStep);
        let loops = run.iterations + u64::from(next == AboutTo::Iterate);
        let reached = |reason, then: &OnLimit| Some(LimitReached { reason, then: *then });
        if max_time_ms.is_some_and(|most| run.ran_ms_at(self.now) > most) {
            reached(StatusReason::MaxTime, on_max_time)
        } else if max_credits.is_some_and(|most| run.credits > most) {
            reached(StatusReason::MaxCredits, on_max_credits)
        } else if max_steps.is_some_and(|most| steps > most) {
            reached(StatusReason::MaxSteps, on_max_steps)
        } else if max_loops.is_some_and(|most| loops > most) {
            reached(StatusReason::MaxLoops, on_max_loops)
        } else {
            None
        }
    }
}

/// When a run in progress goes beyond its limit on time, if nothing else happens.
pub(crate) fn deadline(run: &RunProgress) -> Option<Timestamp> {
    let (most, since) = (run.config.limits.max_time_ms?, run.running_since?);
    // Reaching the limit is allowed; it is exceeded a millisecond later.
    let left = i64::try_from(most.saturating_sub(run.ran_ms)).unwrap_or(i64::MAX);
    Some(Timestamp(since.0.saturating_add(left).saturating_add(1)))
}

/// Which limits end the run.
pub(crate) fn hard_limits(run: &RunProgress) -> HardLimits {
    let limits = &run.config.limits;
    HardLimits { time: limits.on_max_time == OnLimit::Stop, credits: limits.on_max_credits == OnLimit::Stop }
}

/// Has the clock watched anew when a command has moved the deadline.
pub(crate) fn ask_for_deadline(turn: &mut Turn<'_>, before: Option<Timestamp>) {
    match deadline(turn.state()) {
        now if now == before => {}
        Some(due) => turn.ask(RunEffect::ScheduleDeadline { due }),
        None => turn.ask(RunEffect::CancelDeadline),
    }
}

/// What the run may spend in all: its own limit, and what its swarm has reserved for it; none when neither limits it.
fn ceiling(run: &RunProgress) -> Option<Credits> {
    let (own, swarm) = (run.config.limits.max_credits, allotment(run));
    own.into_iter().chain(swarm).min()
}

fn allotment(run: &RunProgress) -> Option<Credits> {
    run.swarm.as_ref()?.allotment
}

/// Whether anything limits what the run may spend.
pub(crate) fn is_limited(run: &RunProgress) -> bool {
    ceiling(run).is_some()
}

/// What the run's allotment lacks for a step that may cost so much; none when the allotment is not what stands in the way,
/// or the run's own limit does so too.
pub(crate) fn lacking_allotment(run: &RunProgress, needed: Credits) -> Option<Credits> {
    let allotment = allotment(run)?;
    if let Some(most) = run.config.limits.max_credits
        && left_of(run, most, run.kept_back) < needed
    {
        return None;
    }
    let gone = u128::from(run.credits.micros()).saturating_add(run.kept_back);
    let lacking = gone.saturating_add(u128::from(needed.micros())).saturating_sub(u128::from(allotment.micros()));
    Some(Credits::from_micros(u64::try_from(lacking).ok()?)).filter(|lacking| *lacking > Credits::ZERO)
}

/// What a step may still cost at most; none when that is not limited.
pub(crate) fn credits_left(run: &RunProgress) -> Option<Credits> {
    left_beside(run, run.kept_back)
}

/// What one more request of a step may cost at most; none when that is not limited.
pub(crate) fn credits_left_for(run: &RunProgress, step: &Step) -> Option<Credits> {
    let own = if step.status == StepStatus::InProgress { u128::from(step.kept_back().micros()) } else { 0 };
    let left = left_beside(run, run.kept_back.saturating_sub(own))?;
    Some(left.checked_sub(step.reserved()).unwrap_or(Credits::ZERO))
}

fn left_beside(run: &RunProgress, kept_back: u128) -> Option<Credits> {
    Some(left_of(run, ceiling(run)?, kept_back))
}

fn left_of(run: &RunProgress, most: Credits, kept_back: u128) -> Credits {
    let gone = u128::from(run.credits.micros()).saturating_add(kept_back);
    Credits::from_micros(u64::try_from(u128::from(most.micros()).saturating_sub(gone)).unwrap_or(u64::MAX))
}

/// Pauses or stops the run when a limit stands in the way, and says whether one does.
pub(crate) fn stopped_by_limit(turn: &mut Turn<'_>, next: AboutTo) -> Result<bool, Broken> {
    match RunLimitsManager::of(turn.state(), turn.now()).in_the_way_of(next) {
        None => Ok(false),
        Some(limit) => enforce(turn, limit).map(|()| true),
    }
}

/// Does what a reached limit demands.
pub(crate) fn enforce(turn: &mut Turn<'_>, limit: LimitReached) -> Result<(), Broken> {
    let LimitReached { reason, then } = limit;
    let message = Some(sentence(reason).to_owned());
    match then {
        OnLimit::Stop => run_end::end(turn, RunStatus::Failed, reason, message),
        OnLimit::Pause if turn.state().status == RunStatus::InProgress => {
            turn.emit(RunStatusChanged { status: RunStatus::Paused, reason: Some(reason), message })
        }
        OnLimit::Pause => Ok(()),
    }
}

fn sentence(reason: StatusReason) -> &'static str {
    match reason {
        StatusReason::MaxTime => "the run has reached its limit on time",
        StatusReason::MaxCredits => "the run has reached its limit on credits",
        StatusReason::MaxSteps => "the run has reached its limit on steps",
        StatusReason::MaxLoops => "the run has reached its limit on iterations",
        StatusReason::Completed
        | StatusReason::Error
        | StatusReason::UserPaused
        | StatusReason::UserCancelled
        | StatusReason::Breakpoint
        | StatusReason::AutomaticPause
        | StatusReason::AutomaticStop => "the run has stopped",
    }
}
