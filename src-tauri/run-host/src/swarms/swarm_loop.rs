//! One loop a swarm: takes inputs from its mailbox, has the machine work them out, stores what came of it, acts, tells.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use routine_model::SwarmId;
use run_store::RunLock;
use swarm::state::SwarmContext;
use swarm::{SwarmCommand, SwarmJournalEntry, SwarmRejection, SwarmStateMachine};
use tokio::sync::{mpsc, oneshot};

use super::batch::{Accepted, Answer, Batch};
use super::commit::Trouble;
use super::error::SwarmError;
use super::hands::Hands;
use crate::mailbox::{Mail, Mailbox};
use crate::parts::Parts;
use crate::telling::Telling;

/// A swarm that nobody has asked anything for so long, and that has nothing to do, leaves memory.
const IDLE_FOR: Duration = Duration::from_secs(20);

/// The sending side of a swarm's loop.
pub(super) type SwarmMailbox = Mailbox<SwarmInput>;

/// What somebody does with a swarm as it is stored, or with why it cannot be seen.
type Look = Box<dyn FnOnce(Result<&SwarmContext, SwarmError>) + Send>;

/// Everything that a swarm's loop can be told.
pub(super) enum SwarmInput {
    /// Somebody asks for something.
    Command { command: Box<SwarmCommand>, answer: Answer },
    /// Somebody looks at it as it is stored.
    Look(Look),
    /// Leave the swarm where it is, and end the loop.
    Close { closed: oneshot::Sender<()> },
}

impl std::fmt::Debug for SwarmInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Command { command, .. } => f.debug_tuple("Command").field(command).finish(),
            Self::Look(_) => f.write_str("Look"),
            Self::Close { .. } => f.write_str("Close"),
        }
    }
}

/// A swarm in memory, with what it takes to move it.
pub(super) struct SwarmLoop {
    pub(super) swarm: SwarmId,
    pub(super) parts: Arc<Parts>,
    /// None while what was stored could not be loaded again.
    pub(super) machine: Option<SwarmStateMachine>,
    /// The last entry that is stored.
    pub(super) stored: u64,
    /// The last entry that a checkpoint contains.
    pub(super) checkpoint: u64,
    pub(super) batch: Batch,
    pub(super) mailbox: SwarmMailbox,
    pub(super) telling: Telling<SwarmJournalEntry>,
    pub(super) trouble: Option<Trouble>,
    pub(super) hands: Hands,
    inbox: mpsc::UnboundedReceiver<Mail<SwarmInput>>,
    looks: Vec<Look>,
    closing: Option<oneshot::Sender<()>>,
    /// Held as long as the loop lives.
    _lock: RunLock,
}

enum Wake {
    Mail(Mail<SwarmInput>),
    Tell,
    Retry,
    Bored,
}

impl SwarmLoop {
    /// A loop around a machine whose first `stored` entries are stored.
    pub(super) fn new(
        parts: Arc<Parts>,
        swarm: SwarmId,
        machine: SwarmStateMachine,
        (stored, checkpoint): (u64, u64),
        lock: RunLock,
    ) -> Self {
        let (mailbox, inbox) = Mailbox::new();
        let hands = Hands::new(&parts, swarm.clone(), mailbox.clone());
        Self {
            swarm,
            parts,
            machine: Some(machine),
            stored,
            checkpoint,
            batch: Batch::default(),
            mailbox,
            telling: Telling::default(),
            trouble: None,
            hands,
            inbox,
            looks: Vec::new(),
            closing: None,
            _lock: lock,
        }
    }

    /// Sets it going; from now on it can be reached by its mailbox.
    pub(super) fn spawn(self) -> SwarmMailbox {
        let mailbox = self.mailbox.clone();
        self.parts.swarms.enter(&self.swarm, mailbox.clone());
        let busy = mailbox.activity().begin();
        tokio::spawn(self.go(busy));
        mailbox
    }

    async fn go(mut self, busy: crate::activity::Busy) {
        let mut busy = Some(busy);
        loop {
            while !self.batch.is_full()
                && let Ok(mail) = self.inbox.try_recv()
            {
                self.take(mail.input);
            }
            self.commit().await;
            self.show();
            if self.closing.is_some() || (self.stored == 0 && self.machine.is_none()) {
                break;
            }
            if self.telling.due().is_some_and(|due| due <= Instant::now()) {
                self.tell();
            }
            if !self.inbox.is_empty() {
                tokio::task::yield_now().await;
                continue;
            }
            busy.take();
            let wake = self.wait().await;
            busy = Some(self.mailbox.activity().begin());
            if self.machine.is_none() && matches!(wake, Wake::Retry) {
                self.reload().await;
            }
            match wake {
                Wake::Mail(mail) => self.take(mail.input),
                Wake::Tell | Wake::Retry => {}
                Wake::Bored if self.inbox.is_empty() && self.hands.are_free() => break,
                Wake::Bored => {}
            }
        }
        self.end(busy).await;
    }

