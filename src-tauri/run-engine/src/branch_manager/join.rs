//! Joining: by incoming flow and scope, never by counting.

use routine_model::ElementId;

use super::BranchManager;
use crate::broken::Broken;
use crate::event::{BranchWaiting, BranchesJoined};
use crate::ids::BranchId;
use crate::status::{BranchStatus, WaitReason};
use crate::turn::Place;

impl<'g> BranchManager<'_, 'g> {
    /// The branch arrives at a join that needs a branch over every incoming flow (BPMN 2.0.2, 13.4.1): it takes the first
    /// of each flow and leaves the rest waiting. The lowest id goes on.
    ///
    /// Answers where the joined branch stands, or nothing when flows are missing and the branch waits.
    pub(crate) fn join_all(&mut self, place: Place<'g>) -> Result<Option<Place<'g>>, Broken> {
        let incoming = place.graph.incoming(&place.node.id);
        let state = self.turn.state();
        let Some(own) = &state.branch(place.branch)?.arrived_by else { return Ok(Some(place)) };
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        let first_over = |flow: &ElementId| -> Option<BranchId> {
            if flow == own {
                return Some(place.branch);
            }
            waiting?.get(flow)?.front().copied()
        };
        let others = waiting.map_or(0, |flows| flows.len() - usize::from(flows.contains_key(own)));
        if others + 1 < incoming.len() {
            let missing = incoming.iter().filter(|&flow| first_over(flow).is_none()).cloned().collect();
            self.wait_at_join(place, missing)?;
            return Ok(None);
        }
        let arrived: Vec<BranchId> = incoming.iter().filter_map(first_over).collect();
        self.merge(place, arrived).map(Some)
    }

    /// The branch waits for others.
    pub(crate) fn wait_at_join(&mut self, place: Place<'_>, missing: Vec<ElementId>) -> Result<(), Broken> {
        let on = WaitReason::Join { missing };
        self.turn.emit(BranchWaiting { branch: place.branch, element: place.node.id.clone(), on })
    }

    /// Branches become the one with the lowest id, which waits no longer.
    pub(crate) fn merge(&mut self, place: Place<'g>, mut branches: Vec<BranchId>) -> Result<Place<'g>, Broken> {
        branches.sort_unstable();
        let Some((&branch, merged)) = branches.split_first() else { return Ok(place) };
        let is_waiting = matches!(self.turn.state().branch(branch)?.status, BranchStatus::Waiting { .. });
        if !merged.is_empty() || is_waiting {
            let merged = merged.to_vec();
            self.turn.emit(BranchesJoined { branch, merged, element: place.node.id.clone() })?;
        }
        Ok(Place { branch, ..place })
    }
}
