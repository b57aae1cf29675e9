//! What each event means for the timeline.

use routine_model::{Credits, ElementId};
use run_engine::event::{PathDecisionAsked, RunStatusChanged, StepRecorded, StepRetried, StepWaiting};
use run_engine::{Actor, BranchId, Intervention, RunEvent, RunStatus, StepId, StepRecord, WaitReason};

use super::bars::Doing;
use super::{Moment, Timeline};
use crate::contract::{TimelineEnd, TimelineFlag, TimelineFlagKind, TimelinePhase, WaitingOn};
use crate::projection::waiting_on;
use crate::projection::{RoutineGraphs, milliseconds};

impl Timeline {
    pub(super) fn take(&mut self, event: &RunEvent, at: Moment, graphs: &RoutineGraphs) {
        match event {
            RunEvent::RunStarted(event) if event.paused => self.pause(at),
            RunEvent::RunStatusChanged(event) => self.status_changed(event, at),
            RunEvent::RunConfigured(_) => self.flag(TimelineFlagKind::Configured, None, None, at),
            RunEvent::RunForked(_) => {
                // What the first run has paid, this one has not.
                self.spent = Credits::default();
                self.flag(TimelineFlagKind::Forked, None, None, at);
            }
            RunEvent::Intervened(event) => self.intervened(&event.intervention, at),
            RunEvent::BreakpointHit(event) => {
                self.flag(TimelineFlagKind::BreakpointHit, event.branch, event.element.as_ref(), at);
            }
            RunEvent::RunMigrated(_) => self.flag(TimelineFlagKind::Migrated, None, None, at),

            RunEvent::ScopeOpened(event) => self.rows.scope_opened(event),
            RunEvent::ScopeCompleted(event) => self.rows.scope_ended(event.scope),
            RunEvent::ScopeCancelled(event) => self.rows.scope_ended(event.scope),
            RunEvent::ScopeFailed(event) => self.rows.scope_ended(event.scope),

            RunEvent::BranchCreated(event) => self.rows.begin(event, at),
            RunEvent::SequenceFlowTaken(event) => self.bars.close(event.branch, TimelineEnd::Completed, at),
            RunEvent::BranchMoved(event) => self.bars.close(event.branch, TimelineEnd::Completed, at),
            RunEvent::BranchWaiting(event) => self.wait(event.branch, None, &event.element, &event.on, at, graphs),
            RunEvent::BranchResumed(event) => self.bars.close(event.branch, TimelineEnd::Completed, at),
            RunEvent::BranchesJoined(event) => {
                self.bars.close(event.branch, TimelineEnd::Completed, at);
                event.merged.iter().for_each(|merged| self.branch_ended(*merged, TimelineEnd::GoesOn, at));
            }
            RunEvent::BranchCompleted(event) => self.branch_ended(event.branch, TimelineEnd::Completed, at),
            RunEvent::BranchCancelled(event) => self.branch_ended(event.branch, TimelineEnd::Cancelled, at),
            RunEvent::BranchFailed(event) => self.branch_ended(event.branch, TimelineEnd::Failed, at),

            RunEvent::StepStarted(event) => {
                self.rows.step_started(event.step, event.branch);
                let phase = if event.queued { TimelinePhase::Queued } else { TimelinePhase::Working };
                self.go_on_with(event.branch, event.step, &event.element, phase, at);
            }
            RunEvent::StepBegun(event) => {
                self.go_on_with(event.branch, event.step, &event.element, TimelinePhase::Working, at);
            }
            RunEvent::StepRequeued(event) => {
                self.go_on_with(event.branch, event.step, &event.element, TimelinePhase::Queued, at);
            }
            RunEvent::StepRecorded(event) => self.recorded(event, at),
            RunEvent::StepCharged(event) => self.spend(event.credits, at),
            RunEvent::AskedRunCharged(event) => self.spend(event.credits, at),
            RunEvent::StrategyOverridden(event) => {
                self.flag(TimelineFlagKind::StrategyOverridden, None, Some(&event.element), at);
            }
            RunEvent::StepWaiting(event) => self.step_waits(event, at, graphs),
            RunEvent::StepRetried(event) => self.retried(event, at),
            RunEvent::StepCompleted(event) => self.step_ended(event.step, event.branch, TimelineEnd::Completed, at),
            RunEvent::StepSkipped(event) => self.step_ended(event.step, event.branch, TimelineEnd::Skipped, at),
            RunEvent::StepFailed(event) => self.step_ended(event.step, event.branch, TimelineEnd::Failed, at),
            RunEvent::StepCancelled(event) => self.step_ended(event.step, event.branch, TimelineEnd::Cancelled, at),

            RunEvent::PathDecisionAsked(event) => self.path_asked(event, at),
            RunEvent::PathDecided(event) => {
                if is_person(&event.by) {
                    self.flag(TimelineFlagKind::PathChosen, Some(event.branch), None, at);
                }
                self.bars.close(event.branch, TimelineEnd::Completed, at);
            }
            RunEvent::IncidentRaised(event) => {
                self.flag(TimelineFlagKind::IncidentRaised, Some(event.branch), Some(&event.element), at);
                let on = WaitingOn::Incident { incident_id: event.incident.to_string() };
                self.wait_for(event.branch, event.step, &event.element, on, at);
            }
            RunEvent::IncidentResolved(event) => {
                self.flag(TimelineFlagKind::IncidentResolved, Some(event.branch), None, at);
                self.bars.close(event.branch, TimelineEnd::GoesOn, at);
            }

            RunEvent::RunCreated(_)
            | RunEvent::RunStarted(_)
            | RunEvent::BreakpointSet(_)
            | RunEvent::BreakpointRemoved(_)
            | RunEvent::BreakpointReset(_)
            | RunEvent::RoutinePinned(_)
            | RunEvent::DecisionPinned(_)
            | RunEvent::AskedRunReserved(_)
            | RunEvent::ScopeClosing(_)
            | RunEvent::VariableSet(_)
            | RunEvent::CompensationRecorded(_)
            | RunEvent::CompensationGathered(_)
            | RunEvent::CompensationTriggered(_)
            | RunEvent::CompensationBegun(_)
            | RunEvent::TransactionCancelled(_)
            | RunEvent::GatewayActivated(_)
            | RunEvent::GatewayReset(_)
            | RunEvent::StepEstimated(_)
            | RunEvent::StepProgressed(_)
            | RunEvent::StepProduced(_)
            | RunEvent::SubscriptionOpened(_)
            | RunEvent::SubscriptionClosed(_)
            | RunEvent::EventTriggered(_)
            | RunEvent::MessagePublished(_)
            | RunEvent::MessageBuffered(_)
            | RunEvent::MessageTaken(_)
            | RunEvent::MessageExpired(_)
            | RunEvent::ConditionReset(_)
            | RunEvent::SignalPublished(_)
            | RunEvent::ErrorThrown(_)
            | RunEvent::EscalationThrown(_)
            | RunEvent::PathDecisionLeft(_)
            | RunEvent::PathDecisionReturned(_)
            | RunEvent::SwarmAsked(_)
            | RunEvent::SwarmAnswered(_) => {}
        }
    }

