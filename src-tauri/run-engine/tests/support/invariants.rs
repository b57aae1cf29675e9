//! What is true of a state after every event, whatever the routine.

use std::collections::{BTreeMap, BTreeSet};

use run_engine::{BranchStatus, RunProgress, StepStatus, WaitReason};

/// Panics with the rule that is broken.
pub fn check(run: &RunProgress) {
    for (&ticket, branch) in &run.ready {
        let branch = &run.branches[branch];
        assert!(branch.status == BranchStatus::Ready && branch.ready_at == ticket, "the queue holds ready branches");
    }
    let ready = run.branches.values().filter(|branch| branch.status == BranchStatus::Ready).count();
    assert_eq!(run.ready.len(), ready, "every ready branch stands in the queue once");

    let mut letters = BTreeSet::new();
    for branch in run.branches.values() {
        assert!(letters.insert(branch.letter), "no two living branches bear the letter {}", branch.letter);
        assert!(run.scopes[&branch.scope].branches.contains(&branch.id), "a scope knows its branches");
        if let Some(step) = branch.step {
            assert_eq!(run.steps[&step].branch, branch.id, "a branch and its step know each other");
        }
        if let BranchStatus::Waiting { on } = &branch.status {
            match on {
                WaitReason::Incident { incident } => assert!(run.incidents.contains_key(incident)),
                WaitReason::Decision { decision } => assert!(run.decisions.contains_key(decision)),
                _ => {}
            }
        }
    }
    let in_scopes: usize = run.scopes.values().map(|scope| scope.branches.len()).sum();
    assert_eq!(in_scopes, run.branches.len(), "scopes know no other branches");

    for scope in run.scopes.values() {
        if let Some(parent) = scope.parent {
            assert!(run.scopes[&parent].scopes.contains(&scope.id), "a scope knows those inside");
        }
        for inside in &scope.scopes {
            assert_eq!(run.scopes[inside].parent, Some(scope.id), "a scope inside knows the one around");
        }
        let mut at_joins: BTreeMap<_, usize> = BTreeMap::new();
        for waiting in scope.joins.values().flat_map(BTreeMap::values).flatten() {
            assert!(matches!(run.branches[waiting].status, BranchStatus::Waiting { on: WaitReason::Join { .. } }));
            *at_joins.entry(*waiting).or_default() += 1;
        }
        assert!(at_joins.values().all(|&times| times == 1), "a branch waits at one join");
    }

    let in_progress = run.steps.values().filter(|step| step.status == StepStatus::InProgress).count();
    assert_eq!(run.steps_in_progress, in_progress as u64, "steps in progress are counted");
    let queued: BTreeSet<_> =
        run.steps.values().filter(|step| step.status == StepStatus::Queued).map(|step| step.id).collect();
    assert_eq!(run.queued, queued, "queued steps stand in their queue");

    for open in run.subscriptions.values() {
        let listed = run.steps.values().any(|step| step.subscriptions.contains(&open.id))
            || run.scopes.values().any(|scope| scope.subscriptions.contains(&open.id));
        assert!(listed, "what listens is known to whom it listens for");
    }
    if run.status.is_final() {
        let left = run.branches.len() + run.scopes.len() + run.steps.len() + run.subscriptions.len();
        assert_eq!(left + run.incidents.len() + run.decisions.len(), 0, "a run that has ended leaves nothing open");
    }
}
