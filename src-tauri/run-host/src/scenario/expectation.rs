//! What a scenario expects, and where a run differs from it. Lists are multisets; only the keys that are given count.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use routine_model::ElementId;
use run_engine::{JournalEntry, RunEvent, VariableMap};
use serde::Deserialize;
use serde_json::Value;

use super::report::Mismatch;
use crate::run_result::{ResultStatus, RunResult};

/// The variable whose values a `log` lists.
const LOG_VARIABLE: &str = "lastLog";

/// Entries of a blackboard, with their values.
pub(super) type Board = BTreeMap<String, Value>;

/// What must hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Expectation {
    /// How the run stands.
    pub status: Option<ResultStatus>,
    /// What has completed.
    pub completed: Option<Vec<ElementId>>,
    /// How often some elements have completed.
    pub completed_counts: Option<BTreeMap<ElementId, usize>>,
    /// Which flows were taken.
    pub flows_taken: Option<Vec<ElementId>>,
    /// What was cancelled by an event.
    pub interrupted: Option<Vec<ElementId>>,
    /// Where tokens rest.
    pub waiting: Option<Vec<ElementId>>,
    /// Variables with their values; others may be there too.
    pub variables: Option<VariableMap>,
    /// Entries of the swarm's blackboard with their values, `null` for none; others may be there too.
    pub entries: Option<Board>,
    /// The values that the variable `lastLog` took.
    pub log: Option<Vec<Value>>,
    #[serde(rename = "noIncident")]
    no_incident: bool,
    incident: bool,
    rejected_or_incident: bool,
    /// Further lists that count as equal, by key.
    #[serde(skip)]
    pub also_accept: BTreeMap<String, Vec<Vec<ElementId>>>,
    /// Variables that must not be there.
    #[serde(skip)]
    pub absent_variables: BTreeSet<String>,
}

/// What is expected of incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incidents {
    /// Nothing is.
    Any,
    /// None is open, and the run has not failed.
    None,
    /// At least one is open.
    Some,
    /// The run was refused, has failed, or an incident is open.
    SomeOrRefused,
}

impl Expectation {
    /// What is expected of incidents.
    #[must_use]
    pub fn incidents(&self) -> Incidents {
        if self.rejected_or_incident {
            Incidents::SomeOrRefused
        } else if self.incident {
            Incidents::Some
        } else if self.no_incident {
            Incidents::None
        } else {
            Incidents::Any
        }
    }

