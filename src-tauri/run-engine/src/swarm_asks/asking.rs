//! Asking: on record first, then on its way.

use routine_model::{ElementId, MemberId, SwarmAskId};

use super::{StepExpense, SwarmAsk, SwarmRequest};
use crate::broken::Broken;
use crate::effect::RunEffect;
use crate::event::SwarmAsked;
use crate::ids::{BranchId, StepId, SubscriptionId};
use crate::state::{Graphs, RunProgress, Unsaid};
use crate::turn::Turn;

/// Who in the run asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asker {
    pub(crate) branch: Option<BranchId>,
    pub(crate) element: Option<ElementId>,
    pub(crate) step: Option<StepId>,
    pub(crate) subscription: Option<SubscriptionId>,
    pub(crate) member: Option<MemberId>,
}

/// Asks the run's swarm; answers the number of the ask, and none in a run that works for no swarm.
pub(crate) fn ask(turn: &mut Turn<'_>, by: Asker, request: SwarmRequest) -> Result<Option<SwarmAskId>, Broken> {
    let Some(asked) = turn.state().swarm.as_ref().map(|swarm| swarm.asked) else { return Ok(None) };
    let id = SwarmAskId(asked + 1);
    let Asker { branch, element, step, subscription, member } = by;
    let member = member.or_else(|| turn.state().config.swarm.as_ref()?.member.clone());
    let spent_total = turn.state().credits;
    let spent_on = if request.changes_the_swarm() { unsaid(turn.state(), turn.graphs()) } else { Vec::new() };
    turn.emit(SwarmAsked { ask: id, branch, element, step, subscription, member, spent_total, spent_on, request })?;
    let on_its_way = turn.state().swarm.as_ref().and_then(|swarm| on_its_way(turn.state(), swarm.asks.get(&id)?));
    if let Some(ask) = on_its_way {
        turn.ask(RunEffect::AskSwarm(Box::new(ask)));
    }
    Ok(Some(id))
}

/// What was spent and not said, with who has spent it: the member in whose lane the step stood, else the run's.
fn unsaid(progress: &RunProgress, graphs: &Graphs) -> Vec<StepExpense> {
    let unsaid = progress.swarm.iter().flat_map(|swarm| &swarm.unsaid);
    let of_run = progress.config.swarm.as_ref().and_then(|link| link.member.clone());
    unsaid
        .map(|Unsaid { routine, expense }| {
            let in_lane = graphs.get(routine).and_then(|graph| graph.member_of(&expense.element)).cloned();
            StepExpense { member: in_lane.or_else(|| of_run.clone()), ..expense.clone() }
        })
        .collect()
}

/// Asks to be taken in, once the run has started.
pub(crate) fn join(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let Some(link) = &turn.state().config.swarm else { return Ok(()) };
    let request = SwarmRequest::Join { subtask: link.subtask.clone() };
    ask(turn, Asker::default(), request).map(|_| ())
}

fn on_its_way(progress: &RunProgress, open: &SwarmAsked) -> Option<SwarmAsk> {
    Some(SwarmAsk {
        swarm: progress.config.swarm.as_ref()?.swarm.clone(),
        run: progress.run.clone(),
        ask: open.ask,
        member: open.member.clone(),
        element: open.element.clone(),
        step: open.step,
        spent_total: open.spent_total,
        spent_on: open.spent_on.clone(),
        request: open.request.clone(),
    })
}

impl RunProgress {
    /// Whether the swarm is about to answer something that goes on then: a branch that waits for that does not wait idly.
    pub(crate) fn is_being_answered(&self) -> bool {
        let is_about_to = |open: &SwarmAsked| match &open.request {
            SwarmRequest::Watch { .. } | SwarmRequest::Reserve { patient: true, .. } | SwarmRequest::Leave(_) => false,
            SwarmRequest::Join { .. }
            | SwarmRequest::Read { .. }
            | SwarmRequest::Write { .. }
            | SwarmRequest::Reserve { patient: false, .. } => true,
        };
        self.swarm.as_ref().is_some_and(|swarm| swarm.asks.values().any(is_about_to))
    }

    /// All asks that are not answered, oldest first.
    pub fn open_asks(&self) -> impl Iterator<Item = SwarmAsk> + use<'_> {
        let open = self.swarm.iter().flat_map(|swarm| swarm.asks.values());
        open.filter_map(|open| on_its_way(self, open))
    }

    /// Whether it has started and its swarm has not taken it in yet: no branch enters a flow node then.
    #[must_use]
    pub fn awaits_its_swarm(&self) -> bool {
        self.swarm.as_ref().is_some_and(|swarm| !swarm.joined)
    }
}
