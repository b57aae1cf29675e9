//! Where the branches of a run wait, and the line about it in the list of runs.

use run_engine::state::{Branch, Graphs};
use run_engine::{BranchStatus, RunMode, RunProgress, Timestamp, WaitReason};
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

/// The line of the list of runs that belongs to a state.
pub(crate) fn row(progress: &RunProgress, graphs: &Graphs, changed_at: Timestamp) -> RunRow {
    let name = |branch: &Branch| {
        let routine = &progress.scopes.get(&branch.scope)?.routine;
        graphs.get(routine)?.node(&branch.element)?.name.clone()
    };
    RunRow {
        run: progress.run.clone(),
        routine: progress.routine.clone(),
        mode: progress.config.mode,
        status: progress.status,
        reason: progress.reason,
        created_at: progress.created_at,
        changed_at,
        ended_at: progress.ended_at,
        seq: progress.seq,
        steps: progress.steps_started,
        waiting: waiting(progress)
            .into_iter()
            .take(LISTED)
            .map(|(branch, on)| WaitingPlace {
                element: branch.element.to_string(),
                name: name(branch),
                on: on.clone(),
            })
            .collect(),
        incidents: u64::try_from(progress.incidents.len()).unwrap_or(u64::MAX),
        micro_credits: progress.credits.micros(),
    }
}
