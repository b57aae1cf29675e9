//! A swarm at work in the foreground: taken up, told, and left when nothing goes on by itself any more.

use std::path::Path;

use run_engine::RunId;
use run_host::SwarmNotice;
use serde::Serialize;
use swarm::{SwarmContext, SwarmStatus};

use super::{Headless, ToldEntry};
use crate::contract::params::{CreateSwarm, SwarmReference, SwarmSource};
use crate::contract::{ApiError, ErrorCode, SwarmSummary};
use crate::studio::host_failed;
use crate::swarms::{id, swarm_failed};

/// A place at which a run of a swarm rests.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "type", rename = "waiting")]
pub struct SwarmWait {
    /// The run.
    pub run: String,
    /// The name of its routine.
    pub routine: String,
    /// The flow node; none of a run that is paused or has not begun.
    pub element: Option<String>,
    /// What it waits for, in a word: `form`, `timer`, `swarm`, …; `incident`, `paused`.
    pub on: String,
    /// What is wrong, when it has an incident.
    pub message: Option<String>,
}

impl Headless {
    /// Makes a swarm, and tells it of the routines in the folder. Nothing is begun.
    ///
    /// # Errors
    /// What it is made of does not fit together, with every reason, or there is no such folder.
    pub async fn create_swarm(&self, source: SwarmSource, folder: Option<&Path>) -> Result<SwarmSummary, ApiError> {
        let beside = match &source {
            SwarmSource::File { path } => Path::new(path).parent().map(Path::to_owned),
            SwarmSource::Text { .. } | SwarmSource::Form { .. } => None,
        };
        if let Some(folder) = folder {
            self.look_in(folder)?;
        }
        let summary = self.swarms().create_swarm(CreateSwarm { swarm: source }).await?;
        if let (None, Some(folder)) = (folder, beside) {
            self.look_in(&folder)?;
        }
        let swarms = &self.swarms().host;
        swarms.offer_routines(&id(&summary.swarm_id)).await.map_err(swarm_failed)?;
        self.swarms().summary(&id(&summary.swarm_id)).await
    }

    /// Has a swarm begin, or takes it up where it stood; with a folder, with the routines that are there now.
    ///
    /// # Errors
    /// It is paused, has ended, or is in use by another program; there is none, or no such folder.
    pub async fn start_swarm(&self, swarm: &str, folder: Option<&Path>) -> Result<(), ApiError> {
        self.look_for_swarm(swarm, folder).await?;
        let swarms = self.swarms();
        let status = swarms.host.read(&id(swarm), |context| context.status).await.map_err(swarm_failed)?;
        match status {
            SwarmStatus::Uninitialised => {
                swarms.start_swarm(SwarmReference { swarm_id: swarm.to_owned() }).await?;
            }
            SwarmStatus::Starting | SwarmStatus::Running | SwarmStatus::Idle => {
                swarms.host.take_up(&id(swarm)).await.map_err(swarm_failed)?;
                if folder.is_some() {
                    swarms.host.offer_routines(&id(swarm)).await.map_err(swarm_failed)?;
                }
            }
            SwarmStatus::Paused => {
                return Err(ApiError::new(ErrorCode::Rejected, format!("Swarm {swarm} is paused."))
                    .with_hint("`routine swarm resume` lets it go on."));
            }
            SwarmStatus::Stopped | SwarmStatus::Failed | SwarmStatus::Terminated => {
                return Err(ApiError::new(ErrorCode::Rejected, format!("Swarm {swarm} has ended."))
                    .with_hint("`routine swarm export` writes a file with which another one can begin."));
            }
        }
        Ok(())
    }

    /// Lets a paused swarm go on.
    ///
    /// # Errors
    /// It is not paused, or in use by another program; there is none.
    pub async fn resume_swarm(&self, swarm: &str, folder: Option<&Path>) -> Result<(), ApiError> {
        self.look_for_swarm(swarm, folder).await?;
        self.swarms().resume_swarm(SwarmReference { swarm_id: swarm.to_owned() }).await?;
        if folder.is_some() {
            self.swarms().host.offer_routines(&id(swarm)).await.map_err(swarm_failed)?;
        }
        Ok(())
    }

    async fn look_for_swarm(&self, swarm: &str, folder: Option<&Path>) -> Result<(), ApiError> {
        match folder {
            Some(folder) => self.look_in(folder),
            None => self.look_where_swarm_does(swarm).await,
        }
    }