    /// Where a run differs; `place` says when.
    pub(super) fn check(
        &self,
        place: &str,
        result: &RunResult,
        journal: &[JournalEntry],
        board: &Board,
    ) -> Vec<Mismatch> {
        let mut found = Vec::new();
        let mut differs = |key: &'static str, difference: Option<Difference>| {
            found.extend(difference.map(|Difference { message, missing, surplus }| Mismatch {
                place: place.to_owned(),
                key,
                message,
                missing,
                surplus,
            }));
        };
        if let Some(status) = self.status {
            let differs_in = (status != result.status).then(|| format!("{status}, and it is {}", result.status));
            differs("status", differs_in.map(Difference::from));
        }
        let waiting: Vec<_> = result.waiting.iter().map(|place| place.element.clone()).collect();
        differs("completed", self.list("completed", self.completed.as_ref(), &result.completed));
        differs("flowsTaken", self.list("flowsTaken", self.flows_taken.as_ref(), &result.flows_taken));
        differs("interrupted", self.list("interrupted", self.interrupted.as_ref(), &result.interrupted));
        differs("waiting", self.list("waiting", self.waiting.as_ref(), &waiting));
        for (element, times) in self.completed_counts.iter().flatten() {
            let found = result.completed.iter().filter(|completed| *completed == element).count();
            differs(
                "completedCounts",
                (found != *times).then(|| format!("{element} {times} times, and it was {found}").into()),
            );
        }
        if let Some(log) = &self.log {
            let (expected, found) = (texts(log), texts(&logged(journal)));
            differs("log", difference(&expected, &found));
        }
        for (name, value) in self.variables.iter().flatten() {
            differs(
                "variables",
                match result.variables.get(name) {
                    Some(found) if same(found, value) => None,
                    Some(found) => Some(format!("{name} = {value}, and it is {found}").into()),
                    None => Some(format!("{name} = {value}, and it is not there").into()),
                },
            );
        }
        for (key, value) in self.entries.iter().flatten() {
            let found = board.get(key).unwrap_or(&Value::Null);
            let differs_in = (!same(found, value)).then(|| format!("{key} = {value}, and it is {found}"));
            differs("entries", differs_in.map(Difference::from));
        }
        for name in &self.absent_variables {
            let there = result.variables.contains_key(name);
            differs("variables", there.then(|| format!("no {name}, and it is there").into()));
        }
        differs("incidents", self.incident_difference(result).map(Difference::from));
        found
    }

    fn incident_difference(&self, result: &RunResult) -> Option<String> {
        let failed = result.status == ResultStatus::Failed;
        let incidents = result.incidents.iter().map(|incident| format!("{}: {}", incident.element, incident.message));
        let open: Vec<_> = incidents.collect();
        match self.incidents() {
            Incidents::Any => None,
            Incidents::None if failed => Some("none, and the run has failed".to_owned()),
            Incidents::None if open.is_empty() => None,
            Incidents::None => Some(format!("none, and there is {}", open.join("; "))),
            Incidents::Some if open.is_empty() => Some("at least one, and there is none".to_owned()),
            Incidents::SomeOrRefused if open.is_empty() && !failed => {
                Some("at least one, or a refusal, and there is none".to_owned())
            }
            Incidents::Some | Incidents::SomeOrRefused => None,
        }
    }

    fn list(&self, key: &str, expected: Option<&Vec<ElementId>>, found: &[ElementId]) -> Option<Difference> {
        let difference = difference(expected?, found)?;
        let also = self.also_accept.get(key).into_iter().flatten();
        let is_accepted = also.into_iter().any(|list| self::difference(list, found).is_none());
        (!is_accepted).then_some(difference)
    }
}

/// The values that the log variable took, in order.
fn logged(entries: &[JournalEntry]) -> Vec<Value> {
    let values = entries.iter().filter_map(|entry| match &entry.event {
        RunEvent::VariableSet(set) if set.name == LOG_VARIABLE => Some(set.value.clone()),
        _ => None,
    });
    values.collect()
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().map(Value::to_string).collect()
}

/// In words, and for lists also item by item.
struct Difference {
    message: String,
    missing: Vec<String>,
    surplus: Vec<String>,
}

impl From<String> for Difference {
    fn from(message: String) -> Self {
        Self { message, missing: Vec::new(), surplus: Vec::new() }
    }
}

/// How two multisets differ.
fn difference<T: Ord + Display>(expected: &[T], found: &[T]) -> Option<Difference> {
    let mut counts = BTreeMap::<&T, i64>::new();
    expected.iter().for_each(|item| *counts.entry(item).or_default() += 1);
    found.iter().for_each(|item| *counts.entry(item).or_default() -= 1);
    let side = |sign: i64| {
        let items = counts.iter().filter(|(_, count)| **count * sign > 0);
        items
            .map(|(item, count)| if count.abs() > 1 { format!("{item} ×{}", count.abs()) } else { item.to_string() })
            .collect::<Vec<_>>()
    };
    let (missing, surplus) = (side(1), side(-1));
    let (without, with) = (missing.join(", "), surplus.join(", "));
    let message = match (missing.is_empty(), surplus.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("{without} too, and that is missing"),
        (true, false) => format!("no {with}, and that is there"),
        (false, false) => format!("{without} instead of {with}"),
    };
    Some(Difference { message, missing, surplus })
}

/// Numbers are the same when their values are, however they are written.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}
