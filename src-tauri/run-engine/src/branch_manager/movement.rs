//! Begin, advance, fork, close.

use routine_model::ElementId;
use routine_model::graph::flow_node::SequenceFlow;

use super::BranchManager;
use crate::broken::Broken;
use crate::event::{BranchCompleted, BranchCreated, SequenceFlowTaken};
use crate::ids::{BranchId, ScopeId};
use crate::scope;
use crate::turn::Place;

impl BranchManager<'_, '_> {
    /// A new branch stands ready at an element.
    pub(crate) fn begin(
        &mut self,
        scope: ScopeId,
        element: &ElementId,
        parent: Option<BranchId>,
    ) -> Result<BranchId, Broken> {
        let branch = BranchId(self.turn.state().next.branch);
        let letter = self.turn.state().letters.smallest_free();
        self.turn.emit(BranchCreated { branch, letter, scope, element: element.clone(), parent })?;
        Ok(branch)
    }

    /// The branch leaves its flow node over these flows; over several of them it forks, over none it ends there, which is
    /// BPMN's implicit end.
    pub(crate) fn advance(&mut self, place: Place<'_>, flows: &[&SequenceFlow]) -> Result<(), Broken> {
        let Some((first, others)) = flows.split_first() else { return self.close(place) };
        self.take(place.branch, first)?;
        self.fork(place, others)
    }

    /// New branches beside the one that has gone on already.
    fn fork(&mut self, place: Place<'_>, flows: &[&SequenceFlow]) -> Result<(), Broken> {
        for flow in flows {
            let branch = self.begin(place.scope, &place.node.id, Some(place.branch))?;
            self.take(branch, flow)?;
        }
        Ok(())
    }

    /// The branch ends; its scope with it, when it was the last one.
    pub(crate) fn close(&mut self, place: Place<'_>) -> Result<(), Broken> {
        self.turn.emit(BranchCompleted { branch: place.branch, element: place.node.id.clone() })?;
        scope::complete_if_over(self.turn, place.scope)
    }

    fn take(&mut self, branch: BranchId, flow: &SequenceFlow) -> Result<(), Broken> {
        self.turn.emit(SequenceFlowTaken { branch, flow: flow.id.clone(), element: flow.target.clone() })
    }
}
