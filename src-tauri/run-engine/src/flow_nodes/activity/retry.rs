//! Trying again.

use routine_model::graph::binding::Binding;
use routine_model::graph::event::TimerKind;
use routine_model::timer::Timer;
use serde_json::Value;

use crate::broken::Broken;
use crate::context::SubroutineContext;
use crate::event::{IncidentStage, StepRetried, SubscriptionOwner, Trigger};
use crate::expressions::evaluate;
use crate::ids::{StepId, Timestamp};
use crate::incidents;
use crate::outcome::StepFailure;
use crate::steps;
use crate::subscriptions::{Listener, listen};
use crate::turn::{Place, Turn};

/// How much longer each pause is than the one before, where nothing says it.
const FACTOR: f64 = 2.0;
const MOST_FACTOR: f64 = 100.0;
/// Milliseconds of the longest pause that nobody has asked for.
const LONGEST_BACKOFF: i64 = 60 * 60 * 1000;

/// A technical failure: the step is tried again if that may help and tries are left, else it is trouble.
pub(super) fn or_report(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    failure: StepFailure,
) -> Result<(), Broken> {
    let attempt = turn.state().step(step)?.attempt;
    if !failure.retryable || attempt >= most_attempts(turn, place) {
        return incidents::report(turn, place, Some(step), IncidentStage::Doing, failure);
    }
    match delay_until(turn, place, attempt) {
        None => retry(turn, place, step, Some(failure)),
        Some(due) => {
            let element = place.node.id.clone();
            turn.emit(StepRetried {
                step,
                element: element.clone(),
                attempt: attempt + 1,
                failure: Some(failure),
                due: Some(due),
                goes_on: false,
            })?;
            let (armed, expression) = (turn.now(), String::new());
            let trigger = Trigger::Timer { due, armed, fired: 0, remaining: Some(0), expression };
            let listener = Listener { element, definition: 0, trigger };
            listen(turn, place.scope, &SubscriptionOwner::Step { step }, vec![listener]).map(|_| ())
        }
    }
}

/// The next attempt follows as soon as there is room for it.
pub(crate) fn retry(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    failure: Option<StepFailure>,
) -> Result<(), Broken> {
    let attempt = turn.state().step(step)?.attempt + 1;
    turn.emit(StepRetried { step, element: place.node.id.clone(), attempt, failure, due: None, goes_on: false })
}

/// The program ended during the attempt: the next one goes on behind what is on record.
pub(crate) fn go_on_after_restart(turn: &mut Turn<'_>, place: Place<'_>, step: StepId) -> Result<(), Broken> {
    steps::give_up_requests(turn, step)?;
    let attempt = turn.state().step(step)?.attempt + 1;
    turn.emit(StepRetried { step, element: place.node.id.clone(), attempt, failure: None, due: None, goes_on: true })
}

/// How often a step may be tried in all: what `routine:retry` says, else the retries of its task type; once, if nothing
/// does.
fn most_attempts(turn: &Turn<'_>, place: Place<'_>) -> u32 {
    let Some(activity) = place.node.activity() else { return 1 };
    if let Some(attempts) = activity.settings.retry.get("attempts").and_then(|attempts| attempts.parse().ok()) {
        return attempts;
    }
    let Binding::TaskType { retries: Some(retries), .. } = &activity.binding else { return 1 };
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    match evaluate(retries, &context, turn.now()) {
        Ok(Value::Number(times)) => times.as_u64().and_then(|times| u32::try_from(times).ok()).unwrap_or(1),
        Ok(Value::String(times)) => times.parse().unwrap_or(1),
        Ok(_) | Err(_) => 1,
    }
}

/// When the next attempt may start: `routine:retry backoff` after the first one, and `factor` times as long after each
/// further one, up to `maxBackoff`. Without a `backoff` it starts at once.
fn delay_until(turn: &Turn<'_>, place: Place<'_>, attempt: u32) -> Option<Timestamp> {
    let retry = &place.node.activity()?.settings.retry;
    let after = |name: &str| milliseconds(turn, retry.get(name)?);
    let first = after("backoff")?;
    let factor: f64 = retry.get("factor").and_then(|factor| factor.trim().parse().ok()).unwrap_or(FACTOR);
    let longest = after("maxBackoff").unwrap_or(LONGEST_BACKOFF);
    let grown = first as f64
        * factor.clamp(1.0, MOST_FACTOR).powi(i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX));
    // A float that is too large becomes the largest number, and then the longest pause.
    let pause = (grown as i64).clamp(0, longest.max(first));
    Some(Timestamp(turn.now().0.saturating_add(pause)))
}

/// How long an ISO 8601 duration is from now on.
fn milliseconds(turn: &Turn<'_>, text: &str) -> Option<i64> {
    if let Ok(number) = text.trim().parse::<u32>() {
        return Some(i64::from(number));
    }
    let timer = Timer::parse(TimerKind::Duration, text.trim()).ok()?;
    let due = timer.next_due(turn.now().0, 0, None, &turn.state().config.time_zone).ok()??;
    Some(due.saturating_sub(turn.now().0))
}
