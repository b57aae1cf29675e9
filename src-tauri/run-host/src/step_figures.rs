//! How steps went, read from the journal: who did a step, whether it led anywhere, what it cost, how long it was at work.
//!
//! A fold, so that the same entries always say the same: what is stored with new entries is what they add, and whoever
//! reads the journal again knows where it stood. Token games and test runs say nothing about a strategy and add nothing;
//! nor do steps of people, workers and called routines.

use std::collections::BTreeMap;

use routine_model::graph::settings::Strategy;
use routine_model::{Credits, ElementId};
use run_engine::event::{IncidentStage, RunEvent};
use run_engine::{
    Actor, FailureKind, JournalEntry, RoutineVersion, RunConfig, RunMode, ScopeId, StepId, StepRecord, Timestamp,
};
use run_store::StrategyFigureRow;
use serde::{Deserialize, Serialize};
use step_execution::strategy::evolution::StrategyFigures;
use step_execution::strategy::past_figures::PastFigures;

/// What is known of a run's steps that have not come to an end.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StepFigureFold {
    counts: bool,
    /// Where each routine of the run is, by version.
    paths: BTreeMap<RoutineVersion, String>,
    scopes: BTreeMap<ScopeId, RoutineVersion>,
    steps: BTreeMap<StepId, Course>,
}

/// One strategy at work on one step.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Course {
    path: String,
    element: ElementId,
    by: By,
    scripted: bool,
    credits: Credits,
    worked_ms: u64,
    /// At work since then.
    since: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum By {
    /// The strategy that was chosen; the deterministic one where nothing was put on record.
    Strategy(Option<Strategy>),
    /// Somebody whom it waits for, or another routine: no strategy's merit.
    Others,
    /// A person to whom it was left because strategies could not do it.
    Person,
    /// It has failed and that is counted; nothing is at work.
    Nobody,
}

impl StepFigureFold {
    /// Reads entries that follow the ones read before, and answers what they add.
    pub(crate) fn read(&mut self, entries: &[JournalEntry]) -> Vec<StrategyFigureRow> {
        let mut rows = Vec::new();
        for entry in entries {
            rows.extend(self.entry(entry));
        }
        rows
    }

    fn entry(&mut self, entry: &JournalEntry) -> Option<StrategyFigureRow> {
        let time = entry.time;
        match &entry.event {
            RunEvent::RunCreated(created) => {
                self.counts = counts(&created.config);
                self.paths.insert(created.routine.version.clone(), created.routine.path.clone());
            }
            RunEvent::RunConfigured(configured) => self.counts = counts(&configured.config),
            RunEvent::RoutinePinned(pinned) => {
                let routine = &pinned.routine;
                self.paths.entry(routine.version.clone()).or_insert_with(|| routine.path.clone());
            }
            RunEvent::RunMigrated(migrated) => {
                let (from, to) = (&migrated.from, &migrated.routine);
                self.paths.insert(to.version.clone(), to.path.clone());
                let moved = self.scopes.values_mut().filter(|version| *version == from);
                moved.for_each(|version| *version = to.version.clone());
            }
            RunEvent::ScopeOpened(opened) => {
                self.scopes.insert(opened.scope, opened.routine.clone());
                if let Some(course) = opened.step.and_then(|step| self.steps.get_mut(&step)) {
                    course.by = By::Others;
                }
            }
            RunEvent::ScopeCompleted(event) => drop(self.scopes.remove(&event.scope)),
            RunEvent::ScopeCancelled(event) => drop(self.scopes.remove(&event.scope)),
            RunEvent::ScopeFailed(event) => drop(self.scopes.remove(&event.scope)),
            RunEvent::StepStarted(started) if started.activity => {
                let path = self.scopes.get(&started.scope).and_then(|version| self.paths.get(version))?.clone();
                let since = (!started.queued).then_some(time);
                let course = Course {
                    path,
                    element: started.element.clone(),
                    by: By::Strategy(None),
                    scripted: false,
                    credits: Credits::ZERO,
                    worked_ms: 0,
                    since,
                };
                self.steps.insert(started.step, course);
            }
            RunEvent::StepBegun(event) => self.steps.get_mut(&event.step)?.begin(time),
            RunEvent::StepRequeued(event) => self.steps.get_mut(&event.step)?.rest(time),
            RunEvent::StepWaiting(event) => self.steps.get_mut(&event.step)?.wait(time),
            RunEvent::StepCharged(event) => self.steps.get_mut(&event.step)?.charge(event.credits),
            RunEvent::StepRecorded(event) => {
                let counts = self.counts;
                return self.steps.get_mut(&event.step)?.record(&event.record, time).filter(|_| counts);
            }
            RunEvent::StepRetried(event) => {
                let course = self.steps.get_mut(&event.step)?;
                course.rest(time);
                course.since = Some(event.due.unwrap_or(time));
                // What failed for good is counted already; another attempt of the same is part of its course.
                if !event.goes_on || course.by == By::Nobody {
                    course.by = By::Strategy(None);
                }
            }
            RunEvent::IncidentRaised(event) if event.stage == IncidentStage::Doing => {
                let counts = self.counts;
                return self.steps.get_mut(&event.step?)?.end(By::Nobody, false, time).filter(|_| counts);
            }
            RunEvent::StepCompleted(event) => {
                let course = self.steps.remove(&event.step)?;
                let is_execution = event.by == Actor::Execution;
                return course.ended(true, time).filter(|_| self.counts && is_execution);
            }
            RunEvent::StepFailed(event) => {
                let course = self.steps.remove(&event.step)?;
                // A BPMN error is a result.
                return course.ended(event.failure.kind == FailureKind::BpmnError, time).filter(|_| self.counts);
            }
            RunEvent::StepSkipped(event) => {
                return self.steps.remove(&event.step)?.ended(false, time).filter(|_| self.counts);
            }
            RunEvent::StepCancelled(event) => drop(self.steps.remove(&event.step)),
            _ => {}
        }
        None
    }
}

