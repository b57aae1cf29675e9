//! Who pays for a run that a step of another one has asked for: that one keeps back what it may cost before it begins, and is
//! told once what it has cost. A run of a swarm is paid by its swarm.

use routine_model::Credits;
use run_engine::{Rejection, RunCommand, RunId, RunProgress, StepId};
use run_store::StoreError;
use step_execution::tool::RunAsker;

use crate::error::HostError;
use crate::host::RunHost;
use crate::run_loop::RunLoop;
use crate::start::StartRequest;
use crate::update::RunSnapshot;

impl RunHost {
    /// Starts a run with as much as the asker has kept back for it. What is begun here is ended also when whoever asked is gone
    /// meanwhile, so that nothing is kept back for a run that never was.
    pub(crate) async fn start_on_account(&self, asker: &RunAsker, request: StartRequest) -> Result<(), HostError> {
        let Some(run) = request.run.clone().filter(|_| request.config.swarm.is_none()) else {
            return self.start(request).await.map(|_| ());
        };
        let (host, asking, step) = (self.clone(), asker.run.clone(), asker.step);
        let started = tokio::spawn(async move {
            let started = host.start_within(&asking, step, &run, request).await;
            if started.is_err() {
                host.settle_unbegun(&asking, step, run).await;
            }
            started
        });
        started.await.unwrap_or_else(|_| Err(HostError::Closed(asker.run.clone())))
    }

    async fn start_within(
        &self,
        asking: &RunId,
        step: StepId,
        run: &RunId,
        mut request: StartRequest,
    ) -> Result<(), HostError> {
        let most = request.config.limits.max_credits;
        self.send(asking, RunCommand::ReserveForRun { step, run: run.clone(), most }).await?;
        let snapshot = self.progress(asking).await?;
        if let Some(account) = snapshot.progress.open_accounts.get(run) {
            request.config.limits.max_credits = account.left;
        }
        self.start(request).await.map(|_| ())
    }

    /// What a run has cost that another one has asked for is a cost of that one, too. When it is over, so is the account.
    pub(crate) async fn charge_asker(&self, snapshot: &RunSnapshot) {
        let RunProgress { run, config, credits, status, .. } = &*snapshot.progress;
        let Some(by) = config.asked_by.as_ref().filter(|_| config.swarm.is_none()) else { return };
        let settled = status.is_final() && !snapshot.progress.has_open_accounts();
        if settled || !credits.is_zero() {
            let charge = RunCommand::ChargeAskedRun { step: by.step, run: run.clone(), spent: *credits, settled };
            self.tell_asker(&by.run, charge).await;
        }
    }

    /// Raises what a run may cost. One that another run has asked for has it from there, so that one keeps back as much more.
    ///
    /// # Errors
    /// The run does not cost more than before, or has ended; whoever pays for it has not as much left.
    pub async fn top_up(&self, run: &RunId, most: Credits) -> Result<(), HostError> {
        let progress = self.progress(run).await?.progress;
        let mut config = progress.config.clone();
        let more = config.limits.max_credits.and_then(|before| most.checked_sub(before)).filter(|more| !more.is_zero());
        let by = more.ok_or(HostError::Rejected(Rejection::NoMoreCredits))?;
        if let Some(asked) = config.asked_by.as_ref().filter(|_| config.swarm.is_none()) {
            self.send(&asked.run, RunCommand::RaiseForRun { run: run.clone(), by }).await?;
        }
        config.limits.max_credits = Some(most);
        self.send(run, RunCommand::ConfigureRun { config: Box::new(config) }).await
    }

    async fn settle_unbegun(&self, asking: &RunId, step: StepId, run: RunId) {
        let charge = RunCommand::ChargeAskedRun { step, run, spent: Credits::ZERO, settled: true };
        self.tell_asker(asking, charge).await;
    }

    async fn tell_asker(&self, asking: &RunId, charge: RunCommand) {
        if let Err(error) = self.send(asking, charge).await {
            tracing::debug!(run = %asking, %error, "the run that pays is over and has settled");
        }
    }
}

impl RunLoop {
    /// The program may have ended between the end of a run and the word of it to this one, which has asked for it.
    pub(crate) fn look_after(&self, run: RunId, step: StepId, may_begin: bool) {
        let (host, asking) = (RunHost { parts: self.parts.clone() }, self.run.clone());
        let busy = self.mailbox.activity().begin();
        tokio::spawn(async move {
            match host.progress(&run).await {
                Ok(snapshot) => host.charge_asker(&snapshot).await,
                Err(HostError::Store(StoreError::UnknownRun(_))) if !may_begin => {
                    host.settle_unbegun(&asking, step, run).await;
                }
                Err(_) => {}
            }
            drop(busy);
        });
    }
}
