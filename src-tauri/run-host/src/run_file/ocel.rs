//! A run as an object-centric event log (OCEL 2.0, in JSON), for tools that mine processes.
//!
//! Every step that has ended is an event; runs, routines and branches are objects, and a run's variables attributes that
//! change with time. Values that are no single number, word or truth are given as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use run_engine::{JournalEntry, RunEvent, Timestamp};
use serde_json::{Value, json};

use super::RunFileError;
use super::writing::{Exported, failed};

/// Attributes of every event, with their types.
const ATTRIBUTES: [(&str, &str); 4] =
    [("element", "string"), ("step", "string"), ("startedAt", "time"), ("lifecycle", "string")];

pub(super) fn write(exported: &Exported<'_>, to: &mut dyn Write) -> Result<(), RunFileError> {
    let mut log = Log::new(exported);
    for entry in exported.entries {
        let redacted = serde_json::from_value(exported.redactor.entry(entry));
        log.add(&redacted.map_err(|error| RunFileError::Io(error.to_string()))?);
    }
    serde_json::to_writer(&mut *to, &log.finish()).map_err(|error| failed(&error.into()))
}

struct Log<'r> {
    run: &'r str,
    routine: Value,
    names: BTreeMap<String, String>,
    started: BTreeMap<String, Timestamp>,
    branches: BTreeSet<String>,
    variables: Vec<Value>,
    variable_names: BTreeSet<String>,
    kinds: BTreeSet<String>,
    events: Vec<Value>,
}

impl<'r> Log<'r> {
    fn new(exported: &Exported<'r>) -> Self {
        let routine = &exported.row.routine;
        let began = time(exported.row.created_at);
        Self {
            run: &exported.row.run.0,
            routine: json!({
                "id": &*routine.version.0, "type": "routine",
                "attributes": [{ "name": "name", "time": began, "value": routine.name }], "relationships": [],
            }),
            names: BTreeMap::new(),
            started: BTreeMap::new(),
            branches: BTreeSet::new(),
            variables: vec![json!({ "name": "routine", "time": began, "value": routine.name })],
            variable_names: BTreeSet::new(),
            kinds: BTreeSet::new(),
            events: Vec::new(),
        }
    }

    fn add(&mut self, entry: &JournalEntry) {
        match &entry.event {
            RunEvent::StepStarted(event) => {
                self.started.insert(event.step.to_string(), entry.time);
                self.branches.insert(event.branch.to_string());
                self.names.insert(event.step.to_string(), event.branch.to_string());
            }
            RunEvent::StepCompleted(event) => {
                self.ended(entry, &event.step.to_string(), event.element.as_str(), "complete")
            }
            RunEvent::StepFailed(event) => self.ended(entry, &event.step.to_string(), event.element.as_str(), "fail"),
            RunEvent::StepSkipped(event) => self.ended(entry, &event.step.to_string(), event.element.as_str(), "skip"),
            RunEvent::StepCancelled(event) => {
                self.ended(entry, &event.step.to_string(), event.element.as_str(), "cancel")
            }
            RunEvent::VariableSet(event) => {
                let name = format!("variable {}", event.name);
                let value = match &event.value {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                self.variables.push(json!({ "name": name, "time": time(entry.time), "value": value }));
                self.variable_names.insert(name);
            }
            _ => {}
        }
    }

    fn ended(&mut self, entry: &JournalEntry, step: &str, element: &str, lifecycle: &str) {
        self.kinds.insert(element.to_owned());
        let started = self.started.remove(step).unwrap_or(entry.time);
        let mut related = vec![json!({ "objectId": self.run, "qualifier": "step of" })];
        if let Some(branch) = self.names.remove(step) {
            related.push(json!({ "objectId": self.branch(&branch), "qualifier": "done by" }));
        }
        self.events.push(json!({
            "id": format!("{}-{}", self.run, entry.seq),
            "type": element,
            "time": time(entry.time),
            "attributes": [
                { "name": "element", "value": element },
                { "name": "step", "value": step },
                { "name": "startedAt", "value": time(started) },
                { "name": "lifecycle", "value": lifecycle },
            ],
            "relationships": related,
        }));
    }

    fn branch(&self, branch: &str) -> String {
        format!("{}-{branch}", self.run)
    }

    fn finish(self) -> Value {
        let attribute = |name: &str, kind: &str| json!({ "name": name, "type": kind });
        let attributes: Vec<Value> = ATTRIBUTES.iter().map(|(name, kind)| attribute(name, kind)).collect();
        let of_run: Vec<Value> = std::iter::once(attribute("routine", "string"))
            .chain(self.variable_names.iter().map(|name| attribute(name, "string")))
            .collect();
        let routine_id = self.routine["id"].clone();
        let run = json!({
            "id": self.run, "type": "run", "attributes": self.variables,
            "relationships": [{ "objectId": routine_id, "qualifier": "runs" }],
        });
        let branches = self.branches.iter().map(|branch| {
            json!({
                "id": self.branch(branch), "type": "branch", "attributes": [],
                "relationships": [{ "objectId": self.run, "qualifier": "branch of" }],
            })
        });
        let branches: Vec<Value> = branches.collect();
        let kinds = self.kinds.iter().map(|kind| json!({ "name": kind, "attributes": attributes }));
        json!({
            "objectTypes": [
                { "name": "routine", "attributes": [attribute("name", "string")] },
                { "name": "run", "attributes": of_run },
                { "name": "branch", "attributes": [] },
            ],
            "eventTypes": kinds.collect::<Vec<_>>(),
            "objects": ([vec![self.routine, run], branches].concat()),
            "events": self.events,
        })
    }
}

/// A moment in ISO 8601.
fn time(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.0).map_or_else(|_| time.0.to_string(), |moment| moment.to_string())
}
