//! Joining: by incoming flow and scope, never by counting.

use std::collections::BTreeMap;

use routine_model::ElementId;

use super::BranchManager;
use crate::broken::Broken;
use crate::event::{BranchWaiting, BranchesJoined};
use crate::ids::BranchId;
use crate::status::{BranchStatus, WaitReason};
use crate::turn::Place;

/// Of more flows than this, a waiting branch names the last ones only: the whole list beside each of a thousand branches
/// would be a million names.
const MOST_NAMED: usize = 16;

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
        if self.missing_at(place)? > 0 {
            self.wait_at_join(place)?;
            return Ok(None);
        }
        let arrived: Vec<BranchId> = incoming.iter().filter_map(first_over).collect();
        self.merge(place, arrived).map(Some)
    }

    /// Over how many incoming flows of a join no branch has come, the arriving one included.
    pub(crate) fn missing_at(&self, place: Place<'_>) -> Result<usize, Broken> {
        let state = self.turn.state();
        let own = state.branch(place.branch)?.arrived_by.as_ref();
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        let is_new = own.is_some_and(|own| !waiting.is_some_and(|flows| flows.contains_key(own)));
        let arrived = waiting.map_or(0, BTreeMap::len) + usize::from(is_new);
        Ok(place.graph.incoming(&place.node.id).len().saturating_sub(arrived))
    }

    /// The branch waits for others.
    pub(crate) fn wait_at_join(&mut self, place: Place<'_>) -> Result<(), Broken> {
        let lacking = self.missing_at(place)?;
        let state = self.turn.state();
        let own = state.branch(place.branch)?.arrived_by.as_ref();
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        let is_missing =
            |flow: &&ElementId| Some(*flow) != own && !waiting.is_some_and(|flows| flows.contains_key(*flow));
        let incoming = place.graph.incoming(&place.node.id);
        let mut missing: Vec<ElementId> =
            incoming.iter().rev().filter(is_missing).take(lacking.min(MOST_NAMED)).cloned().collect();
        missing.reverse();
        let more = (lacking - missing.len()) as u64;
        let on = WaitReason::Join { missing, more };
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
