//! However a run ends, it takes leave of its swarm, once.

use super::{Asker, SwarmLeave, SwarmRequest, ask};
use crate::broken::Broken;
use crate::outcome::VariableMap;
use crate::status::{RunStatus, StatusReason};
use crate::turn::Turn;

/// Takes leave, just before the run is over. A run that has never asked to be taken in has nothing to leave.
pub(crate) fn leave(
    turn: &mut Turn<'_>,
    status: RunStatus,
    reason: StatusReason,
    message: Option<String>,
) -> Result<(), Broken> {
    let Some(link) = &turn.state().config.swarm else { return Ok(()) };
    if turn.state().swarm.as_ref().is_none_or(|swarm| swarm.asked == 0) {
        return Ok(());
    }
    let subtask = link.subtask.clone();
    let outputs: VariableMap = turn.state().results.clone();
    let leave = SwarmLeave {
        status,
        reason: Some(reason),
        subtask,
        message,
        outputs,
        writes: Vec::new(),
        resources: Vec::new(),
    };
    ask(turn, Asker::default(), SwarmRequest::Leave(Box::new(leave))).map(|_| ())
}
