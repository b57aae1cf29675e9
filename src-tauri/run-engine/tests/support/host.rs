//! A host in miniature: it performs effects at once, keeps the journal, and replays it beside the live machine.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::Binding;
use routine_model::{Credits, ElementId, RoutineGraph};
use run_engine::event::{JournalEntry, RunEvent, ScopeKind, Trigger};
use run_engine::state::Graphs;
use run_engine::swarm_asks::SwarmAsk;
use run_engine::{
    Actor, FailureKind, Rejection, RoutineRef, RoutineVersion, RunCommand, RunConfig, RunEffect, RunId, RunProgress,
    RunStateMachine, RunStatus, StepFailure, StepId, StepOutcome, StepRequest, StepStatus, SubscriptionId, Timestamp,
    VariableMap, WaitReason,
};
use serde_json::Value;

use super::{invariants, sketch};

/// A run that a test plays.
pub struct Host {
    pub machine: RunStateMachine,
    shadow: Option<RunStateMachine>,
    graphs: Graphs,
    pub journal: Vec<JournalEntry>,
    pub effects: Vec<RunEffect>,
    pub now: Timestamp,
    timers: BTreeMap<SubscriptionId, Timestamp>,
    /// How the steps of an element end, instead of what the host would do.
    pub mocks: BTreeMap<String, StepOutcome>,
    /// How long the steps of an element take, milliseconds.
    pub delays: BTreeMap<String, i64>,
    late: Vec<(Timestamp, RunCommand)>,
    /// Steps that the run has asked for, with their attempts.
    asked: BTreeSet<(StepId, u32)>,
    /// When it has asked to be told the time.
    scheduled: BTreeMap<SubscriptionId, Timestamp>,
    /// What steps of an element are expected to cost; nothing, when they are not named.
    pub estimates: BTreeMap<String, Credits>,
    /// When the run has asked to be looked at.
    pub deadline: Option<Timestamp>,
    /// What the run has asked its swarm, oldest first, whether it is answered or not.
    pub asks: Vec<SwarmAsk>,
}

pub fn version(name: &str) -> RoutineVersion {
    RoutineVersion(Arc::from(name))
}

pub fn variables(json: Value) -> VariableMap {
    match json {
        Value::Object(map) => map.into_iter().collect(),
        other => panic!("variables are an object, not {other}"),
    }
}

impl Host {
    /// A run of this text, started, with no process open yet.
    pub fn started(bpmn: &str, config: RunConfig) -> Self {
        Self::of_graph(sketch::read(bpmn), config, false)
    }

    pub fn of_graph(graph: RoutineGraph, config: RunConfig, paused: bool) -> Self {
        let graphs = Graphs::from([(version("v1"), Arc::new(graph))]);
        let mut host = Self {
            machine: RunStateMachine::new(graphs.clone()),
            shadow: None,
            graphs,
            journal: Vec::new(),
            effects: Vec::new(),
            now: Timestamp(0),
            timers: BTreeMap::new(),
            mocks: BTreeMap::new(),
            delays: BTreeMap::new(),
            late: Vec::new(),
            asked: BTreeSet::new(),
            scheduled: BTreeMap::new(),
            estimates: BTreeMap::new(),
            deadline: None,
            asks: Vec::new(),
        };
        let routine = RoutineRef { path: "test.bpmn".to_owned(), name: "test".to_owned(), version: version("v1") };
        host.send(RunCommand::CreateRun { run: RunId::from("run"), routine, config: Box::new(config) });
        host.send(RunCommand::StartRun { paused });
        host
    }

    /// A run of this text with the process opened and played until nothing is ready.
    pub fn play(bpmn: &str, inputs: Value) -> Self {
        let mut host = Self::started(bpmn, RunConfig::default());
        host.open(inputs);
        host
    }

    pub fn open(&mut self, inputs: Value) {
        self.send(RunCommand::OpenProcess { process: None, start: None, inputs: variables(inputs) });
        self.settle();
    }

