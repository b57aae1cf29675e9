//! `startQuantity` and `completionQuantity` (BPMN 2.0.2, table 10.3): how many tokens an activity takes to start and gives
//! when it is complete. The one place where tokens are counted, because the number is what the attribute says.

use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::SequenceFlow;

use super::is_one_of_many;
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::event::BranchWaiting;
use crate::ids::BranchId;
use crate::state::Branch;
use crate::status::{BranchStatus, WaitReason};
use crate::turn::{Place, Turn};

/// A branch comes to an activity: with those that wait there already it may be enough to start it.
///
/// Answers where the one branch stands that they have become, or nothing when the branch waits for more.
pub(super) fn gather<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    activity: &Activity,
) -> Result<Option<Place<'g>>, Broken> {
    let needed = activity.start_quantity;
    let state = turn.state();
    let has_all = needed <= 1 || state.branch(place.branch)?.stands_for_others;
    if has_all || is_one_of_many(state, place.scope, place.node) {
        return Ok(Some(place));
    }
    let waits = |branch: &&Branch| {
        branch.element == place.node.id
            && matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Tokens { .. } })
    };
    let others = usize::try_from(needed - 1).unwrap_or(usize::MAX);
    let branches = state.scope(place.scope)?.branches.iter().filter_map(|id| state.branches.get(id));
    let mut arrived: Vec<BranchId> = branches.filter(waits).map(|branch| branch.id).take(others).collect();
    if arrived.len() < others {
        let on = WaitReason::Tokens { needed };
        turn.emit(BranchWaiting { branch: place.branch, element: place.node.id.clone(), on })?;
        return Ok(None);
    }
    arrived.push(place.branch);
    BranchManager::of(turn).merge(place, arrived).map(Some)
}

/// The ways out of a complete activity, each as often as the activity gives tokens.
pub(crate) fn multiplied<'g>(place: Place<'_>, ways: Vec<&'g SequenceFlow>) -> Vec<&'g SequenceFlow> {
    match place.node.activity().map_or(1, |activity| activity.completion_quantity) {
        0 | 1 => ways,
        times => {
            let times = usize::try_from(times).unwrap_or(1);
            ways.into_iter().flat_map(|flow| std::iter::repeat_n(flow, times)).collect()
        }
    }
}
