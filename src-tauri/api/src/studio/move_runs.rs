//! Commands that start and move runs.

use std::collections::BTreeMap;

use routine_model::ElementId;
use routine_model::graph::settings;
use run_engine::command::Resolution;
use run_engine::{
    Actor, BranchId, DEFAULT_TIME_TO_LIVE_MS, DecisionId, FailureKind, IncidentId, RunCommand, RunConfig, RunId,
    RunStatus, ScopeId, StatusReason, StepFailure, StepId, StepOutcome, VariableMap,
};
use run_host::{OpenRequest, OutsideMessage, Publication, StartRequest};

use super::blocking::blocking;
use super::breakpoints::{MOST_DELAY_MS, engine_break_on};
use super::run_host::{host_failed, stored_path, unsaved_path};
use super::runs::run_id;
use super::time_zone::time_zone;
use super::{Client, Shared};
use crate::contract::params::{
    CompleteStep, DecidePath, FailStep, IncidentReference, ResolveIncident, RoutineSource, RunReference, SendMessage,
    SendSignal, SetVariable, StartRun, StepRun, StepWay, TriggerElement,
};
use crate::contract::{ApiError, Delivery, Done, ErrorCode, RunMode, StartedRun, StrategySetting};
use crate::library::read_routine;
use crate::projection::engine_path_selection;

impl Client {
    pub(super) async fn start_run(&self, params: StartRun) -> Result<StartedRun, ApiError> {
        let linked = match &params.swarm {
            Some(swarm) => Some(self.shared.swarms.link(swarm, None).await?),
            None => None,
        };
        let shared = std::sync::Arc::clone(&self.shared);
        let request = blocking(move || {
            let settings = shared.store.settings()?;
            let (path, name, bytes) = text_of(&shared, params.routine)?;
            let base = RunConfig {
                mode: match params.mode {
                    RunMode::Data => run_engine::RunMode::Data,
                    RunMode::TokenGame => run_engine::RunMode::TokenGame,
                },
                path_selection: engine_path_selection(settings.path_selection, seed()?),
                max_concurrency: settings.max_concurrent_steps.max(1),
                time_zone: time_zone(),
                test_mode: params.test_mode,
                default_strategy: params.default_strategy.map(Into::into),
                strategies: said_for(params.strategies),
                ..RunConfig::default()
            };
            let process = params.process_id.clone().map(ElementId::from);
            let mut config = shared.host.config_of(&bytes, process.as_ref(), base, seed()?);
            if let Some(mode) = params.path_selection {
                config.path_selection = engine_path_selection(mode, seed()?);
            }
            if let Some(most) = params.max_concurrent_steps {
                config.max_concurrency = most.max(1);
            }
            config.limits.max_credits = config.limits.max_credits.or(shared.resources.run_budget());
            if let Some(linked) = linked {
                linked.put_into(&mut config);
            }
            let open = OpenRequest {
                process: params.process_id.map(ElementId::from),
                start: params.start_element.map(ElementId::from),
                inputs: params.inputs,
            };
            config.delay_ms = params.delay_ms.min(MOST_DELAY_MS);
            let breakpoints = params.breakpoints.into_iter().map(engine_break_on).collect::<Result<_, _>>()?;
            let paused = params.paused;
            Ok(StartRequest { run: None, path, name, bytes, config, paused, breakpoints, open: Some(open) })
        })
        .await?;
        let run = self.shared.host.start(request).await.map_err(host_failed)?;
        Ok(StartedRun { run_id: run.to_string() })
    }

    pub(super) async fn step_run(&self, params: StepRun) -> Result<Done, ApiError> {
        let branch = params.branch_id.map(|id| number(&id, "branch").map(BranchId)).transpose()?;
        match (branch, params.way) {
            (Some(branch), Some(StepWay::Over)) => self.step_over(&params.run_id, branch).await,
            (Some(branch), Some(StepWay::Out)) => self.step_out(&params.run_id, branch).await,
            (Some(_), Some(StepWay::Into) | None) | (None, _) => {
                self.send(&params.run_id, RunCommand::Step { branch }).await
            }
        }
    }

