//! A flow node reads entries before it starts, and waits for those that it cannot do without.

use super::member::member_of;
use super::{Asker, EntryRead, SwarmRequest, ask};
use crate::broken::Broken;
use crate::event::{BranchResumed, BranchWaiting, IncidentStage, SwarmAsked};
use crate::incidents::{self, Trouble};
use crate::status::{BranchStatus, WaitReason};
use crate::turn::{Place, Turn};

/// The branch asks for entries on behalf of the node that it stands at, and waits.
pub(crate) fn read(turn: &mut Turn<'_>, place: Place<'_>, reads: Vec<EntryRead>) -> Result<(), Broken> {
    wait_for(turn, place, SwarmRequest::Read { reads })
}

/// The branch waits until there is something newer about entries than what it knows.
pub(crate) fn watch(turn: &mut Turn<'_>, place: Place<'_>, reads: Vec<EntryRead>, known: u64) -> Result<(), Broken> {
    wait_for(turn, place, SwarmRequest::Watch { reads, known_version: Some(known) })
}

fn wait_for(turn: &mut Turn<'_>, place: Place<'_>, request: SwarmRequest) -> Result<(), Broken> {
    let (word, keys) = (request.word().to_owned(), request.keys());
    let asker = Asker {
        branch: Some(place.branch),
        element: Some(place.node.id.clone()),
        member: member_of(turn.state(), turn.graphs(), place.scope, &place.node.id),
        ..Asker::default()
    };
    let Some(ask) = ask(turn, asker, request)? else { return Ok(()) };
    let on = WaitReason::Swarm { ask, request: word, keys };
    turn.emit(BranchWaiting { branch: place.branch, element: place.node.id.clone(), on })
}

/// The entries have come, or are refused: the branch enters its node with them, or is in trouble there. A branch that has
/// gone on or ended meanwhile needs them no more.
pub(crate) fn have_read(turn: &mut Turn<'_>, open: &SwarmAsked, refused: Option<Trouble>) -> Result<(), Broken> {
    let Some(branch) = open.branch.and_then(|branch| turn.state().branches.get(&branch)) else { return Ok(()) };
    let waits =
        matches!(&branch.status, BranchStatus::Waiting { on: WaitReason::Swarm { ask, .. } } if *ask == open.ask);
    if !waits {
        return Ok(());
    }
    let place = turn.place_of(branch.id)?;
    turn.emit(BranchResumed { branch: place.branch, element: place.node.id.clone() })?;
    match refused {
        None => Ok(()),
        Some(trouble) => incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    }
}
