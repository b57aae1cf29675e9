//! Where the branches of a run wait, and the line about it in the list of runs.

use routine_model::ElementId;
use run_engine::event::{SubscriptionOwner, Trigger};
use run_engine::state::{Branch, Graphs, Step};
use run_engine::{BranchStatus, DecisionId, PathSelectionMode, RunMode, RunProgress, ScopeId, Timestamp, WaitReason};
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
    let place = |element: &ElementId, scope: ScopeId, on: WaitReason| WaitingPlace {
        element: element.to_string(),
        name: name(element, scope),
        on,
        step: None,
        since: None,
        until: None,
    };
    let starts = awaited_starts(progress).into_iter().map(|(element, scope, on)| place(element, scope, on));
    let waits = waiting(progress).into_iter().map(|(branch, on)| {
        let step = branch.step.and_then(|step| progress.steps.get(&step));
        let (since, until) = times(progress, step, on);
        WaitingPlace { step: branch.step, since, until, ..place(&branch.element, branch.scope, on.clone()) }
    });
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
        waiting: waits.chain(starts).take(LISTED).collect(),
        asks: asks(progress),
        incidents: u64::try_from(progress.incidents.len()).unwrap_or(u64::MAX),
        micro_credits: progress.credits.micros(),
        rests: rests(progress),
    }
}

/// Since when a step waits, and when it goes on by itself.
fn times(progress: &RunProgress, step: Option<&Step>, on: &WaitReason) -> (Option<Timestamp>, Option<Timestamp>) {
    if let WaitReason::Incident { incident } = on {
        return (progress.incidents.get(incident).map(|incident| incident.raised_at), None);
    }
    let Some(step) = step else { return (None, None) };
    let own = SubscriptionOwner::Step { step: step.id };
    let mut listening = step.subscriptions.iter().filter_map(|id| progress.subscriptions.get(id));
    let until = listening.find_map(|open| match &open.trigger {
        Trigger::Timer { due, .. } if open.owner == own => Some(*due),
        Trigger::Timer { .. }
        | Trigger::Message { .. }
        | Trigger::Signal { .. }
        | Trigger::Condition { .. }
        | Trigger::Command => None,
    });
    (Some(step.worked_until), until)
}

/// At how many places a run waits for a person. In a token game a person moves everything, and nobody is waited for.
fn asks(progress: &RunProgress) -> u32 {
    if progress.status.is_final() || progress.config.mode == RunMode::TokenGame {
        return 0;
    }
    let asking = waiting(progress).into_iter().filter(|(_, on)| match on {
        WaitReason::Form
        | WaitReason::ManualWork
        | WaitReason::Conversation
        | WaitReason::Approval
        | WaitReason::Incident { .. } => true,
        WaitReason::Decision { decision } => !is_with_a_model(progress, *decision),
        WaitReason::Join { .. }
        | WaitReason::Inputs { .. }
        | WaitReason::Message { .. }
        | WaitReason::Signal { .. }
        | WaitReason::Timer { .. }
        | WaitReason::Condition
        | WaitReason::Events { .. }
        | WaitReason::Inside
        | WaitReason::Activation
        | WaitReason::Tokens { .. }
        | WaitReason::Compensation
        | WaitReason::Worker { .. }
        | WaitReason::Retry { .. }
        | WaitReason::Trigger
        | WaitReason::Routine { .. }
        | WaitReason::Swarm { .. }
        | WaitReason::Branches { .. } => false,
    });
    u32::try_from(asking.count()).unwrap_or(u32::MAX)
}

/// A model is asked for the way, and has not left it to a person.
fn is_with_a_model(progress: &RunProgress, decision: DecisionId) -> bool {
    let is_left = progress.decisions.get(&decision).is_some_and(|open| open.left.is_some());
    progress.config.path_selection == PathSelectionMode::Model && !is_left
}

/// Whether nothing of a run is under way, so that it need not be in memory until something is for it.
pub(crate) fn rests(progress: &RunProgress) -> bool {
    let moves = progress.branches.values().any(|branch| match &branch.status {
        BranchStatus::Ready | BranchStatus::Active { .. } => true,
        // A routine that is being loaded, a model that is asked: this is asked again when the run is back in memory.
        BranchStatus::Waiting { on } => match on {
            WaitReason::Routine { .. } => true,
            WaitReason::Decision { decision } => is_with_a_model(progress, *decision),
            _ => false,
        },
    });
    !moves && !progress.scopes.is_empty()
}