    fn intervened(&mut self, intervention: &Intervention, at: Moment) {
        let (branch, element) = match intervention {
            Intervention::SetVariable { .. } => (None, None),
            Intervention::SkipStep { branch }
            | Intervention::RetryStep { branch, .. }
            | Intervention::CancelBranch { branch } => (Some(*branch), None),
            Intervention::MoveBranch { branch, element } => (Some(*branch), Some(element)),
            Intervention::AddBranch { element, .. } => (None, Some(element)),
        };
        self.flag(TimelineFlagKind::Intervened, branch, element, at);
    }

    fn status_changed(&mut self, event: &RunStatusChanged, at: Moment) {
        let end = match event.status {
            RunStatus::Paused => return self.pause(at),
            RunStatus::Scheduled | RunStatus::InProgress => return self.go_on(at),
            RunStatus::Completed => TimelineEnd::Completed,
            RunStatus::Failed => TimelineEnd::Failed,
            RunStatus::Cancelled => TimelineEnd::Cancelled,
        };
        self.go_on(at);
        self.bars.close_all(end, at);
        self.rows.end_all(end, at);
    }

    fn go_on_with(&mut self, branch: BranchId, step: StepId, element: &ElementId, phase: TimelinePhase, at: Moment) {
        self.bars.go_on(branch, Doing { element, step: Some(step), phase, waiting_on: None }, at);
    }