    /// Sleeps until there is something to do.
    async fn wait(&mut self) -> Wake {
        let until = |moment: Option<Instant>| async move {
            match moment {
                Some(moment) => tokio::time::sleep_until(moment.into()).await,
                None => pending().await,
            }
        };
        let retry = self.trouble.as_ref().filter(|_| self.machine.is_none()).map(Trouble::retry_at);
        let bored = self.machine.is_some().then(|| Instant::now() + IDLE_FOR);
        tokio::select! {
            // Never none: the loop itself has a sender.
            Some(mail) = self.inbox.recv() => Wake::Mail(mail),
            () = until(self.telling.due()) => Wake::Tell,
            () = until(retry) => Wake::Retry,
            () = until(bored) => Wake::Bored,
        }
    }

    fn take(&mut self, input: SwarmInput) {
        match input {
            SwarmInput::Command { command, answer } => match self.handle(*command) {
                Ok(accepted) => self.batch.answers.push((answer, accepted)),
                Err(error) => {
                    // Whoever asked may be gone.
                    let _ = answer.send(Err(error));
                }
            },
            SwarmInput::Look(look) => self.looks.push(look),
            SwarmInput::Close { closed } => self.closing = Some(closed),
        }
    }

    /// Has the machine do what a command asks for, and adds what comes of it to the batch.
    fn handle(&mut self, command: SwarmCommand) -> Result<Accepted, SwarmError> {
        let Some(machine) = &mut self.machine else {
            let error = self.trouble.as_ref().map(|trouble| trouble.error.clone());
            return Err(error.unwrap_or_else(|| SwarmError::Closed(self.swarm.clone())));
        };
        let asked = if let SwarmCommand::Ask(ask) = &command { Some((ask.run.clone(), ask.ask.clone())) } else { None };
        match machine.handle(command, self.parts.clock.now()) {
            Ok(mut reaction) => {
                let answer = asked.and_then(|(run, ask)| super::reply::taken_out(&mut reaction.effects, &run, &ask));
                self.batch.entries.extend(reaction.events.iter().cloned());
                self.batch.versions.extend(reaction.versions);
                self.batch.effects.extend(reaction.effects);
                let seq = machine.context().map_or(0, |context| context.seq);
                let has_cap = machine.context().is_some_and(|context| context.ledger.allocated.is_some());
                Ok(Accepted { entries: reaction.events, seq, has_cap, answer })
            }
            Err(rejection @ SwarmRejection::Broken(_)) => {
                let batch = std::mem::take(&mut self.batch);
                self.give_back(batch, rejection.clone().into());
                Err(rejection.into())
            }
            Err(rejection) => Err(rejection.into()),
        }
    }

    /// The swarm as it is stored.
    pub(super) fn context(&self) -> Option<&SwarmContext> {
        self.machine.as_ref().and_then(SwarmStateMachine::context)
    }

    /// Answers those who want to see it.
    fn show(&mut self) {
        if self.looks.is_empty() || !self.batch.is_empty() {
            return;
        }
        // A watcher begins with what the others have been told.
        self.tell();
        for look in std::mem::take(&mut self.looks) {
            let error = self.trouble.as_ref().map(|trouble| trouble.error.clone());
            let closed = || SwarmError::Closed(self.swarm.clone());
            look(self.context().ok_or_else(|| error.unwrap_or_else(closed)));
        }
    }

    /// Leaves memory. Whoever comes too late is told to try again.
    async fn end(mut self, busy: Option<crate::activity::Busy>) {
        let parts = self.parts.clone();
        // Whoever wants it back waits until its lock is free.
        let _turn = parts.swarms.gate.pass().await;
        self.tell();
        self.keep_checkpoint(1).await;
        self.hands.stop();
        self.parts.swarms.leave(&self.swarm);
        self.inbox.close();
        let closed = SwarmError::Closed(self.swarm.clone());
        while let Ok(mail) = self.inbox.try_recv() {
            match mail.input {
                SwarmInput::Command { answer, .. } => {
                    let _ = answer.send(Err(closed.clone()));
                }
                SwarmInput::Look(look) => look(Err(closed.clone())),
                SwarmInput::Close { closed } => {
                    let _ = closed.send(());
                }
            }
        }
        for look in std::mem::take(&mut self.looks) {
            look(Err(closed.clone()));
        }
        let closing = self.closing.take();
        drop(self);
        drop(busy);
        if let Some(closed) = closing {
            let _ = closed.send(());
        }
    }
}