    /// Tells a swarm's journal from an entry on, until nothing goes on by itself any more: it is over, or every run of it has
    /// ended, or waits for somebody, something or the clock. With `wait` only when it is over or paused.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn follow_swarm(
        &self,
        swarm: &str,
        from: u64,
        wait: bool,
        tell: &mut (dyn FnMut(ToldEntry) + Send),
    ) -> Result<(), ApiError> {
        let (swarms, swarm_id) = (self.swarms(), id(swarm));
        let mut next = from.max(1);
        loop {
            let (_, mut watcher) = swarms.host.watch(&swarm_id).await.map_err(swarm_failed)?;
            loop {
                next = swarms.tell_from(swarm, next, tell).await?;
                tokio::select! {
                    stands = self.rest_of_swarm(swarm) => {
                        let (seq, status) = stands?;
                        if seq >= next {
                            continue;
                        }
                        if !wait || status == SwarmStatus::Paused || status == SwarmStatus::Terminated {
                            return Ok(());
                        }
                        if !is_update(watcher.next().await.as_ref()) {
                            break;
                        }
                    }
                    notice = watcher.next() => if !is_update(notice.as_ref()) { break },
                }
            }
        }
    }

    /// Returns when neither the swarm nor one of its runs does anything.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn settle_swarm(&self, swarm: &str) -> Result<(), ApiError> {
        self.rest_of_swarm(swarm).await.map(|_| ())
    }

    /// How the swarm stands when neither it nor one of its runs does anything.
    async fn rest_of_swarm(&self, swarm: &str) -> Result<(u64, SwarmStatus), ApiError> {
        let (swarms, swarm) = (self.swarms(), id(swarm));
        let look = |context: &SwarmContext| (context.seq, context.status, runs_at_work(context));
        let mut before = None;
        loop {
            swarms.host.rest(&swarm).await;
            let (seq, status, runs) = swarms.host.read(&swarm, look).await.map_err(swarm_failed)?;
            let mut stand = Vec::new();
            for run in &runs {
                self.host.rest(run).await;
                // One that is planned may not have begun yet.
                stand.push(self.host.progress(run).await.map_or(0, |snapshot| snapshot.seq));
            }
            // Whatever one of them did may have set another one going: all have to have rested twice.
            let now = Some((seq, stand));
            if now == before {
                return Ok((seq, status));
            }
            before = now;
        }
    }

    /// Where the runs of a swarm rest.
    ///
    /// # Errors
    /// There is no such swarm, or one of its runs cannot be read.
    pub async fn swarm_waits(&self, swarm: &str) -> Result<Vec<SwarmWait>, ApiError> {
        let runs = self.swarms().host.read(&id(swarm), runs_at_work).await.map_err(swarm_failed)?;
        let mut waits = Vec::new();
        for run in runs {
            let Ok(snapshot) = self.host.progress(&run).await else { continue };
            let result = self.host.result(&run).await.map_err(host_failed)?;
            let wait = |element: Option<&routine_model::ElementId>, on: &str, message: Option<&String>| SwarmWait {
                run: run.to_string(),
                routine: snapshot.progress.routine.name.clone(),
                element: element.map(ToString::to_string),
                on: on.to_owned(),
                message: message.cloned(),
            };
            // What is wrong there is said with the incident.
            let places = result.waiting.iter().filter(|place| place.on != "incident");
            waits.extend(places.map(|place| wait(Some(&place.element), place.on, None)));
            waits.extend(
                result.incidents.iter().map(|found| wait(Some(&found.element), "incident", Some(&found.message))),
            );
            if snapshot.progress.status == run_engine::RunStatus::Paused {
                waits.push(wait(None, "paused", None));
            }
        }
        Ok(waits)
    }

    /// Where the journal of a swarm ends; what is told of a later move begins behind it.
    ///
    /// # Errors
    /// There is no such swarm.
    pub async fn last_seq_of_swarm(&self, swarm: &str) -> Result<u64, ApiError> {
        self.swarms().host.read(&id(swarm), |context| context.seq).await.map_err(swarm_failed)
    }
}

fn runs_at_work(context: &SwarmContext) -> Vec<RunId> {
    context.runs_at_work().map(|(run, _)| run.clone()).collect()
}

/// Anything else means that it has to be watched anew.
fn is_update(notice: Option<&SwarmNotice>) -> bool {
    matches!(notice, Some(SwarmNotice::Update(_)))
}
