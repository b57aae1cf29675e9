//! What a swarm does to its runs, to swarms below it and to the one above: one after the other, in the order of its
//! journal, each tried until it is done or makes no sense any more.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use routine_model::{Credits, MemberId, RunId, SubtaskId, SwarmId};
use run_engine::status::StatusReason;
use run_engine::{Rejection, RunCommand};
use run_store::StoreError;
use serde_json::Value;
use swarm::{Author, SwarmCommand, SwarmContext, SwarmSettings, SwarmStatus};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::choosing;
use super::coordinator;
use super::door::{CreateSwarm, SwarmHost};
use super::error::SwarmError;
use super::swarm_loop::{SwarmInput, SwarmMailbox};
use crate::activity::Busy;
use crate::error::HostError;
use crate::host::RunHost;
use crate::parts::Parts;

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// Something that a swarm does outside of itself. Doing it twice is the same as doing it once.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Prepare,
    StartRun { run: RunId, subtask: SubtaskId, routine: String, member: Option<MemberId>, inputs: Value },
    BringBack(RunId),
    PauseRun(RunId),
    ResumeRun(RunId),
    CancelRun(RunId),
    StartChild { child: SwarmId, settings: Box<SwarmSettings> },
    Choose(SubtaskId),
    AllotToChild { child: SwarmId, share: Credits },
    MoveChild { child: SwarmId, status: SwarmStatus },
    TellParent { parent: SwarmId, spent_total: Credits, ended: bool },
}

/// Why an act is not done.
pub(super) enum Undone {
    /// It can be tried again.
    Later(String),
    /// It makes no sense any more.
    Never(String),
}

impl From<HostError> for Undone {
    fn from(error: HostError) -> Self {
        match &error {
            HostError::Store(StoreError::UnknownRun(_))
            | HostError::Rejected(_)
            | HostError::Unusable(_)
            | HostError::Imported(_)
            | HostError::NoSuchStep
            | HostError::NothingFailed
            | HostError::OtherDefinition => Self::Never(error.to_string()),
            HostError::Store(_)
            | HostError::TextMissing { .. }
            | HostError::JournalNewer { .. }
            | HostError::JournalBroken { .. }
            | HostError::File(_)
            | HostError::Closed(_) => Self::Later(error.to_string()),
        }
    }
}

impl From<SwarmError> for Undone {
    fn from(error: SwarmError) -> Self {
        if error.passes() { Self::Later(error.to_string()) } else { Self::Never(error.to_string()) }
    }
}

/// Does what its swarm wants done.
#[derive(Debug)]
pub(super) struct Hands {
    acts: mpsc::UnboundedSender<(Act, Busy)>,
    waiting: Arc<AtomicUsize>,
    /// Subtasks for which a model chooses now.
    choosing: Arc<Mutex<BTreeSet<SubtaskId>>>,
    worker: Worker,
}

impl Hands {
    pub(super) fn new(parts: &Arc<Parts>, swarm: SwarmId, mailbox: SwarmMailbox) -> Self {
        let (acts, mut inbox) = mpsc::unbounded_channel::<(Act, Busy)>();
        let (stop, waiting) = (CancellationToken::new(), Arc::new(AtomicUsize::new(0)));
        let worker = Worker { parts: Arc::downgrade(parts), swarm, mailbox, stop };
        let (left, own) = (waiting.clone(), worker.clone());
        tokio::spawn(async move {
            while let Some((act, busy)) = inbox.recv().await {
                own.keep_doing(act, busy).await;
                left.fetch_sub(1, Ordering::SeqCst);
            }
        });
        Self { acts, waiting, choosing: Arc::default(), worker }
    }

    /// Has something done, behind everything before it.
    pub(super) fn put(&self, act: Act) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // Fails only when the program is ending.
        let _ = self.acts.send((act, self.worker.mailbox.activity().begin()));
    }

    /// Has a model choose a routine for a subtask, beside everything else, since models take their time.
    pub(super) fn choose(&self, subtask: SubtaskId) {
        if !self.choosing().insert(subtask.clone()) {
            return;
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let (worker, busy) = (self.worker.clone(), self.worker.mailbox.activity().begin());
        let (waiting, choosing) = (self.waiting.clone(), self.choosing.clone());
        tokio::spawn(async move {
            worker.keep_doing(Act::Choose(subtask.clone()), busy).await;
            choosing.lock().unwrap_or_else(PoisonError::into_inner).remove(&subtask);
            waiting.fetch_sub(1, Ordering::SeqCst);
        });
    }

    fn choosing(&self) -> MutexGuard<'_, BTreeSet<SubtaskId>> {
        self.choosing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing is being done.
    pub(super) fn are_free(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) == 0
    }

    /// What is not done yet is done when the swarm is in memory again.
    pub(super) fn stop(&self) {
        self.worker.stop.cancel();
    }
}

#[derive(Clone, Debug)]
struct Worker {
    parts: Weak<Parts>,
    swarm: SwarmId,
    mailbox: SwarmMailbox,
    stop: CancellationToken,
}

