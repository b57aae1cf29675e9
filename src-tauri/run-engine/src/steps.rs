//! Steps: how one starts, ends and is asked for.

use std::sync::Arc;

use routine_model::graph::binding::Binding;
use routine_model::graph::flow_node::FlowNodeKind;
use routine_model::{Credits, RoutineGraph};

use crate::broken::Broken;
use crate::compensation;
use crate::context::{SubroutineContext, visible};
use crate::effect::{OutsideStrategies, RunEffect, StepRequest};
use crate::event::{
    StepBegun, StepCompleted, StepRecorded, StepRequeued, StepStarted, StepWaiting, SubscriptionOwner, Trigger,
};
use crate::ids::{StepId, Timestamp};
use crate::marks::marks_of_step;
use crate::outcome::{Actor, VariableMap};
use crate::record::StepRecord;
use crate::state::{Graphs, RunProgress, Step};
use crate::status::WaitReason;
use crate::subscriptions::{Listener, listen};
use crate::swarm_asks::{member_of, step_member, step_swarm};
use crate::turn::{Place, Turn};
use crate::{Rejection, limits, scope, swarm_asks};

/// Whether a step has to wait for its turn when as many as may be are in progress.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turnstile {
    /// It is done by the engine and takes no time.
    Open,
    /// It is done outside.
    Counting,
}

/// The branch enters its flow node.
pub(crate) fn start(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    inputs: VariableMap,
    turnstile: Turnstile,
) -> Result<StepId, Broken> {
    let step = StepId(turn.state().next.step);
    let is_priced = limits::is_limited(turn.state());
    let queued = turnstile == Turnstile::Counting && (is_priced || !turn.may_begin_step());
    turn.emit(StepStarted {
        step,
        branch: place.branch,
        element: place.node.id.clone(),
        scope: place.scope,
        activity: matches!(place.node.kind, FlowNodeKind::Activity(_)),
        iteration: turn.iteration.max(1),
        queued,
        inputs,
    })?;
    Ok(step)
}

/// The step is over, and its branch about to leave the flow node. An activity that something can undo is remembered.
pub(crate) fn complete(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    outputs: VariableMap,
    by: Actor,
) -> Result<(), Broken> {
    compensation::record(turn, place, step)?;
    turn.emit(StepCompleted { step, branch: place.branch, element: place.node.id.clone(), outputs, by })
}

/// The step waits.
pub(crate) fn wait(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, on: WaitReason) -> Result<(), Broken> {
    wait_for(turn, place, step, on, None)
}

fn wait_for(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    on: WaitReason,
    until: Option<Timestamp>,
) -> Result<(), Broken> {
    let member = match on.is_work() {
        true => member_of(turn.state(), turn.graphs(), place.scope, &place.node.id),
        false => None,
    };
    turn.emit(StepWaiting { step, branch: place.branch, element: place.node.id.clone(), on, until, member })
}

/// The step waits, and goes on by itself when nothing has come in time.
pub(crate) fn wait_until(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    on: WaitReason,
    until_ms: Option<u64>,
) -> Result<(), Broken> {
    let armed = turn.now();
    let due = until_ms.map(|ms| Timestamp(armed.0.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX))));
    wait_for(turn, place, step, on, due)?;
    let Some(due) = due else { return Ok(()) };
    let trigger = Trigger::Timer { due, armed, fired: 0, remaining: Some(0), expression: String::new() };
    let listener = Listener { element: place.node.id.clone(), definition: 0, trigger };
    listen(turn, place.scope, &SubscriptionOwner::Step { step }, vec![listener]).map(|_| ())
}

/// What the step waited for has come, or has not come in time: it goes on as soon as there is room for it.
pub(crate) fn go_on(turn: &mut Turn<'_>, step: StepId) -> Result<(), Broken> {
    stop_waiting(turn, step)?;
    requeue(turn, step, None)
}

/// The step waits for its turn again.
pub(crate) fn requeue(turn: &mut Turn<'_>, step: StepId, needed: Option<Credits>) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    turn.emit(StepRequeued { step, branch: place.branch, element: place.node.id.clone(), needed })
}

/// Forgets what would let the step go on by itself.
pub(crate) fn stop_waiting(turn: &mut Turn<'_>, step: StepId) -> Result<(), Broken> {
    let own = SubscriptionOwner::Step { step };
    let scope = turn.state().step(step)?.scope;
    let listening: Vec<_> =
        turn.state().subscriptions_of(&own, scope).filter(|open| open.owner == own).map(|open| open.id).collect();
    scope::close_all(turn, &listening)
}

/// Puts something on a step's record.
pub(crate) fn record(turn: &mut Turn<'_>, id: StepId, record: StepRecord) -> Result<(), Broken> {
    let step = turn.state().step(id)?;
    let (branch, element, attempt) = (step.branch, step.element.clone(), step.attempt);
    turn.emit(StepRecorded { step: id, branch, element, attempt, record: Arc::new(record) })
}

