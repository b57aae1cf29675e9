//! Two runs beside each other.

use std::collections::{BTreeMap, BTreeSet};

use run_engine::state::ElementMark;
use run_engine::{RunProgress, Timestamp};
use run_host::variables;

use super::status::run_status;
use super::tally::{Tallies, tally_differences};
use super::values::value_view;
use crate::contract::{ComparedRun, ElementDifference, EndedSteps, FlowDifference, RunComparison, VariableDifference};

/// In what two runs differ at a moment.
pub(crate) fn compare(
    (left, left_steps): (&RunProgress, &Tallies),
    (right, right_steps): (&RunProgress, &Tallies),
    now: Timestamp,
) -> RunComparison {
    RunComparison {
        left: compared(left, now),
        right: compared(right, now),
        shared: shared(left, right),
        same_routine: left.routine.version == right.routine.version,
        elements: differences(&left.marks, &right.marks)
            .map(|(element, left, right)| ElementDifference {
                element: element.to_string(),
                left: ended(left),
                right: ended(right),
            })
            .collect(),
        flows: beside(&left.flows_taken, &right.flows_taken)
            .map(|(flow, left, right)| FlowDifference {
                flow_id: flow.to_string(),
                left: left.copied().unwrap_or_default(),
                right: right.copied().unwrap_or_default(),
            })
            .collect(),
        steps: tally_differences(left_steps, right_steps),
        variables: differences(&variables(left), &variables(right))
            .map(|(name, left, right)| VariableDifference {
                name: name.clone(),
                left: left.map(|value| value_view(value, String::new)),
                right: right.map(|value| value_view(value, String::new)),
            })
            .collect(),
    }
}

fn compared(run: &RunProgress, now: Timestamp) -> ComparedRun {
    ComparedRun {
        run_id: run.run.to_string(),
        status: run_status(run.status),
        steps: run.steps_started,
        ran_ms: run.ran_ms_at(run.ended_at.unwrap_or(now)),
        credits: run.credits.to_string(),
    }
}

/// Up to where both journals are the same.
fn shared(left: &RunProgress, right: &RunProgress) -> Option<u64> {
    match (&left.origin, &right.origin) {
        (_, Some(origin)) if origin.run == left.run => Some(origin.seq),
        (Some(origin), _) if origin.run == right.run => Some(origin.seq),
        (Some(one), Some(other)) if one.run == other.run => Some(one.seq.min(other.seq)),
        (None | Some(_), None | Some(_)) => None,
    }
}

fn ended(mark: Option<&ElementMark>) -> EndedSteps {
    let mark = mark.copied().unwrap_or_default();
    EndedSteps { completed: mark.completed, otherwise: mark.failed + mark.cancelled + mark.skipped }
}

/// What is under one key, by key.
pub(super) fn beside<'a, K: Ord + Clone, V>(
    left: &'a BTreeMap<K, V>,
    right: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (K, Option<&'a V>, Option<&'a V>)> {
    let keys: BTreeSet<&K> = left.keys().chain(right.keys()).collect();
    keys.into_iter().map(|key| (key.clone(), left.get(key), right.get(key)))
}

/// What is under one key in both and not alike, by key.
fn differences<'a, K: Ord + Clone, V: PartialEq>(
    left: &'a BTreeMap<K, V>,
    right: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (K, Option<&'a V>, Option<&'a V>)> {
    beside(left, right).filter(|(_, left, right)| left != right)
}
