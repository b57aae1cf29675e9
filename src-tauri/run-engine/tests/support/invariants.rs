//! What is true of a state after every event, whatever the routine.

use std::collections::{BTreeMap, BTreeSet};

use run_engine::event::SubscriptionOwner;
use run_engine::state::{Branch, Scope};
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
        has_a_reason(run, branch);
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
        let is_empty = scope.branches.is_empty() && scope.scopes.is_empty();
        assert!(
            !is_empty || is_in_trouble(run, scope),
            "{} {} is open, and something goes on in it",
            scope.id,
            scope.element
        );
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
        assert!(run.scopes.contains_key(&open.scope), "what listens does so in an open scope");
    }
    if run.status.is_final() {
        let left = run.branches.len() + run.scopes.len() + run.steps.len() + run.subscriptions.len();
        assert_eq!(left + run.incidents.len() + run.decisions.len(), 0, "a run that has ended leaves nothing open");
    }
}

/// A branch that is not ready is in a step that goes on, or waits for something that can still come.
fn has_a_reason(run: &RunProgress, branch: &Branch) {
    let (id, element) = (branch.id, &branch.element);
    let step = branch.step.map(|step| &run.steps[&step]);
    let status = match &branch.status {
        BranchStatus::Ready => return assert!(step.is_none(), "{id} at {element} is ready, so it is in no step"),
        BranchStatus::Active { step } => {
            assert_eq!(branch.step, Some(*step), "{id} at {element} is in the step that it is active in");
            return;
        }
        BranchStatus::Waiting { on } => on,
    };
    let listens = step.is_some_and(|step| !step.subscriptions.is_empty());
    let can_come = match status {
        WaitReason::Incident { incident } => run.incidents.get(incident).is_some_and(|it| it.branch == id),
        WaitReason::Decision { decision } => run.decisions.get(decision).is_some_and(|it| it.branch == id),
        WaitReason::Inputs { missing } => !missing.is_empty() && run.awaiting_inputs.contains(&id),
        WaitReason::Join { .. } => run.scopes[&branch.scope]
            .joins
            .get(element)
            .is_some_and(|flows| flows.values().flatten().any(|waiting| *waiting == id)),
        WaitReason::Message { .. }
        | WaitReason::Signal { .. }
        | WaitReason::Timer { .. }
        | WaitReason::Condition
        | WaitReason::Retry { .. } => listens,
        WaitReason::Events { .. } => listens,
        WaitReason::Inside => step.is_some_and(|step| step.inside.is_some()),
        WaitReason::Form
        | WaitReason::ManualWork
        | WaitReason::Worker { .. }
        | WaitReason::Conversation
        | WaitReason::Approval
        | WaitReason::Trigger
        | WaitReason::Routine { .. }
        | WaitReason::Compensation => step.is_some(),
        WaitReason::Activation => step.and_then(|step| step.inside).is_some_and(|inside| {
            run.subscriptions.values().any(|open| open.scope == inside && open.owner == SubscriptionOwner::Activation)
        }),
        WaitReason::Tokens { needed } => step.is_none() && *needed > 1,
        WaitReason::Swarm { ask, .. } => run.swarm.as_ref().is_some_and(|swarm| swarm.asks.contains_key(ask)),
        WaitReason::Branches { .. } => step.is_none() && run.in_order.contains(&id),
    };
    assert!(can_come, "{id} at {element} waits for {status:?}, which can still come");
}

/// A scope in which nothing goes on because a person has to look at the step around it.
fn is_in_trouble(run: &RunProgress, scope: &Scope) -> bool {
    let step = scope.step.or_else(|| run.scopes[&scope.parent?].step);
    let status = step.and_then(|step| run.steps.get(&step)).map(|step| &step.status);
    matches!(status, Some(StepStatus::Waiting { on: WaitReason::Incident { .. } }))
}
