//! A message comes over a message flow (BPMN 2.0.2, 9.3). What waits for one is not executed yet, so it can only start a
//! process: at the node that the flow leads to.

use routine_model::ElementId;

use super::open_process;
use crate::Rejection;
use crate::outcome::VariableMap;
use crate::turn::Turn;

pub(super) fn deliver(turn: &mut Turn<'_>, flow: ElementId) -> Result<(), Rejection> {
    let version = &turn.state().routine.version;
    let graph = turn.graphs().get(version).ok_or_else(|| Rejection::UnknownRoutine(version.0.to_string()))?;
    let target = graph.message_flows().iter().find(|known| known.id == flow).map(|known| &known.target);
    match target {
        Some(target) if open_process::is_start(graph, target) => {
            open_process::open(turn, None, Some(target.clone()), VariableMap::new())
        }
        Some(_) | None => Err(Rejection::NothingWaits(flow)),
    }
}
