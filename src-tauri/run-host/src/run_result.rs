//! What has come of a run: a summary folded from its journal.

use std::fmt;
use std::sync::Arc;

use routine_model::{Credits, ElementId};
use run_engine::event::ScopeKind;
use run_engine::state::Graphs;
use run_engine::{BranchStatus, JournalEntry, RunEvent, RunId, RunProgress, RunStatus, VariableMap, WaitReason};
use serde::{Deserialize, Serialize};

use crate::places;
use crate::update::RunSnapshot;

/// The summary of a run. In JSON, the last line of `routine run --json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "type", rename = "result")]
pub struct RunResult {
    /// The run.
    pub run: RunId,
    /// How it stands.
    pub status: ResultStatus,
    /// Every flow node, sub-process and process that ended normally, once per time, in order.
    pub completed: Vec<ElementId>,
    /// Every sequence flow, once per token, in order.
    pub flows_taken: Vec<ElementId>,
    /// Every activity that an event cancelled, the inner ones too, in order.
    pub interrupted: Vec<ElementId>,
    /// Where tokens rest, once per token.
    pub waiting: Vec<ResultPlace>,
    /// Open incidents.
    pub incidents: Vec<ResultIncident>,
    /// The variables of its processes: the last ones of those that have ended, the present ones of the others.
    pub variables: VariableMap,
    /// What it cost.
    pub credits: Credits,
}

/// How a run stands, as far as a summary tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ResultStatus {
    /// It has not begun.
    Scheduled,
    /// Something of it is being done.
    InProgress,
    /// It waits for somebody, something or the clock.
    Waiting,
    /// It is paused.
    Paused,
    /// It has ended normally.
    Completed,
    /// It has ended by a failure.
    Failed,
    /// Somebody has ended it.
    Cancelled,
}

impl fmt::Display for ResultStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheduled => "scheduled",
            Self::InProgress => "inProgress",
            Self::Waiting => "waiting",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        })
    }
}

/// A place where a token rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultPlace {
    /// The flow node.
    pub element: ElementId,
    /// What it waits for, in a word.
    pub on: &'static str,
}

/// An open incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultIncident {
    /// The flow node.
    pub element: ElementId,
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl RunResult {
    /// The summary of a journal from its beginning to a snapshot.
    #[must_use]
    pub fn of(snapshot: &RunSnapshot, entries: &[JournalEntry]) -> Self {
        let progress = &snapshot.progress;
        let mut result = Self {
            run: snapshot.run.clone(),
            status: status(progress),
            completed: Vec::new(),
            flows_taken: Vec::new(),
            interrupted: Vec::new(),
            waiting: places::waiting(progress)
                .into_iter()
                .map(|(branch, on)| (&branch.element, word(on)))
                .chain(places::awaited_starts(progress).into_iter().map(|(element, _, on)| (element, word(&on))))
                .map(|(element, on)| ResultPlace { element: element.clone(), on })
                .collect(),
            incidents: progress
                .incidents
                .values()
                .map(|incident| ResultIncident {
                    element: incident.element.clone(),
                    code: incident.code.clone(),
                    message: incident.message.clone(),
                })
                .collect(),
            variables: variables(progress),
            credits: progress.credits,
        };
        for entry in entries {
            result.add(&entry.event, &snapshot.graphs);
        }
        result
    }

    fn add(&mut self, event: &RunEvent, graphs: &Arc<Graphs>) {
        match event {
            RunEvent::StepCompleted(step) => self.completed.push(step.element.clone()),
            // Every other scope is the inside of a step, which completes too.
            RunEvent::ScopeCompleted(scope) if scope.kind == ScopeKind::Process => {
                self.completed.push(scope.element.clone());
            }
            RunEvent::SequenceFlowTaken(taken) => self.flows_taken.push(taken.flow.clone()),
            RunEvent::StepCancelled(step) if step.by.is_some() && is_activity(graphs, &step.element) => {
                self.interrupted.push(step.element.clone());
            }
            _ => {}
        }
    }
}

fn is_activity(graphs: &Graphs, element: &ElementId) -> bool {
    graphs.values().any(|graph| graph.node(element).is_some_and(|node| node.activity().is_some()))
}

fn status(progress: &RunProgress) -> ResultStatus {
    match progress.status {
        RunStatus::Scheduled => ResultStatus::Scheduled,
        RunStatus::Paused => ResultStatus::Paused,
        RunStatus::Completed => ResultStatus::Completed,
        RunStatus::Failed => ResultStatus::Failed,
        RunStatus::Cancelled => ResultStatus::Cancelled,
        RunStatus::InProgress => {
            let moves = progress.branches.values().any(|branch| match branch.status {
                BranchStatus::Ready | BranchStatus::Active { .. } => true,
                BranchStatus::Waiting { .. } => false,
            });
            if moves { ResultStatus::InProgress } else { ResultStatus::Waiting }
        }
    }
}

/// The variables of a run's processes: the last ones of those that have ended, the present ones of the others.
#[must_use]
pub fn variables(progress: &RunProgress) -> VariableMap {
    let mut variables = progress.results.clone();
    for scope in progress.scopes.values().filter(|scope| scope.parent.is_none()) {
        variables.extend(scope.variables.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    variables
}

/// What is waited for, in a word; the same words as in the journal.
fn word(on: &WaitReason) -> &'static str {
    match on {
        WaitReason::Join { .. } => "join",
        WaitReason::Inputs { .. } => "inputs",
        WaitReason::Message { .. } => "message",
        WaitReason::Signal { .. } => "signal",
        WaitReason::Timer { .. } => "timer",
        WaitReason::Condition => "condition",
        WaitReason::Events { .. } => "events",
        WaitReason::Inside => "inside",
        WaitReason::Activation => "activation",
        WaitReason::Tokens { .. } => "tokens",
        WaitReason::Compensation => "compensation",
        WaitReason::Form => "form",
        WaitReason::ManualWork => "manualWork",
        WaitReason::Worker { .. } => "worker",
        WaitReason::Conversation => "conversation",
        WaitReason::Approval => "approval",
        WaitReason::Decision { .. } => "decision",
        WaitReason::Incident { .. } => "incident",
        WaitReason::Retry { .. } => "retry",
        WaitReason::Trigger => "trigger",
        WaitReason::Routine { .. } => "routine",
        WaitReason::Swarm { .. } => "swarm",
        WaitReason::Branches { .. } => "branches",
    }
}
