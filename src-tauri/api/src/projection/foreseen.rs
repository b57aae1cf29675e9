//! What a command would lead to, in the words of screens.

use std::collections::BTreeMap;

use routine_model::ElementId;
use run_engine::{BranchId, JournalEntry, Preview, RunEvent, RunStatus};
use run_host::RunSnapshot;

use crate::contract::{Foreseen, ForeseenKind, ForeseenWhen};

/// What a preview tells whoever decides: where branches and steps begin, wait and end. What only the engine needs is left out.
pub(crate) fn foreseen(now: &RunSnapshot, preview: &Preview) -> Vec<Foreseen> {
    let letters = now.progress.branches.values().map(|branch| (branch.id, branch.letter.to_string())).collect();
    let mut seer = Seer { now, letters };
    let at_once = preview.at_once.iter().map(|entry| (ForeseenWhen::AtOnce, entry));
    let next = preview.next.iter().map(|entry| (ForeseenWhen::Next, entry));
    at_once.chain(next).filter_map(|(when, entry)| seer.see(when, entry)).collect()
}

struct Seer<'s> {
    now: &'s RunSnapshot,
    letters: BTreeMap<BranchId, String>,
}

impl Seer<'_> {
    fn see(&mut self, when: ForeseenWhen, entry: &JournalEntry) -> Option<Foreseen> {
        use ForeseenKind as Kind;
        let nobody = None::<BranchId>;
        let nowhere = None::<&ElementId>;
        let (kind, branch, element, word) = match &entry.event {
            RunEvent::BranchCreated(event) => {
                self.letters.insert(event.branch, event.letter.to_string());
                (Kind::BranchBegins, Some(event.branch), Some(&event.element), None)
            }
            RunEvent::SequenceFlowTaken(event) => (Kind::BranchComes, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchMoved(event) => (Kind::BranchComes, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchWaiting(event) => (Kind::BranchWaits, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchesJoined(event) => (Kind::BranchesJoin, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchCompleted(event) => (Kind::BranchEnds, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchCancelled(event) => (Kind::BranchIsEnded, Some(event.branch), Some(&event.element), None),
            RunEvent::BranchFailed(event) => {
                (Kind::BranchFails, Some(event.branch), Some(&event.element), Some(event.code.clone()))
            }
            RunEvent::StepStarted(event) => (Kind::StepBegins, Some(event.branch), Some(&event.element), None),
            RunEvent::StepWaiting(event) => (Kind::StepWaits, Some(event.branch), Some(&event.element), None),
            RunEvent::StepRetried(event) => (Kind::StepAgain, nobody, Some(&event.element), None),
            RunEvent::StepCompleted(event) => (Kind::StepEnds, Some(event.branch), Some(&event.element), None),
            RunEvent::StepSkipped(event) => (Kind::StepSkipped, Some(event.branch), Some(&event.element), None),
            RunEvent::StepCancelled(event) => (Kind::StepIsEnded, Some(event.branch), Some(&event.element), None),
            RunEvent::StepFailed(event) => {
                let code = Some(event.failure.code.clone());
                (Kind::StepFails, Some(event.branch), Some(&event.element), code)
            }
            RunEvent::VariableSet(event) => (Kind::VariableSet, nobody, nowhere, Some(event.name.clone())),
            RunEvent::PathDecisionAsked(event) => (Kind::DecisionAsked, Some(event.branch), Some(&event.element), None),
            RunEvent::IncidentRaised(event) => {
                (Kind::IncidentRaised, Some(event.branch), Some(&event.element), Some(event.code.clone()))
            }
            RunEvent::ScopeCompleted(event) => (Kind::ScopeEnds, nobody, Some(&event.element), None),
            RunEvent::ScopeCancelled(event) => (Kind::ScopeEnds, nobody, Some(&event.element), None),
            RunEvent::ScopeFailed(event) => (Kind::ScopeEnds, nobody, Some(&event.element), Some(event.code.clone())),
            RunEvent::RunStatusChanged(event) => match event.status {
                RunStatus::Paused => (Kind::RunPauses, nobody, nowhere, None),
                RunStatus::Completed => (Kind::RunEnds, nobody, nowhere, Some("completed".to_owned())),
                RunStatus::Failed => (Kind::RunEnds, nobody, nowhere, Some("failed".to_owned())),
                RunStatus::Cancelled => (Kind::RunEnds, nobody, nowhere, Some("cancelled".to_owned())),
                RunStatus::Scheduled | RunStatus::InProgress => return None,
            },
            _ => return None,
        };
        Some(Foreseen {
            when,
            kind,
            branch_id: branch.map(|branch| branch.to_string()),
            letter: branch.and_then(|branch| self.letters.get(&branch).cloned()),
            element: element.map(ToString::to_string),
            element_name: element.and_then(|element| self.name(element)),
            word,
        })
    }

    fn name(&self, element: &ElementId) -> Option<String> {
        self.now.graphs.values().find_map(|graph| graph.node(element)?.name.clone())
    }
}
