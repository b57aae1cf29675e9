//! A flow node without the data that it needs waits until they are there (BPMN 2.0.2, 10.4.2, 13.3.2).

use std::collections::BTreeSet;

use super::entries::{read_by, read_by_branch, reads_of};
use super::inputs::gather;
use crate::broken::Broken;
use crate::event::{BranchResumed, BranchWaiting, IncidentStage};
use crate::ids::BranchId;
use crate::incidents;
use crate::status::{BranchStatus, WaitReason};
use crate::swarm_asks::{self, EntryRead};
use crate::turn::{Place, Turn};

/// Lets a branch wait in front of a flow node none of whose input sets is available. Answers whether it does, or is in
/// trouble.
pub(crate) fn waits_for_inputs(turn: &mut Turn<'_>, place: Place<'_>) -> Result<bool, Broken> {
    let reads = match reads_of(turn, place) {
        Ok(reads) => reads,
        Err(trouble) => {
            incidents::report(turn, place, None, IncidentStage::Entering, trouble.into())?;
            return Ok(true);
        }
    };
    let known = read_by_branch(turn.state(), place);
    let is_read = |read: &EntryRead| known.is_some_and(|known| known.keys.contains(&read.key));
    if !reads.iter().all(is_read) {
        swarm_asks::read(turn, place, reads)?;
        return Ok(true);
    }
    let version = known.map_or(0, |known| known.version);
    match gather(turn, place) {
        Ok(inputs) if inputs.missing.is_empty() => Ok(false),
        // All that is missing is for others to post.
        Ok(inputs) if are_all_entries(place, &inputs.missing) => {
            swarm_asks::watch(turn, place, reads, version)?;
            Ok(true)
        }
        Ok(inputs) => {
            let on = WaitReason::Inputs { missing: inputs.missing };
            turn.emit(BranchWaiting { branch: place.branch, element: place.node.id.clone(), on })?;
            Ok(true)
        }
        Err(trouble) => {
            incidents::report(turn, place, None, IncidentStage::Entering, trouble.into())?;
            Ok(true)
        }
    }
}

fn are_all_entries(place: Place<'_>, missing: &[String]) -> bool {
    let stores = read_by(place.graph, place.node);
    missing.iter().all(|name| stores.iter().any(|(store, _)| store == name))
}

/// After variables have changed: branches that waited for one of them and lack nothing more are ready again.
pub(crate) fn look_again(turn: &mut Turn<'_>, changed: &BTreeSet<String>) -> Result<(), Broken> {
    let waits_for_one = |id: &&BranchId| {
        let status = turn.state().branches.get(id).map(|branch| &branch.status);
        matches!(status, Some(BranchStatus::Waiting { on: WaitReason::Inputs { missing } })
            if missing.iter().any(|name| changed.contains(name)))
    };
    let concerned: Vec<BranchId> = turn.state().awaiting_inputs.iter().filter(waits_for_one).copied().collect();
    for branch in concerned {
        let place = turn.place_of(branch)?;
        // What goes wrong now is told when the branch enters.
        if gather(turn, place).is_ok_and(|inputs| !inputs.missing.is_empty()) {
            continue;
        }
        turn.emit(BranchResumed { branch, element: place.node.id.clone() })?;
    }
    Ok(())
}