/// Lets whoever chooses strategies know.
pub(crate) fn know(past: &PastFigures, rows: &[StrategyFigureRow]) {
    for row in rows {
        let Ok(strategy) = serde_json::from_value::<Strategy>(row.strategy.clone().into()) else { continue };
        let figures = StrategyFigures {
            runs: row.runs,
            successes: row.successes,
            scripted: row.scripted,
            cost: Credits::from_micros(row.micro_credits),
            time_ms: row.time_ms,
        };
        past.add(&row.routine_path, &ElementId::from(row.element.as_str()), strategy, figures);
    }
}

/// Whether what happens in the run says something about strategies.
fn counts(config: &RunConfig) -> bool {
    config.mode == RunMode::Data && !config.test_mode
}

impl Course {
    fn begin(&mut self, time: Timestamp) {
        self.rest(time);
        self.since = Some(time);
        if self.by == By::Others {
            self.by = By::Strategy(None);
        }
    }

    fn rest(&mut self, time: Timestamp) {
        if let Some(since) = self.since.take() {
            self.worked_ms = self.worked_ms.saturating_add(u64::try_from(time.0 - since.0).unwrap_or_default());
        }
    }

    /// Nothing on record, and it waits: for somebody who does it.
    fn wait(&mut self, time: Timestamp) {
        self.rest(time);
        if self.by == By::Strategy(None) {
            self.by = By::Others;
        }
    }

    fn charge(&mut self, credits: Credits) {
        self.credits = self.credits.checked_add(credits).unwrap_or(self.credits);
    }

    fn record(&mut self, record: &StepRecord, time: Timestamp) -> Option<StrategyFigureRow> {
        match record {
            StepRecord::StrategyChosen { strategy, .. } => self.by = By::Strategy(Some(*strategy)),
            StepRecord::FellBack { from, to, .. } => {
                if self.by == By::Strategy(None) {
                    self.by = By::Strategy(Some(*from));
                }
                let next = to.map_or(By::Person, |to| By::Strategy(Some(to)));
                let counted = self.end(next, false, time);
                self.since = Some(time);
                return counted;
            }
            StepRecord::ModelAsked { scripted, .. } => self.scripted |= scripted,
            record => {
                if let Some(credits) = record.spent() {
                    self.charge(credits);
                }
            }
        }
        None
    }

    /// Whoever was at work is no more, and `next` is.
    fn end(&mut self, next: By, success: bool, time: Timestamp) -> Option<StrategyFigureRow> {
        let fresh =
            Self { by: next, scripted: false, credits: Credits::ZERO, worked_ms: 0, since: None, ..self.clone() };
        std::mem::replace(self, fresh).ended(success, time)
    }

    fn ended(mut self, success: bool, time: Timestamp) -> Option<StrategyFigureRow> {
        self.rest(time);
        let By::Strategy(strategy) = self.by else { return None };
        Some(StrategyFigureRow {
            routine_path: self.path,
            element: self.element.to_string(),
            strategy: strategy.unwrap_or(Strategy::Deterministic).to_string(),
            runs: 1,
            successes: u64::from(success),
            scripted: u64::from(self.scripted),
            micro_credits: self.credits.micros(),
            time_ms: self.worked_ms,
        })
    }
}
