//! Begins a run anew: from where, with which definition, with which data.
//!
//! With the definition that ran it is a fork that goes on: what was before is taken from the record and costs nothing. With
//! another definition nothing of the record fits for certain, so it begins at the start, with what the first run was given.

use std::collections::BTreeMap;

use routine_model::{Credits, ElementId, read_routine};
use run_engine::{JournalEntry, Rejection, RunCommand, RunEvent, RunId, ScopeId, StepId};
use serde_json::Value;

use crate::error::HostError;
use crate::fork::ForkRequest;
use crate::host::RunHost;
use crate::run_loader::{LoadedRun, RoutineFile, version_of};
use crate::run_result::variables;
use crate::start::{OpenRequest, StartRequest};

/// From where a run begins anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestartFrom {
    /// From its start.
    Start,
    /// From this step.
    Step(StepId),
    /// From the latest step at this element.
    Element(ElementId),
    /// From the latest step that has failed.
    Failed,
}

/// How a run begins anew.
#[derive(Clone, Debug)]
pub struct RestartRequest {
    /// From where.
    pub from: RestartFrom,
    /// The definition; none means the one that ran. Another one begins at the start.
    pub definition: Option<RoutineFile>,
    /// Variables that are otherwise; without a scope in the outermost open one.
    pub variables: Vec<(Option<ScopeId>, String, Value)>,
    /// Activities that are done otherwise.
    pub strategies: Vec<(ElementId, routine_model::graph::settings::StrategySetting)>,
    /// Nothing moves before a step or resume.
    pub paused: bool,
}

/// What a restart takes from the record, and what it does again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestartPlan {
    /// The last entry that both journals share; none when nothing is shared.
    pub at: Option<u64>,
    /// Steps of activities whose results are taken from the record.
    pub kept: Vec<PlannedStep>,
    /// Steps of activities that the first run has begun and that are done again, as far as the ways are the same.
    pub again: Vec<PlannedStep>,
}

/// A step of the first run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// The step.
    pub step: StepId,
    /// Its element.
    pub element: ElementId,
    /// What it cost the first time.
    pub credits: Credits,
}

/// The record of the first run, and where a restart leaves it.
struct Beginning {
    entries: Vec<JournalEntry>,
    /// The last entry before what is done again.
    at: u64,
    /// The definition is not the one that ran.
    is_other: bool,
}

impl RestartPlan {
    /// What the steps that are done again cost the first time.
    #[must_use]
    pub fn cost(&self) -> Credits {
        let micros = self.again.iter().map(|step| step.credits.micros()).fold(0_u64, u64::saturating_add);
        Credits::from_micros(micros)
    }
}

impl RunHost {
    /// Says what a restart would take from the record, and what it would do again. Changes nothing.
    ///
    /// # Errors
    /// There is no such run or step, nothing has failed, or another definition is to begin elsewhere than at the start.
    pub async fn plan_restart(
        &self,
        run: &RunId,
        from: &RestartFrom,
        definition: Option<&RoutineFile>,
    ) -> Result<RestartPlan, HostError> {
        let Beginning { entries, at, is_other } = self.beginning(run, from, definition).await?;
        let (mut kept, again): (Vec<_>, Vec<_>) =
            steps(&entries).into_iter().partition(|(_, ended)| ended.is_some_and(|ended| ended <= at));
        kept.sort_by_key(|(_, ended)| *ended);
        let planned = |steps: Vec<(PlannedStep, Option<u64>)>| steps.into_iter().map(|(step, _)| step).collect();
        let (kept, again) = (planned(kept), planned(again));
        Ok(RestartPlan { at: (!is_other).then_some(at), kept, again })
    }

    /// Begins a run anew, as a run of its own.
    ///
    /// # Errors
    /// As [`RunHost::plan_restart`]; or the run works for a swarm, an edit is refused, the definition cannot run, or it
    /// cannot be stored. There is no new run then.
    pub async fn restart(&self, run: &RunId, request: RestartRequest) -> Result<RunId, HostError> {
        let RestartRequest { from, definition, variables, strategies, paused } = request;
        let Beginning { at, is_other, .. } = self.beginning(run, &from, definition.as_ref()).await?;
        if let Some(file) = definition.filter(|_| is_other) {
            return self.begin_otherwise(run, at, file, variables, strategies, paused).await;
        }
        let new = self.fork(run, ForkRequest { at: Some(at), variables, strategies }).await?;
        if !paused {
            self.send(&new, RunCommand::ResumeRun).await?;
        }
        Ok(new)
    }

    /// Where a restart leaves the record, which is read for it.
    async fn beginning(
        &self,
        run: &RunId,
        from: &RestartFrom,
        definition: Option<&RoutineFile>,
    ) -> Result<Beginning, HostError> {
        let wanted = run.clone();
        let version = self.in_store(move |store| store.run(&wanted)).await?.routine.version;
        let is_other = definition.is_some_and(|file| version_of(&file.bytes) != version);
        if is_other && *from != RestartFrom::Start {
            return Err(HostError::OtherDefinition);
        }
        let entries = self.journal(run, 1, None).await?;
        let before = first_entry(&entries, from)?.saturating_sub(1);
        let wanted = run.clone();
        let at = self.in_store(move |store| store.command_end(&wanted, before)).await?;
        Ok(Beginning { entries, at, is_other })
    }