    pub(super) async fn pause_run(&self, params: RunReference) -> Result<Done, ApiError> {
        self.send(&params.run_id, RunCommand::PauseRun { reason: StatusReason::UserPaused }).await
    }

    pub(super) async fn continue_run(&self, params: RunReference) -> Result<Done, ApiError> {
        let (host, run) = (&self.shared.host, run_id(&params.run_id));
        host.resume(&run).await.map_err(host_failed)?;
        let status = host.progress(&run).await.map_err(host_failed)?.progress.status;
        if status == RunStatus::Paused {
            host.send(&run, RunCommand::ResumeRun).await.map_err(host_failed)?;
        }
        Ok(Done {})
    }

    pub(super) async fn cancel_run(&self, params: RunReference) -> Result<Done, ApiError> {
        self.send(&params.run_id, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await
    }

    pub(super) async fn decide_path(&self, params: DecidePath) -> Result<Done, ApiError> {
        let decision = DecisionId(number(&params.decision_id, "decision")?);
        let flows = params.flow_ids.into_iter().map(ElementId::from).collect();
        self.send(&params.run_id, RunCommand::DecidePath { decision, flows, by: Actor::Person, because: None }).await
    }

    pub(super) async fn complete_step(&self, params: CompleteStep) -> Result<Done, ApiError> {
        let step = StepId(number(&params.step_id, "step")?);
        self.finish(&run_id(&params.run_id), step, StepOutcome::Succeeded { outputs: params.outputs }).await
    }

    pub(super) async fn fail_step(&self, params: FailStep) -> Result<Done, ApiError> {
        let step = StepId(number(&params.step_id, "step")?);
        let (kind, code) = match params.error_code {
            Some(code) => (FailureKind::BpmnError, code),
            None => (FailureKind::Technical, "person".to_owned()),
        };
        let variables = VariableMap::new();
        let failure = StepFailure { kind, code, message: params.message, retryable: false, variables };
        self.finish(&run_id(&params.run_id), step, StepOutcome::Failed { failure }).await
    }

    pub(super) async fn skip_incident(&self, params: IncidentReference) -> Result<Done, ApiError> {
        self.resolve(&params.run_id, &params.incident_id, Resolution::Skip).await
    }

    pub(super) async fn resolve_incident(&self, params: ResolveIncident) -> Result<Done, ApiError> {
        let (run, incident) = (run_id(&params.run_id), IncidentId(number(&params.incident_id, "incident")?));
        let progress = self.shared.host.progress(&run).await.map_err(host_failed)?.progress;
        let found = progress.incidents.get(&incident).ok_or_else(|| {
            ApiError::new(ErrorCode::Rejected, "This incident has been resolved already. Nothing was changed.")
        })?;
        let scope = progress.branches.get(&found.branch).map(|branch| branch.scope).ok_or_else(|| {
            ApiError::new(ErrorCode::Rejected, "The branch of this incident has ended. Nothing was changed.")
        })?;
        // The failed step's own mappings are what may have failed: the result goes straight into the branch's scope.
        for (name, value) in params.outputs {
            self.send(&params.run_id, RunCommand::SetVariable { scope, name, value }).await?;
        }
        self.send(&params.run_id, RunCommand::ResolveIncident { incident, resolution: Resolution::Skip }).await
    }

    /// A message to one run has to be waited for there; one to whoever listens is kept for an hour when nobody does.
    pub(super) async fn send_message(&self, params: SendMessage) -> Result<Delivery, ApiError> {
        let SendMessage { run_id: run, name, correlation_key, variables } = params;
        if let Some(run) = run {
            let command = RunCommand::CorrelateMessage { name, correlation_key, variables, by: Actor::Person };
            self.send(&run, command).await?;
            return Ok(Delivery { run_ids: vec![run] });
        }
        let time_to_live_ms = DEFAULT_TIME_TO_LIVE_MS;
        let message =
            OutsideMessage { id: None, name, correlation_key, variables, to: None, from: None, time_to_live_ms };
        Ok(match self.shared.host.publish_message(message).await.map_err(host_failed)? {
            Publication::Taken(run) => Delivery { run_ids: vec![run.to_string()] },
            Publication::Kept(_) | Publication::Dropped | Publication::Duplicate => Delivery { run_ids: Vec::new() },
        })
    }

    pub(super) async fn send_signal(&self, params: SendSignal) -> Result<Delivery, ApiError> {
        let SendSignal { run_id: run, name, variables } = params;
        if let Some(run) = run {
            self.send(&run, RunCommand::BroadcastSignal { name, variables, by: Actor::Person }).await?;
            return Ok(Delivery { run_ids: vec![run] });
        }
        let heard = self.shared.host.publish_signal(name, variables).await.map_err(host_failed)?;
        Ok(Delivery { run_ids: heard.iter().map(ToString::to_string).collect() })
    }

    pub(super) async fn trigger_element(&self, params: TriggerElement) -> Result<Done, ApiError> {
        self.send(&params.run_id, RunCommand::Trigger { element: params.element.into() }).await
    }

    pub(super) async fn set_variable(&self, params: SetVariable) -> Result<Done, ApiError> {
        let scope = ScopeId(number(&params.scope_id, "scope")?);
        self.send(&params.run_id, RunCommand::SetVariable { scope, name: params.name, value: params.value }).await
    }

    pub(super) async fn send(&self, run: &str, command: RunCommand) -> Result<Done, ApiError> {
        self.shared.host.send(&run_id(run), command).await.map_err(host_failed)?;
        Ok(Done {})
    }

    pub(super) async fn resolve(&self, run: &str, incident: &str, resolution: Resolution) -> Result<Done, ApiError> {
        let incident = IncidentId(number(incident, "incident")?);
        self.send(run, RunCommand::ResolveIncident { incident, resolution }).await
    }

    /// The end of a step that a person gives is for the attempt that is under way.
    async fn finish(&self, run: &RunId, step: StepId, outcome: StepOutcome) -> Result<Done, ApiError> {
        let progress = self.shared.host.progress(run).await.map_err(host_failed)?.progress;
        let attempt = progress.steps.get(&step).map_or(1, |step| step.attempt);
        let command = RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person };
        self.shared.host.send(run, command).await.map_err(host_failed)?;
        Ok(Done {})
    }
}