    pub fn send(&mut self, command: RunCommand) {
        let text = format!("{command:?}");
        self.try_send(command).unwrap_or_else(|rejection| panic!("{text} was rejected: {rejection}"));
    }

    /// Sends a command and performs what it asks for, but does not let the run go on.
    pub fn try_send(&mut self, command: RunCommand) -> Result<(), Rejection> {
        let before = self.machine.progress().cloned();
        let reaction = match self.machine.handle(command, self.now) {
            Ok(reaction) => reaction,
            Err(rejection) => {
                assert_eq!(self.machine.progress(), before.as_ref(), "a rejection changes nothing");
                return Err(rejection);
            }
        };
        self.journal.extend(reaction.events.iter().cloned());
        self.replay_beside(reaction.events);
        self.note_requests(&reaction.effects);
        self.effects.extend(reaction.effects);
        Ok(())
    }

    /// Nothing waits for an answer to a question that was never asked.
    fn note_requests(&mut self, effects: &[RunEffect]) {
        for effect in effects {
            match effect {
                RunEffect::ExecuteStep(request) => drop(self.asked.insert((request.step, request.attempt))),
                RunEffect::ScheduleTimer { subscription, due } => drop(self.scheduled.insert(*subscription, *due)),
                RunEffect::CancelTimer { subscription } => drop(self.scheduled.remove(subscription)),
                RunEffect::AskSwarm(ask) => self.asks.push((**ask).clone()),
                RunEffect::CancelStep { .. }
                | RunEffect::EstimateStep(_)
                | RunEffect::ScheduleDeadline { .. }
                | RunEffect::CancelDeadline
                | RunEffect::LookAfterRun { .. }
                | RunEffect::PublishMessage { .. }
                | RunEffect::PublishSignal { .. }
                | RunEffect::LoadRoutine { .. }
                | RunEffect::AskPathDecision { .. } => {}
            }
        }
        for step in self.progress().steps.values() {
            let is_asked = !step.activity || step.status != StepStatus::InProgress;
            let (id, element) = (step.id, &step.element);
            assert!(
                is_asked || self.asked.contains(&(id, step.attempt)),
                "{element} ({id}) is in progress: who does it?"
            );
        }
        for open in self.progress().subscriptions.values() {
            if let Trigger::Timer { due, .. } = &open.trigger {
                assert_eq!(self.scheduled.get(&open.id), Some(due), "the timer of {} is set", open.element);
            }
        }
    }

    /// Replay equals live.
    fn replay_beside(&mut self, entries: Vec<JournalEntry>) {
        let shadow = match self.shadow.take() {
            None => RunStateMachine::replay(self.graphs.clone(), entries).expect("the journal replays"),
            Some(mut shadow) => {
                shadow.replay_on(entries).expect("the journal replays");
                shadow
            }
        };
        assert_eq!(shadow.progress(), self.machine.progress(), "replay equals live");
        invariants::check(self.progress());
        self.shadow = Some(if self.journal.len().is_multiple_of(5) { self.kept(&shadow) } else { shadow });
    }

    /// The same machine out of its checkpoint.
    fn kept(&self, machine: &RunStateMachine) -> RunStateMachine {
        let progress = machine.progress().expect("it has a run");
        let kept = serde_json::to_vec(progress).expect("a state can be written");
        let read: RunProgress = serde_json::from_slice(&kept).expect("and read again");
        assert_eq!(&read, progress, "a checkpoint is the state");
        RunStateMachine::at(self.graphs.clone(), read)
    }

    /// Lets the run go on, and does its steps, until nothing is ready.
    pub fn settle(&mut self) {
        for _ in 0..2_000_000 {
            if !self.effects.is_empty() {
                self.perform();
            } else if self.machine.has_ready() {
                self.send(RunCommand::Advance);
            } else {
                return;
            }
        }
        panic!("the run does not come to rest");
    }

