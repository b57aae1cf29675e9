//! Repeated activities (BPMN 2.0.2, 10.3.8). The step of the whole opens a loop scope. The turns of a standard loop are
//! branches in it, one after the other; the instances of a multi-instance activity have a scope each, so that what one of
//! them assigns does not overwrite what another one does. A branch in there that stands at the activity does it once.

mod behavior;
mod instances;
mod multi_instance;
mod standard;

use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::loops::LoopCharacteristics;

use crate::broken::Broken;
use crate::event::IncidentStage;
use crate::event::ScopeKind;
use crate::ids::{ScopeId, StepId};
use crate::incidents::{self, Trouble};
use crate::scope::{self, NewScope};
use crate::state::RunProgress;
use crate::status::WaitReason;
use crate::steps;
use crate::turn::{Place, Turn};

pub(crate) use instances::instance_is_over;

/// Whether the activity in this scope is one turn or instance of a repeated one.
pub(crate) fn is_one_of_many(progress: &RunProgress, scope: ScopeId, node: &FlowNode) -> bool {
    let Some(scope) = progress.scopes.get(&scope) else { return false };
    scope.kind.is_repetition() && scope.element == node.id
}

/// A branch comes to a repeated activity.
pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    let prepared = super::prepare::prepare_whole(turn, place).and_then(|prepared| {
        let inputs = match &activity.loop_characteristics {
            Some(LoopCharacteristics::MultiInstance(many)) => multi_instance::inputs(turn, place, many)?,
            Some(LoopCharacteristics::Standard(_)) | None => Default::default(),
        };
        Ok(prepared.with_inputs(inputs))
    });
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    let step = prepared.begin(turn, place, steps::Turnstile::Open)?;
    steps::wait(turn, place, step, WaitReason::Inside)?;
    let routine = turn.state().scope(place.scope)?.routine.clone();
    scope::open(
        turn,
        NewScope {
            parent: Some(place.scope),
            kind: ScopeKind::Loop,
            element: &place.node.id,
            routine,
            step: Some(step),
            iteration: None,
            variables: Default::default(),
            listeners: Vec::new(),
            starts: &[],
        },
    )?;
    go_on(turn, place, step)
}

/// The next turn, the first instances, or the end of it all.
pub(super) fn go_on<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    let Some(inside) = turn.state().step(step)?.inside else { return Err(Broken::Step(step)) };
    match place.node.activity().and_then(|activity| activity.loop_characteristics.as_ref()) {
        Some(LoopCharacteristics::Standard(standard)) => standard::next_turn(turn, place, step, inside, standard),
        Some(LoopCharacteristics::MultiInstance(many)) => instances::go_on(turn, place, step, inside, many),
        None => Err(Broken::Element(place.node.id.clone())),
    }
}

/// A turn of a standard loop is over.
pub(crate) fn turn_is_over(turn: &mut Turn<'_>, step: StepId) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    go_on(turn, place, step)
}

/// After trouble, the loop is looked at again.
pub(super) fn retry<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    steps::wait(turn, place, step, WaitReason::Inside)?;
    let inside = turn.state().step(step)?.inside.ok_or(Broken::Step(step))?;
    let is_stuck = |id: &ScopeId| turn.state().scopes.get(id).is_some_and(|scope| scope.branches.is_empty());
    let stuck: Option<ScopeId> = turn.state().scope(inside)?.scopes.iter().copied().find(|id| is_stuck(id));
    match stuck {
        // What it gives could not be told.
        Some(instance) => instance_is_over(turn, instance),
        None => go_on(turn, place, step),
    }
}

fn in_trouble(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, trouble: Trouble) -> Result<(), Broken> {
    incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into())
}