impl Worker {
    async fn keep_doing(&self, act: Act, busy: Busy) {
        let (mut delay, mut busy) = (FIRST_DELAY, Some(busy));
        while let (false, Some(parts)) = (self.stop.is_cancelled(), self.parts.upgrade()) {
            match self.attempt(RunHost { parts }, act.clone()).await {
                Ok(()) => return,
                Err(Undone::Never(reason)) => {
                    tracing::debug!(swarm = %self.swarm, ?act, reason, "not done, and not to be done");
                    return;
                }
                Err(Undone::Later(reason)) => {
                    tracing::warn!(swarm = %self.swarm, ?act, reason, "not done yet");
                    drop(busy.take());
                    tokio::select! {
                        () = tokio::time::sleep(delay) => {}
                        () = self.stop.cancelled() => return,
                    }
                    busy = Some(self.mailbox.activity().begin());
                    delay = (delay * 2).min(LONGEST_DELAY);
                }
            }
        }
    }

    async fn attempt(&self, host: RunHost, act: Act) -> Result<(), Undone> {
        let swarms = host.swarms();
        match act {
            Act::Prepare => {
                let routines = coordinator::offers(&host).await;
                self.say(SwarmCommand::OfferRoutines { routines });
                self.say(SwarmCommand::FinishStarting { result: Ok(()) });
                Ok(())
            }
            Act::StartRun { run, subtask, routine, member, inputs } => {
                let wanted = coordinator::WantedRun { run: run.clone(), subtask, routine, member, inputs };
                match coordinator::start_run(&host, &swarms, &self.swarm, wanted).await {
                    Err(Undone::Never(message)) => {
                        self.say(SwarmCommand::FailStart { run, message });
                        Ok(())
                    }
                    other => other,
                }
            }
            Act::BringBack(run) => Ok(coordinator::bring_back(&host, &swarms, &self.swarm, &run).await?),
            Act::PauseRun(run) => {
                let pause = RunCommand::PauseRun { reason: StatusReason::AutomaticPause };
                Ok(host.send(&run, pause).await?)
            }
            Act::ResumeRun(run) => Ok(coordinator::let_go_on(&host, &run).await?),
            Act::CancelRun(run) => {
                let cancel = RunCommand::CancelRun { reason: StatusReason::AutomaticStop };
                match host.send(&run, cancel).await {
                    Err(HostError::Store(StoreError::UnknownRun(_))) => {
                        let message = "it was given up before it began".to_owned();
                        self.say(SwarmCommand::FailStart { run, message });
                        Ok(())
                    }
                    Err(HostError::Rejected(Rejection::WrongRunStatus(_))) => {
                        Ok(coordinator::bring_back(&host, &swarms, &self.swarm, &run).await?)
                    }
                    sent => Ok(sent?),
                }
            }
            Act::StartChild { child, settings } => {
                match swarms.create(CreateSwarm { swarm: Some(child.clone()), settings: *settings }).await {
                    Ok(_) | Err(SwarmError::Rejected(swarm::SwarmRejection::Exists(_))) => {}
                    Err(error) => return Err(error.into()),
                }
                match swarms.send(&child, SwarmCommand::StartSwarm { by: Author::Coordinator }).await {
                    // It was started the last time.
                    Ok(_) | Err(SwarmError::Rejected(_)) => Ok(()),
                    Err(error) => Err(error.into()),
                }
            }
            Act::Choose(subtask) => choosing::choose(&host, &self.swarm, &subtask).await,
            Act::AllotToChild { child, share } => said(&swarms, &child, SwarmCommand::AllotShare { share }).await,
            Act::MoveChild { child, status } => {
                let by = Author::Coordinator;
                // What a person has paused, or has no credits, stays paused.
                let is_paused_by_us = |context: &SwarmContext| {
                    context.status == SwarmStatus::Paused
                        && matches!(&context.reason, Some(swarm::StatusReason::Asked { by, .. }) if *by == Author::Coordinator)
                };
                if status.coordinates() && !swarms.read(&child, is_paused_by_us).await? {
                    return Ok(());
                }
                let command = match status {
                    SwarmStatus::Paused => SwarmCommand::PauseSwarm { by },
                    SwarmStatus::Running | SwarmStatus::Idle | SwarmStatus::Starting | SwarmStatus::Uninitialised => {
                        SwarmCommand::ResumeSwarm { by }
                    }
                    SwarmStatus::Stopped | SwarmStatus::Failed | SwarmStatus::Terminated => {
                        SwarmCommand::StopSwarm { by, message: None }
                    }
                };
                said(&swarms, &child, command).await
            }
            Act::TellParent { parent, spent_total, ended } => {
                let report = SwarmCommand::ReportChild { child: self.swarm.clone(), spent_total, ended };
                said(&swarms, &parent, report).await
            }
        }
    }

    /// Tells the swarm what has come of something. A refusal means that it is too late, and that is no fault of anybody.
    fn say(&self, command: SwarmCommand) {
        let (answer, _) = tokio::sync::oneshot::channel();
        self.mailbox.put(SwarmInput::Command { command: Box::new(command), answer });
    }
}

async fn said(swarms: &SwarmHost, swarm: &SwarmId, command: SwarmCommand) -> Result<(), Undone> {
    swarms.send(swarm, command).await.map(|_| ()).map_err(Undone::from)
}