    fn wait_for(&mut self, branch: BranchId, step: Option<StepId>, element: &ElementId, on: WaitingOn, at: Moment) {
        let doing = Doing { element, step, phase: TimelinePhase::Waiting, waiting_on: Some(on) };
        self.bars.go_on(branch, doing, at);
    }

    fn wait(
        &mut self,
        branch: BranchId,
        step: Option<StepId>,
        element: &ElementId,
        on: &WaitReason,
        at: Moment,
        graphs: &RoutineGraphs,
    ) {
        let incoming = graphs.incoming(self.rows.routine_of(branch), element);
        self.wait_for(branch, step, element, waiting_on(on, step, incoming), at);
    }

    fn step_waits(&mut self, event: &StepWaiting, at: Moment, graphs: &RoutineGraphs) {
        self.wait(event.branch, Some(event.step), &event.element, &event.on, at, graphs);
    }

    fn path_asked(&mut self, event: &PathDecisionAsked, at: Moment) {
        let on = WaitingOn::Decision { decision_id: event.decision.to_string() };
        self.wait_for(event.branch, None, &event.element, on, at);
    }

    fn retried(&mut self, event: &StepRetried, at: Moment) {
        let Some(branch) = self.rows.branch_of(event.step) else { return };
        self.bars.close(branch, TimelineEnd::Failed, at);
        self.bars.attempt(event.step, event.attempt);
        match event.due {
            Some(due) => {
                let on = WaitingOn::Retry { due_at: milliseconds(due) };
                self.wait_for(branch, Some(event.step), &event.element, on, at);
            }
            None => self.go_on_with(branch, event.step, &event.element, TimelinePhase::Working, at),
        }
    }

    fn recorded(&mut self, event: &StepRecorded, at: Moment) {
        if let Some(credits) = event.record.spent() {
            self.spend(credits, at);
        }
        let phase = match &*event.record {
            StepRecord::ModelAsked { .. } => Some(TimelinePhase::Thinking),
            StepRecord::CallBegun { .. } => Some(TimelinePhase::Tool),
            StepRecord::ModelAnswered { .. }
            | StepRecord::ModelFailed { .. }
            | StepRecord::ModelLost { .. }
            | StepRecord::CallEnded { .. } => Some(TimelinePhase::Working),
            StepRecord::PersonSaid { by, .. }
            | StepRecord::OutputsConfirmed { by, .. }
            | StepRecord::CallDecided { by, .. } => {
                if is_person(by) {
                    self.flag(TimelineFlagKind::Answered, Some(event.branch), Some(&event.element), at);
                }
                None
            }
            StepRecord::StrategyChosen { .. }
            | StepRecord::FellBack { .. }
            | StepRecord::PhaseBegun { .. }
            | StepRecord::CallAsked { .. }
            | StepRecord::CallScheduled { .. }
            | StepRecord::CallCancelled { .. }
            | StepRecord::WaitExpired
            | StepRecord::SwarmSeen { .. }
            | StepRecord::ContextTrimmed { .. } => None,
        };
        if let Some(phase) = phase {
            self.go_on_with(event.branch, event.step, &event.element, phase, at);
        }
    }

    fn step_ended(&mut self, step: StepId, branch: BranchId, end: TimelineEnd, at: Moment) {
        self.bars.close(branch, end, at);
        self.bars.step_ended(step);
        self.rows.step_ended(step);
    }

    fn branch_ended(&mut self, branch: BranchId, end: TimelineEnd, at: Moment) {
        self.bars.close(branch, end, at);
        self.rows.end(branch, end, at);
    }

    fn flag(&mut self, kind: TimelineFlagKind, branch: Option<BranchId>, element: Option<&ElementId>, at: Moment) {
        self.flags.push(TimelineFlag {
            seq: at.seq,
            time: at.time,
            kind,
            branch_id: branch.map(|branch| branch.to_string()),
            element: element.map(ToString::to_string),
        });
    }
}

fn is_person(by: &Actor) -> bool {
    match by {
        Actor::Person | Actor::Named { .. } => true,
        Actor::Engine | Actor::Execution | Actor::Scenario | Actor::Clock | Actor::Run { .. } => false,
    }
}