/// Where a text is, what it is called when it is in no file, and the text.
pub(super) fn text_of(shared: &Shared, source: RoutineSource) -> Result<(String, Option<String>, Vec<u8>), ApiError> {
    Ok(match source {
        RoutineSource::File { path } => {
            let path = shared.allowed.existing(&path)?;
            (stored_path(&shared.allowed.folder(), &path), None, read_routine(&path)?.bytes)
        }
        RoutineSource::Text { xml, name, path } => {
            let path = path.map(|path| shared.allowed.existing(&path)).transpose()?;
            let path = path.map(|path| stored_path(&shared.allowed.folder(), &path));
            (path.unwrap_or_else(|| unsaved_path(&name)), Some(name), xml.into_bytes())
        }
    })
}

pub(crate) fn number(id: &str, what: &str) -> Result<u64, ApiError> {
    id.parse().map_err(|_| ApiError::new(ErrorCode::InvalidRequest, format!("{id:?} is the id of no {what}.")))
}

/// Settings by element, in the engine's words.
pub(crate) fn said_for(
    strategies: BTreeMap<String, StrategySetting>,
) -> BTreeMap<ElementId, settings::StrategySetting> {
    strategies.into_iter().map(|(element, setting)| (element.into(), setting.into())).collect()
}

pub(crate) fn seed() -> Result<u64, ApiError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| {
        ApiError::new(ErrorCode::Internal, format!("The system gives no random numbers: {error}. Nothing was started."))
    })?;
    Ok(u64::from_le_bytes(bytes))
}