    /// Performs what was asked for, without letting the run go on.
    pub fn perform(&mut self) {
        for effect in std::mem::take(&mut self.effects) {
            match effect {
                RunEffect::ExecuteStep(request) => {
                    let outcome = self.outcome_of(&request);
                    // It may come too late: the step was cancelled, or somebody else has answered.
                    let (step, attempt, by) = (request.step, request.attempt, Actor::Execution);
                    let answer = RunCommand::FinishStep { step, attempt, outcome, by };
                    match self.delays.get(request.element.as_str()) {
                        Some(delay) => self.late.push((Timestamp(self.now.0 + delay), answer)),
                        None => drop(self.try_send(answer)),
                    }
                }
                RunEffect::ScheduleTimer { subscription, due } => {
                    self.timers.insert(subscription, due);
                }
                RunEffect::CancelTimer { subscription } => {
                    self.timers.remove(&subscription);
                }
                RunEffect::EstimateStep(request) => {
                    let credits = self.estimates.get(request.element.as_str()).copied().unwrap_or_default();
                    drop(self.try_send(RunCommand::EstimateStep { step: request.step, credits }));
                }
                RunEffect::ScheduleDeadline { due } => self.deadline = Some(due),
                RunEffect::CancelDeadline => self.deadline = None,
                RunEffect::CancelStep { .. }
                | RunEffect::PublishMessage { .. }
                | RunEffect::PublishSignal { .. }
                | RunEffect::LoadRoutine { .. }
                | RunEffect::LookAfterRun { .. }
                | RunEffect::AskSwarm(_)
                | RunEffect::AskPathDecision { .. } => {}
            }
        }
    }

    fn outcome_of(&self, request: &StepRequest) -> StepOutcome {
        if let Some(mock) = self.mocks.get(request.element.as_str()) {
            return mock.clone();
        }
        let activity = request.graph.node(&request.element).and_then(|node| node.activity()).expect("an activity");
        let waiting = |on| StepOutcome::Waiting { on, until_ms: None };
        match (&activity.binding, &activity.kind) {
            (Binding::FeelScript { expression, result_variable }, _) => match expression.evaluate(&request.variables) {
                Ok(value) => StepOutcome::Succeeded {
                    outputs: result_variable.iter().map(|name| (name.clone(), value.clone())).collect(),
                },
                Err(error) => StepOutcome::Failed { failure: failure(FailureKind::Technical, &error.to_string()) },
            },
            (Binding::TaskType { task_type, .. }, _) => {
                waiting(WaitReason::Worker { task_type: task_type.source().to_owned() })
            }
            (_, ActivityKind::UserTask(_)) => waiting(WaitReason::Form),
            (_, ActivityKind::ManualTask) => waiting(WaitReason::ManualWork),
            (_, _) => StepOutcome::Succeeded { outputs: VariableMap::new() },
        }
    }

    /// A graph that a called routine is in, for the machine that replays beside.
    pub fn know_graph(&mut self, version: RoutineVersion, graph: Arc<RoutineGraph>) {
        if let Some(shadow) = &mut self.shadow {
            shadow.add_graph(version.clone(), graph.clone());
        }
        self.graphs.insert(version, graph);
    }

    pub fn progress(&self) -> &RunProgress {
        self.machine.progress().expect("the run exists")
    }

    pub fn status(&self) -> RunStatus {
        self.progress().status
    }

    /// The oldest open step at an element.
    pub fn step_at(&self, element: &str) -> StepId {
        let open = self.progress().steps.values().find(|step| step.element.as_str() == element);
        open.unwrap_or_else(|| panic!("no step at {element}")).id
    }

