//! One way out of several.

use routine_model::graph::flow_node::SequenceFlow;

use super::chance::index_below;
use crate::config::{PathSelectionMode, RunMode};
use crate::context::SubroutineContext;
use crate::event::PathOption;
use crate::expressions::is_true;
use crate::incidents::Trouble;
use crate::turn::{Place, Turn};

/// What came of looking at the ways out.
pub(crate) enum PathSelection<'g> {
    /// This one.
    Take(&'g SequenceFlow),
    /// Somebody has to decide between these.
    Ask(Vec<PathOption>),
}

/// Chooses the one way out of an exclusive gateway: by mode the first one that may be taken, one by chance, or the one
/// that somebody names. Ways whose condition is false are no choice; the default is one when there is no other.
pub(crate) struct PathSelectionHandler<'t, 'g> {
    turn: &'t Turn<'g>,
}

impl<'t, 'g> PathSelectionHandler<'t, 'g> {
    pub(crate) fn of(turn: &'t Turn<'g>) -> Self {
        Self { turn }
    }

    /// The way to go, or none where the node has no way out.
    pub(crate) fn select(&self, place: Place<'g>) -> Result<Option<PathSelection<'g>>, Trouble> {
        let flows = flows_out(place);
        if flows.is_empty() {
            return Ok(None);
        }
        let config = &self.turn.state().config;
        let chosen = config.choices.get(&place.node.id).and_then(|choice| choice.first());
        if let Some(flow) = chosen.and_then(|id| flows.iter().find(|flow| &flow.id == id)) {
            return Ok(Some(PathSelection::Take(flow)));
        }
        let mode = config.path_selection;
        let open = match config.mode {
            RunMode::TokenGame => flows,
            RunMode::Data => self.open_ways(place, &flows, mode == PathSelectionMode::First)?,
        };
        let selection = match (open.as_slice(), mode) {
            ([], _) => return Err(no_way(place)),
            ([only], _) => PathSelection::Take(only),
            ([first, ..], PathSelectionMode::First) => PathSelection::Take(first),
            (several, PathSelectionMode::Random { seed }) => {
                PathSelection::Take(several[index_below(several.len(), seed, self.turn.state().seq)])
            }
            (several, PathSelectionMode::Manual | PathSelectionMode::Model) => {
                match self.decided_before(place, several) {
                    Some(flow) => PathSelection::Take(flow),
                    None => PathSelection::Ask(several.iter().map(|flow| self.option(place, flow)).collect()),
                }
            }
        };
        Ok(Some(selection))
    }

    /// What was decided at this gateway before, when that counts again and the way is still open. The gateway is the key:
    /// whoever wants to be asked anew in every turn of a loop leaves `reuse_decisions` off.
    fn decided_before(&self, place: Place<'g>, open: &[&'g SequenceFlow]) -> Option<&'g SequenceFlow> {
        let state = self.turn.state();
        let flows = state.decided.get(&place.node.id).filter(|_| state.config.reuse_decisions)?;
        open.iter().copied().find(|flow| flows.first() == Some(&flow.id))
    }

    /// The ways that may be taken: without a condition or with a true one; else the default.
    fn open_ways(
        &self,
        place: Place<'g>,
        flows: &[&'g SequenceFlow],
        first_is_enough: bool,
    ) -> Result<Vec<&'g SequenceFlow>, Trouble> {
        let context = SubroutineContext::of_scope(self.turn.state(), place.scope);
        let mut open = Vec::new();
        for &flow in flows {
            if is_default(place, flow) {
                continue;
            }
            let is_open = match &flow.condition {
                None => true,
                Some(condition) => is_true(condition, &context, self.turn.now())?,
            };
            if is_open {
                open.push(flow);
                if first_is_enough {
                    break;
                }
            }
        }
        if open.is_empty() {
            open.extend(flows.iter().filter(|flow| is_default(place, flow)));
        }
        Ok(open)
    }

    fn option(&self, place: Place<'_>, flow: &SequenceFlow) -> PathOption {
        let is_data = self.turn.state().config.mode == RunMode::Data;
        PathOption {
            flow: flow.id.clone(),
            condition: (is_data && flow.condition.is_some()).then_some(true),
            is_default: is_default(place, flow),
        }
    }
}

/// The flows out of a node, in the order of the file.
pub(super) fn flows_out<'g>(place: Place<'g>) -> Vec<&'g SequenceFlow> {
    place.graph.outgoing(&place.node.id).iter().filter_map(|flow| place.graph.flow(flow)).collect()
}

pub(super) fn is_default(place: Place<'_>, flow: &SequenceFlow) -> bool {
    place.node.default_flow.as_ref() == Some(&flow.id)
}

pub(super) fn no_way(place: Place<'_>) -> Trouble {
    Trouble {
        code: "no-path".to_owned(),
        message: format!("no condition of the flows out of {} is true, and there is no default flow", place.node.id),
    }
}
