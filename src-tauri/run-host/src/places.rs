//! Where the branches of a run wait, and the line about it in the list of runs.

use routine_model::ElementId;
use run_engine::event::{SubscriptionOwner, Trigger};
use run_engine::state::{Branch, Graphs};
use run_engine::{BranchStatus, PathSelectionMode, RunMode, RunProgress, ScopeId, Timestamp, WaitReason};
use run_store::{RunRow, WaitingPlace};

/// More places than this are of no use in a list.
const LISTED: usize = 32;

/// The branches that wait for something outside themselves, with what for; a branch whose inside waits is not one of them.
///
/// Where data counts, a join that lacks tokens is named only when nothing else is waited for: what the others wait for is
/// what the join waits for. In a token game it is where a token rests.
pub(crate) fn waiting(progress: &RunProgress) -> Vec<(&Branch, &WaitReason)> {
    let waits = progress.branches.values().filter_map(|branch| match &branch.status {
        BranchStatus::Waiting { on: WaitReason::Inside | WaitReason::Compensation | WaitReason::Branches { .. } }
        | BranchStatus::Ready
        | BranchStatus::Active { .. } => None,
        BranchStatus::Waiting { on } => Some((branch, on)),
    });
    let (joins, others): (Vec<_>, Vec<_>) = waits.partition(|(_, on)| matches!(on, WaitReason::Join { .. }));
    match progress.config.mode {
        RunMode::Data if !others.is_empty() => others,
        RunMode::Data | RunMode::TokenGame => others.into_iter().chain(joins).collect(),
    }
}

/// The events that processes wait for before they begin.
pub(crate) fn awaited_starts(progress: &RunProgress) -> Vec<(&ElementId, ScopeId, WaitReason)> {
    let starts = progress.subscriptions.values().filter(|open| open.owner == SubscriptionOwner::Start);
    starts
        .map(|open| {
            let on = match &open.trigger {
                Trigger::Message { name, correlation_key } => {
                    WaitReason::Message { name: name.clone(), correlation_key: correlation_key.clone() }
                }
                Trigger::Signal { name } => WaitReason::Signal { name: name.clone() },
                Trigger::Timer { due, .. } => WaitReason::Timer { due: Some(*due) },
                Trigger::Condition { .. } => WaitReason::Condition,
                Trigger::Command => WaitReason::Trigger,
            };
            (&open.element, open.scope, on)
        })
        .collect()
}

/// The line of the list of runs that belongs to a state.
pub(crate) fn row(progress: &RunProgress, graphs: &Graphs, changed_at: Timestamp) -> RunRow {
    let name = |element: &ElementId, scope: ScopeId| {
        let routine = &progress.scopes.get(&scope)?.routine;
        graphs.get(routine)?.node(element)?.name.clone()
    };
    let starts = awaited_starts(progress).into_iter();
    let places = waiting(progress).into_iter().map(|(branch, on)| (&branch.element, branch.scope, on.clone()));
    RunRow {
        run: progress.run.clone(),
        origin: progress.origin.clone(),
        imported: None,
        routine: progress.routine.clone(),
        mode: progress.config.mode,
        status: progress.status,
        reason: progress.reason,
        created_at: progress.created_at,
        changed_at,
        ended_at: progress.ended_at,
        seq: progress.seq,
        steps: progress.steps_started,
        waiting: places
            .chain(starts)
            .take(LISTED)
            .map(|(element, scope, on)| WaitingPlace { element: element.to_string(), name: name(element, scope), on })
            .collect(),
        incidents: u64::try_from(progress.incidents.len()).unwrap_or(u64::MAX),
        micro_credits: progress.credits.micros(),
        rests: rests(progress),
    }
}

/// Whether nothing of a run is under way, so that it need not be in memory until something is for it.
pub(crate) fn rests(progress: &RunProgress) -> bool {
    let moves = progress.branches.values().any(|branch| match &branch.status {
        BranchStatus::Ready | BranchStatus::Active { .. } => true,
        // A routine that is being loaded, a model that is asked: this is asked again when the run is back in memory.
        BranchStatus::Waiting { on } => match on {
            WaitReason::Routine { .. } => true,
            WaitReason::Decision { decision } => {
                let is_left = progress.decisions.get(decision).is_some_and(|open| open.left.is_some());
                progress.config.path_selection == PathSelectionMode::Model && !is_left
            }
            _ => false,
        },
    });
    !moves && !progress.scopes.is_empty()
}
