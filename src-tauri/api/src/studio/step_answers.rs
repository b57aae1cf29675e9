//! What a person says to a step, and how they want it done.

use std::sync::Arc;

use run_engine::command::Resolution;
use run_engine::{Actor, IncidentId, RunCommand, StepId};

use super::Client;
use super::blocking::blocking;
use super::move_runs::number;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::{AnswerStep, OverrideStrategy, RetryIncident, RunReference, StepAnswer, TopUp};
use crate::contract::{ApiError, Done, ErrorCode, StrategySetting};
use crate::own_name::answerer;

impl Client {
    pub(super) async fn answer_step(&self, params: AnswerStep) -> Result<Done, ApiError> {
        let step = StepId(number(&params.step_id, "step")?);
        let shared = Arc::clone(&self.shared);
        let by = blocking(move || answerer(shared.store.runs(), params.by)).await?;
        self.send(&params.run_id, RunCommand::AnswerStep { step, answer: params.answer.into(), by }).await
    }

    pub(super) async fn override_strategy(&self, params: OverrideStrategy) -> Result<Done, ApiError> {
        let step = params.step_id.map(|id| number(&id, "step").map(StepId)).transpose()?;
        let (element, setting) = (params.element.into(), params.setting.map(Into::into));
        self.send(&params.run_id, RunCommand::OverrideStrategy { element, step, setting, by: Actor::Person }).await
    }

    /// With a strategy both happen or neither: what was overridden before the incident refused to be tried again is put back.
    pub(super) async fn retry_incident(&self, params: RetryIncident) -> Result<Done, ApiError> {
        let RetryIncident { run_id: run, incident_id, strategy } = params;
        let Some(strategy) = strategy else { return self.resolve(&run, &incident_id, Resolution::Retry).await };
        let incident = IncidentId(number(&incident_id, "incident")?);
        let progress = self.shared.host.progress(&run_id(&run)).await.map_err(host_failed)?.progress;
        let step = progress.incidents.get(&incident).and_then(|incident| incident.step);
        let step = step.and_then(|id| progress.steps.get(&id)).ok_or_else(|| {
            ApiError::new(ErrorCode::Rejected, "There is no step behind this incident that could be done another way.")
        })?;
        let overridden = |setting| RunCommand::OverrideStrategy {
            element: step.element.clone(),
            step: Some(step.id),
            setting,
            by: Actor::Person,
        };
        self.send(&run, overridden(Some(StrategySetting::from(strategy).into()))).await?;
        let retried = self.resolve(&run, &incident_id, Resolution::Retry).await;
        if retried.is_err() {
            self.send(&run, overridden(step.strategy)).await?;
        }
        retried
    }

    pub(super) async fn top_up(&self, params: TopUp) -> Result<Done, ApiError> {
        let most = params.max_credits.parse().map_err(|error| {
            let message = format!("{:?} is no number of credits: {error}. Nothing was changed.", params.max_credits);
            ApiError::new(ErrorCode::InvalidRequest, message)
        })?;
        self.shared.host.top_up(&run_id(&params.run_id), most).await.map_err(host_failed)?;
        self.continue_run(RunReference { run_id: params.run_id }).await
    }
}

impl From<StepAnswer> for run_engine::StepAnswer {
    fn from(answer: StepAnswer) -> Self {
        match answer {
            StepAnswer::Say { text } => Self::Say { text },
            StepAnswer::Approve { call, arguments } => Self::Approve { call, arguments },
            StepAnswer::Reject { call, reason } => Self::Reject { call, reason },
            StepAnswer::Confirm { outputs } => Self::Confirm { outputs },
        }
    }
}
