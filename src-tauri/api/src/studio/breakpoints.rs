//! Commands with which somebody holds a run, and lets it go so far.

use routine_model::graph::activity::{Activity, ActivityKind};
use run_engine::{Actor, BranchId, BranchStatus, BreakpointId, RunCommand, RunConfig, RunStatus};

use super::Client;
use super::move_runs::number;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::{BreakpointReference, RunTo, SetBreakpoint, SetPace};
use crate::contract::{ApiError, BreakOn, Done, ErrorCode};

/// So long a run waits between two iterations at most.
pub(crate) const MOST_DELAY_MS: u64 = 60_000;

impl Client {
    pub(super) async fn set_breakpoint(&self, params: SetBreakpoint) -> Result<Done, ApiError> {
        let breakpoint = params.breakpoint_id.map(|id| number(&id, "breakpoint").map(BreakpointId)).transpose()?;
        let (on, enabled, once) = (engine_break_on(params.on)?, params.enabled, params.once);
        let by = Actor::Person;
        self.send(&params.run_id, RunCommand::SetBreakpoint { breakpoint, on, enabled, once, by }).await
    }

    pub(super) async fn remove_breakpoint(&self, params: BreakpointReference) -> Result<Done, ApiError> {
        let breakpoint = BreakpointId(number(&params.breakpoint_id, "breakpoint")?);
        self.send(&params.run_id, RunCommand::RemoveBreakpoint { breakpoint }).await
    }

    pub(super) async fn run_to(&self, params: RunTo) -> Result<Done, ApiError> {
        let element = params.element.into();
        self.go_on_until(&params.run_id, run_engine::BreakOn::Before { element }).await
    }

    pub(super) async fn set_pace(&self, params: SetPace) -> Result<Done, ApiError> {
        let progress = self.shared.host.progress(&run_id(&params.run_id)).await.map_err(host_failed)?.progress;
        let config = RunConfig { delay_ms: params.delay_ms.min(MOST_DELAY_MS), ..progress.config.clone() };
        self.send(&params.run_id, RunCommand::ConfigureRun { config: Box::new(config) }).await
    }

    /// What holds or calls others runs until it is over; anything else is one step.
    pub(super) async fn step_over(&self, run: &str, id: BranchId) -> Result<Done, ApiError> {
        let snapshot = self.shared.host.progress(&run_id(run)).await.map_err(host_failed)?;
        let holds_others = snapshot.progress.branches.get(&id).filter(|branch| branch.status == BranchStatus::Ready);
        let holds_others = holds_others.and_then(|branch| {
            let scope = snapshot.progress.scopes.get(&branch.scope)?;
            let node = snapshot.graphs.get(&scope.routine)?.node(&branch.element)?;
            node.activity().is_some_and(has_inside).then(|| branch.element.clone())
        });
        match holds_others {
            Some(element) => self.go_on_until(run, run_engine::BreakOn::After { element }).await,
            None => self.send(run, RunCommand::Step { branch: Some(id) }).await,
        }
    }

    pub(super) async fn step_out(&self, run: &str, id: BranchId) -> Result<Done, ApiError> {
        let progress = self.shared.host.progress(&run_id(run)).await.map_err(host_failed)?.progress;
        let around = progress.branches.get(&id).and_then(|branch| {
            let mut scope = progress.scopes.get(&branch.scope)?;
            // The turns and instances of a repeated activity are part of it.
            while scope.step.is_none() {
                scope = progress.scopes.get(&scope.parent?)?;
            }
            Some(progress.steps.get(&scope.step?)?.element.clone())
        });
        let element = around.ok_or_else(|| {
            ApiError::new(
                ErrorCode::Rejected,
                "This branch is in no sub-process and no called routine that it could leave. Nothing was changed.",
            )
        })?;
        self.go_on_until(run, run_engine::BreakOn::After { element }).await
    }

    /// Sets a breakpoint for one time and lets the run go on.
    async fn go_on_until(&self, run: &str, on: run_engine::BreakOn) -> Result<Done, ApiError> {
        let (breakpoint, enabled, once, by) = (None, true, true, Actor::Person);
        self.send(run, RunCommand::SetBreakpoint { breakpoint, on, enabled, once, by }).await?;
        let status = self.shared.host.progress(&run_id(run)).await.map_err(host_failed)?.progress.status;
        if status == RunStatus::Paused { self.send(run, RunCommand::ResumeRun).await } else { Ok(Done {}) }
    }
}

fn has_inside(activity: &Activity) -> bool {
    matches!(activity.kind, ActivityKind::SubProcess(_) | ActivityKind::CallActivity(_))
        || activity.loop_characteristics.is_some()
}

/// What a breakpoint stands for, in the engine's words.
pub(crate) fn engine_break_on(on: BreakOn) -> Result<run_engine::BreakOn, ApiError> {
    Ok(match on {
        BreakOn::Before { element } => run_engine::BreakOn::Before { element: element.into() },
        BreakOn::After { element } => run_engine::BreakOn::After { element: element.into() },
        BreakOn::Error => run_engine::BreakOn::Error,
        BreakOn::Expression { expression } => {
            run_engine::BreakOn::Expression { expression: expression.trim_start_matches([' ', '=']).to_owned() }
        }
        BreakOn::Variable { name } => run_engine::BreakOn::Variable { name },
        BreakOn::Entry { key } => run_engine::BreakOn::Entry { key },
        BreakOn::CreditsBelow { credits } => run_engine::BreakOn::CreditsBelow {
            credits: credits.parse().map_err(|error| {
                let message = format!("{credits:?} is no number of credits: {error}. Nothing was changed.");
                ApiError::new(ErrorCode::InvalidRequest, message)
            })?,
        },
    })
}