    /// A run of another definition with what the first run was given, which it had at an entry of its journal.
    async fn begin_otherwise(
        &self,
        run: &RunId,
        at: u64,
        file: RoutineFile,
        edited: Vec<(Option<ScopeId>, String, Value)>,
        strategies: Vec<(ElementId, routine_model::graph::settings::StrategySetting)>,
        paused: bool,
    ) -> Result<RunId, HostError> {
        let LoadedRun { machine, .. } = self.load(run, Some(at)).await?;
        let Some(progress) = machine.progress() else { return Err(HostError::Closed(run.clone())) };
        let mut config = progress.config.clone();
        if config.swarm.is_some() {
            return Err(Rejection::WorksForSwarm.into());
        }
        config.asked_by = None;
        let graph = read_routine(&file.bytes).graph;
        config.strategies.retain(|element, _| graph.node(element).is_some());
        config.strategies.extend(strategies);
        let mut inputs = variables(progress);
        inputs.extend(edited.into_iter().map(|(_, name, value)| (name, value)));
        let process = progress.scopes.values().find(|scope| scope.parent.is_none()).map(|scope| scope.element.clone());
        let process = process.filter(|process| graph.container(process).is_some());
        let mut begun = progress.branches.values().map(|branch| branch.element.clone());
        let start = begun.next().filter(|start| begun.next().is_none() && graph.node(start).is_some());
        self.start(StartRequest {
            run: None,
            path: file.path,
            name: Some(file.name),
            bytes: file.bytes,
            config,
            paused,
            breakpoints: Vec::new(),
            open: Some(OpenRequest { process, start, inputs }),
        })
        .await
    }
}

/// The entry with which what is done again began.
fn first_entry(entries: &[JournalEntry], from: &RestartFrom) -> Result<u64, HostError> {
    let started = |wanted: &dyn Fn(StepId, &ElementId) -> bool| {
        let mut starts = entries.iter().rev().filter_map(|entry| match &entry.event {
            RunEvent::StepStarted(event) if wanted(event.step, &event.element) => Some(entry.seq),
            _ => None,
        });
        starts.next().ok_or(HostError::NoSuchStep)
    };
    match from {
        RestartFrom::Start => {
            let mut starts = entries.iter().filter(|entry| matches!(entry.event, RunEvent::StepStarted(_)));
            Ok(starts.next().or(entries.last()).map_or(1, |entry| entry.seq))
        }
        RestartFrom::Step(step) => started(&|other, _| other == *step),
        RestartFrom::Element(element) => started(&|_, other| other == element),
        RestartFrom::Failed => {
            let mut failed = entries.iter().rev().filter_map(|entry| match &entry.event {
                RunEvent::StepFailed(event) => Some(event.element.clone()),
                RunEvent::IncidentRaised(event) => Some(event.element.clone()),
                _ => None,
            });
            let element = failed.next().ok_or(HostError::NothingFailed)?;
            started(&|_, other| *other == element)
        }
    }
}

/// The steps of activities in the order in which they began, with the entry that completed each.
fn steps(entries: &[JournalEntry]) -> Vec<(PlannedStep, Option<u64>)> {
    let mut steps: BTreeMap<StepId, (PlannedStep, Option<u64>)> = BTreeMap::new();
    for entry in entries {
        match &entry.event {
            RunEvent::StepStarted(event) if event.activity => {
                let planned = PlannedStep { step: event.step, element: event.element.clone(), credits: Credits::ZERO };
                steps.insert(event.step, (planned, None));
            }
            RunEvent::StepCompleted(event) => ended(&mut steps, event.step, entry.seq),
            RunEvent::StepSkipped(event) => ended(&mut steps, event.step, entry.seq),
            RunEvent::StepCancelled(event) => ended(&mut steps, event.step, entry.seq),
            RunEvent::StepFailed(event) => ended(&mut steps, event.step, entry.seq),
            RunEvent::StepCharged(event) => cost(&mut steps, event.step, event.credits),
            RunEvent::AskedRunCharged(event) => cost(&mut steps, event.step, event.credits),
            RunEvent::StepRecorded(event) => {
                if let Some(credits) = event.record.spent() {
                    cost(&mut steps, event.step, credits);
                }
            }
            _ => {}
        }
    }
    steps.into_values().collect()
}

fn ended(steps: &mut BTreeMap<StepId, (PlannedStep, Option<u64>)>, step: StepId, seq: u64) {
    if let Some((_, ended)) = steps.get_mut(&step) {
        *ended = Some(seq);
    }
}

fn cost(steps: &mut BTreeMap<StepId, (PlannedStep, Option<u64>)>, step: StepId, credits: Credits) {
    if let Some((planned, _)) = steps.get_mut(&step) {
        planned.credits = Credits::from_micros(planned.credits.micros().saturating_add(credits.micros()));
    }
}