/// Requests to models whose answers nobody will see: what they have cost is not known, so they count in full.
pub(crate) fn give_up_requests(turn: &mut Turn<'_>, id: StepId) -> Result<(), Broken> {
    let asked: Vec<_> = turn.state().step(id)?.asked.iter().map(|(call, credits)| (*call, *credits)).collect();
    asked.into_iter().try_for_each(|(call, credits)| record(turn, id, StepRecord::ModelLost { call, credits }))
}

/// Requests to models that another run has made and pays for.
pub(crate) fn drop_requests(turn: &mut Turn<'_>, id: StepId) -> Result<(), Broken> {
    let asked: Vec<_> = turn.state().step(id)?.asked.keys().copied().collect();
    asked.into_iter().try_for_each(|call| record(turn, id, StepRecord::ModelLost { call, credits: Credits::ZERO }))
}

/// Asks the outside to do a step.
pub(crate) fn ask_for(turn: &mut Turn<'_>, step: StepId) -> Result<(), Broken> {
    let request = request(turn.state(), turn.graphs(), step)?;
    turn.ask(RunEffect::ExecuteStep(Box::new(request)));
    Ok(())
}

/// A queued step has its turn.
pub(crate) fn begin(turn: &mut Turn<'_>, step: StepId) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    turn.emit(StepBegun { step, branch: place.branch, element: place.node.id.clone() })?;
    ask_for(turn, step)
}

/// Lets queued steps begin as far as there is room: in number, and in credits where those are limited. Steps that could
/// not all be paid for together are done one after the other; one that cannot even be paid for alone is what the limit
/// on credits is for.
pub(crate) fn begin_queued(turn: &mut Turn<'_>) -> Result<(), Broken> {
    while turn.may_begin_step() {
        let Some(&step) = turn.state().queued.first() else { return Ok(()) };
        match (limits::credits_left(turn.state()), turn.state().step(step)?.estimate) {
            (None, _) => {}
            (Some(_), None) => {
                let request = request(turn.state(), turn.graphs(), step)?;
                turn.ask(RunEffect::EstimateStep(Box::new(request)));
                return Ok(());
            }
            (Some(left), Some(estimate)) if estimate <= left => {}
            (Some(_), Some(estimate)) if swarm_asks::reserve(turn, estimate)? => return Ok(()),
            (Some(_), Some(_)) if something_will_be_returned(turn.state()) => return Ok(()),
            (Some(_), Some(_)) => return limits::enforce(turn, limits::LimitReached::on_credits(turn.state())),
        }
        begin(turn, step)?;
    }
    Ok(())
}

/// Steps in progress and runs that were asked for may leave some of what is kept back for them.
fn something_will_be_returned(run: &RunProgress) -> bool {
    let accounts = run.open_accounts.values();
    run.steps_in_progress > 0 || accounts.into_iter().any(|account| !account.kept_back().is_zero())
}

/// All that the doing of a step may see.
pub(crate) fn request(progress: &RunProgress, graphs: &Graphs, id: StepId) -> Result<StepRequest, Broken> {
    let step = progress.step(id)?;
    let version = &progress.scope(step.scope)?.routine;
    let graph = graphs.get(version).ok_or_else(|| Broken::Routine(version.clone()))?;
    let context = SubroutineContext::of_step(progress, id).ok_or(Broken::Step(id))?;
    Ok(StepRequest {
        run: progress.run.clone(),
        step: id,
        attempt: step.attempt,
        branch: step.branch,
        element: step.element.clone(),
        routine_path: progress.path_of(version).to_owned(),
        graph: graph.clone(),
        mode: progress.config.mode,
        inputs: step.inputs.clone(),
        variables: readable(graph, step, &context),
        started_at: step.started_at,
        worked_ms: step.worked_ms,
        time_zone: progress.config.time_zone.clone(),
        strategies: OutsideStrategies::of(progress, graphs, step),
        record_since: step.record_since,
        record: step.record.clone(),
        credits_left: limits::credits_left_for(progress, step),
        deadline: limits::deadline(progress),
        hard_limits: limits::hard_limits(progress),
        marks: marks_of_step(progress, graphs, id),
        test_mode: progress.config.test_mode,
        member: step_member(progress, graphs, step.scope, &step.element),
        swarm: step_swarm(progress, graphs, step.scope, &step.element),
    })
}

/// What the doing of a step may read. A FEEL script says what it reads, so that a step costs nothing for what it does not.
fn readable(graph: &RoutineGraph, step: &Step, context: &SubroutineContext<'_>) -> VariableMap {
    match graph.node(&step.element).and_then(|node| node.activity()).map(|activity| &activity.binding) {
        Some(Binding::FeelScript { expression, .. }) => expression
            .names()
            .filter_map(|name| context.get(name).map(|value| (name.to_owned(), value.clone())))
            .collect(),
        Some(
            Binding::None
            | Binding::Script { .. }
            | Binding::Decision { .. }
            | Binding::TaskType { .. }
            | Binding::Form(_),
        )
        | None => visible(context),
    }
}

/// Refuses a step that does not exist any more.
pub(crate) fn expect(turn: &Turn<'_>, step: StepId) -> Result<(), Rejection> {
    if turn.state().steps.contains_key(&step) { Ok(()) } else { Err(Rejection::UnknownStep(step)) }
}