    /// Finishes the oldest open step at an element, without letting the run go on.
    pub fn finish(&mut self, element: &str, outcome: StepOutcome) {
        let step = self.step_at(element);
        let attempt = self.progress().steps[&step].attempt;
        self.send(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person });
    }

    /// Completes the oldest open step at an element and lets the run go on.
    pub fn complete(&mut self, element: &str, outputs: Value) {
        self.finish(element, StepOutcome::Succeeded { outputs: variables(outputs) });
        self.settle();
    }

    /// Lets time pass; timers fire, and late answers come, in order of time.
    pub fn pass(&mut self, ms: i64) {
        let until = Timestamp(self.now.0 + ms);
        while self.next_moment().is_some_and(|moment| moment <= until) {
            self.pass_to_next_timer();
        }
        self.now = until;
    }

    fn next_moment(&self) -> Option<Timestamp> {
        let late = self.late.iter().map(|(moment, _)| *moment);
        self.timers.values().copied().chain(late).min()
    }

    /// Lets time pass until something happens; says whether anything was to come.
    pub fn pass_to_next_timer(&mut self) -> bool {
        let Some(moment) = self.next_moment().filter(|_| !self.status().is_final()) else { return false };
        self.now = self.now.max(moment);
        let due = self.timers.iter().find(|(_, due)| **due == moment).map(|(&subscription, _)| subscription);
        if let Some(subscription) = due {
            self.timers.remove(&subscription);
            self.send(RunCommand::FireTimer { subscription });
        } else if let Some(index) = self.late.iter().position(|(at, _)| *at == moment) {
            let (_, answer) = self.late.remove(index);
            drop(self.try_send(answer));
        }
        self.settle();
        true
    }

    pub fn trigger(&mut self, element: &str) {
        self.send(RunCommand::Trigger { element: ElementId::from(element) });
        self.settle();
    }

    pub fn events(&self) -> impl Iterator<Item = &RunEvent> {
        self.journal.iter().map(|entry| &entry.event)
    }

    /// Every flow node and process that ended normally, once per time, in order of ending.
    pub fn completed(&self) -> Vec<String> {
        self.events()
            .filter_map(|event| match event {
                RunEvent::StepCompleted(event) => Some(event.element.to_string()),
                RunEvent::ScopeCompleted(event) if event.kind == ScopeKind::Process => Some(event.element.to_string()),
                _ => None,
            })
            .collect()
    }

    /// Every sequence flow, once per token.
    pub fn flows(&self) -> Vec<String> {
        self.events()
            .filter_map(|event| match event {
                RunEvent::SequenceFlowTaken(event) => Some(event.flow.to_string()),
                _ => None,
            })
            .collect()
    }

    /// Every activity that an event cancelled.
    pub fn interrupted(&self) -> Vec<String> {
        self.events()
            .filter_map(|event| match event {
                RunEvent::StepCancelled(event) if self.is_activity(&event.element) => Some(event.element.to_string()),
                _ => None,
            })
            .collect()
    }

    fn is_activity(&self, element: &ElementId) -> bool {
        self.graphs.values().any(|graph| graph.node(element).is_some_and(|node| node.activity().is_some()))
    }

    /// Where branches stand that are not ready, and for what they wait.
    pub fn waiting(&self) -> Vec<(String, String)> {
        self.progress()
            .branches
            .values()
            .filter_map(|branch| match &branch.status {
                run_engine::BranchStatus::Waiting { on } => Some((branch.element.to_string(), word(on))),
                run_engine::BranchStatus::Ready | run_engine::BranchStatus::Active { .. } => None,
            })
            .collect()
    }

    /// The value of a variable of the process, or of what it left when it ended.
    pub fn variable(&self, name: &str) -> Value {
        let open = self.progress().scopes.values().find_map(|scope| scope.variables.get(name));
        open.or_else(|| self.progress().results.get(name)).cloned().unwrap_or(Value::Null)
    }

    /// The open incidents' codes and messages.
    pub fn incidents(&self) -> Vec<(String, String)> {
        self.progress().incidents.values().map(|incident| (incident.code.clone(), incident.message.clone())).collect()
    }
}

/// The first word of what something waits for.
pub fn word(on: &WaitReason) -> String {
    let text = format!("{on:?}");
    text.split([' ', '{']).next().unwrap_or_default().to_lowercase()
}

pub fn failure(kind: FailureKind, message: &str) -> StepFailure {
    StepFailure {
        kind,
        code: "test".to_owned(),
        message: message.to_owned(),
        retryable: false,
        variables: VariableMap::new(),
    }
}

pub fn is_in_progress(status: &StepStatus) -> bool {
    matches!(status, StepStatus::InProgress)
}
