//! One loop a run: takes inputs from its mailbox, has the machine work them out, stores what came of it, acts, tells.
//!
//! Steps that are decided at once are done in place and many iterations share a transaction, because progress inside is only
//! computed again when it is lost. Nothing outside happens before what led to it is stored.

use std::future::pending;
use std::sync::Arc;
use std::time::Instant;

use run_engine::state::Graphs;
use run_engine::{Actor, JournalEntry, Rejection, RunCommand, RunId, RunProgress, RunStateMachine};
use run_store::{Parcel, RunLock, StoreError, StoredRoutine};
use step_execution::RecordRefused;
use tokio::sync::{mpsc, oneshot};

use crate::batch::{Batch, Recorded};
use crate::checkpoints;
use crate::error::HostError;
use crate::execution_context::ExecutionContextManager;
use crate::host::RunHost;
use crate::mailbox::{Answer, LoopInput, Mail, Mailbox};
use crate::notifier::RunWatcher;
use crate::pace::Pace;
use crate::parts::Parts;
use crate::run_loader::LoadedRun;
use crate::step_figures::StepFigureFold;
use crate::swarms::StateSynchronizer;
use crate::telling::Telling;
use crate::trouble::Trouble;
use crate::update::{RunSnapshot, SwarmDelay};

/// A run in memory, with what it takes to move it.
pub(crate) struct RunLoop {
    pub(crate) run: RunId,
    pub(crate) parts: Arc<Parts>,
    /// None while what was stored could not be loaded again.
    pub(crate) machine: Option<RunStateMachine>,
    pub(crate) graphs: Arc<Graphs>,
    /// The last entry that is stored.
    pub(crate) stored: u64,
    /// How steps went, as far as that is stored.
    pub(crate) figures: StepFigureFold,
    /// The entry with which the state is kept again.
    pub(crate) checkpoint_due: u64,
    pub(crate) batch: Batch,
    pub(crate) contexts: ExecutionContextManager,
    pub(crate) mailbox: Mailbox,
    pub(crate) telling: Telling<JournalEntry>,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) synchronizer: StateSynchronizer,
    /// Why its swarm does not hear it for now.
    delay: Option<SwarmDelay>,
    pace: Pace,
    inbox: mpsc::UnboundedReceiver<Mail>,
    looks: Vec<Look>,
    closing: Option<oneshot::Sender<()>>,
    /// Held as long as the loop lives.
    _lock: RunLock,
}

/// Why the loop goes on.
enum Wake {
    Mail(Mail),
    Tell,
    Retry,
    Pace,
}

impl Wake {
    /// A run that could not be stored is loaded again for somebody who waits, and else when its time has come: what comes from
    /// steps, timers and the swarm is kept meanwhile. Trying for each of them would keep the database busy with refusals.
    fn is_worth_a_try(&self) -> bool {
        match self {
            Self::Mail(mail) => mail.input.is_waited_for(),
            Self::Retry => true,
            Self::Tell | Self::Pace => false,
        }
    }
}

struct Look {
    answer: oneshot::Sender<(RunSnapshot, Option<RunWatcher>)>,
    watch: bool,
}

impl RunLoop {
    /// A loop around a machine whose first `stored` entries are stored; `batch` holds what has come since.
    pub(crate) fn new(
        parts: Arc<Parts>,
        run: RunId,
        LoadedRun { machine, graphs, figures }: LoadedRun,
        stored: u64,
        batch: Batch,
        lock: RunLock,
    ) -> Self {
        let (mailbox, inbox) = Mailbox::new();
        let synchronizer = StateSynchronizer::new(&parts, mailbox.clone());
        let contexts = ExecutionContextManager::new(mailbox.clone(), parts.notifier.clone());
        Self {
            run,
            parts,
            machine: Some(machine),
            graphs: Arc::new(graphs),
            stored,
            figures,
            checkpoint_due: stored + checkpoints::ENTRIES,
            batch,
            contexts,
            mailbox,
            telling: Telling::default(),
            trouble: None,
            synchronizer,
            delay: None,
            pace: Pace::default(),
            inbox,
            looks: Vec::new(),
            closing: None,
            _lock: lock,
        }
    }

    /// Sets it going; from now on it can be reached by its mailbox.
    pub(crate) fn spawn(self) {
        self.parts.enter(&self.run, self.mailbox.clone());
        let busy = self.mailbox.activity().begin();
        tokio::spawn(self.go(busy));
    }

    async fn go(mut self, busy: crate::activity::Busy) {
        let mut busy = Some(busy);
        loop {
            self.batch.restart();
            while !self.batch.is_full()
                && let Ok(mail) = self.inbox.try_recv()
            {
                self.take(mail.input);
            }
            self.advance();
            self.commit().await;
            self.show();
            if self.closing.is_some() || self.has_ended() || self.stored == 0 {
                break;
            }
            if self.telling.due().is_some_and(|due| due <= Instant::now()) {
                self.tell();
            }
            if (self.has_ready() && self.pace.is_over()) || !self.inbox.is_empty() {
                tokio::task::yield_now().await;
                continue;
            }
            // One that only waits for its pace goes on by itself.
            if !self.has_ready() {
                busy.take();
            }
            let wake = self.wait().await;
            busy = Some(self.mailbox.activity().begin());
            if self.machine.is_none() && wake.is_worth_a_try() {
                self.reload().await;
            }
            if let Wake::Mail(mail) = wake {
                self.batch.restart();
                self.take(mail.input);
            }
        }
        drop(busy);
        self.end();
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
        let next = self.pace.next().filter(|_| self.has_ready());
        tokio::select! {
            // Never none: the loop itself has a sender.
            Some(mail) = self.inbox.recv() => Wake::Mail(mail),
            () = until(self.telling.due()) => Wake::Tell,
            () = until(retry) => Wake::Retry,
            () = until(next) => Wake::Pace,
        }
    }

    pub(crate) fn take(&mut self, input: LoopInput) {
        if self.machine.is_none() {
            self.put_off(input);
            return;
        }
        match input {
            LoopInput::Command { command, answer } => self.obey(*command, answer),
            LoopInput::Migration { command, text, answer } => self.migrate(*command, text, answer),
            LoopInput::Delivery { command, parcel, answer } => self.receive(*command, parcel, answer),
            LoopInput::StepEnded { step, attempt, outcome } => {
                self.contexts.close(step, attempt);
                let again = LoopInput::StepEnded { step, attempt, outcome: outcome.clone() };
                self.work_once(again, RunCommand::FinishStep { step, attempt, outcome, by: Actor::Execution });
            }
            LoopInput::StepCharged { step, credits } => {
                self.work_once(LoopInput::StepCharged { step, credits }, RunCommand::ChargeStep { step, credits });
            }
            LoopInput::StepRecorded(recorded) => self.keep(recorded),
            LoopInput::DecisionAsked(asked) => self.use_decision(asked),
            LoopInput::DeadlineDue => self.work(RunCommand::CheckLimits),
            LoopInput::PathChosen { decision, answer } => {
                self.batch.inputs.push(LoopInput::PathChosen { decision, answer: answer.clone() });
                self.take_choice(decision, answer);
            }
            LoopInput::StepNoted { step, note } => self.work(RunCommand::NoteProgress { step, note }),
            LoopInput::TimerDue { subscription } => {
                self.work_once(LoopInput::TimerDue { subscription }, RunCommand::FireTimer { subscription });
            }
            LoopInput::RoutineFound { step, result } => {
                let again = LoopInput::RoutineFound { step, result: result.clone() };
                if let Ok(found) = &result {
                    let graphs = Arc::make_mut(&mut self.graphs);
                    graphs.insert(found.text.version.clone(), found.routine.graph.clone());
                    self.batch.texts.push(found.text.clone());
                }
                let result = result.map(|found| found.routine);
                self.work_once(again, RunCommand::RoutineLoaded { step, result });
            }
            LoopInput::SwarmAnswered { ask, answer } => {
                let again = LoopInput::SwarmAnswered { ask, answer: answer.clone() };
                self.work_once(again, RunCommand::SwarmAnswered { ask, answer });
            }
            LoopInput::AskAgain(which) => self.batch.ask_again.push(which),
            LoopInput::SwarmDelayed(delay) => self.tell_delay(delay),
            LoopInput::Look { answer, watch } => self.looks.push(Look { answer, watch }),
            LoopInput::Close { answer } => self.close(answer),
        }
    }

    /// The loop ends when what has been worked out is stored.
    pub(crate) fn close(&mut self, answer: oneshot::Sender<()>) {
        self.closing = Some(answer);
    }

    /// Why its swarm does not hear it for now; none when it does again.
    pub(crate) fn tell_delay(&mut self, delay: Option<SwarmDelay>) {
        self.parts.notifier.tell_delay(&self.run, delay.clone());
        self.delay = delay;
    }

    /// What somebody asks for: either refused at once, or answered when it is stored.
    fn obey(&mut self, command: RunCommand, answer: Answer) {
        match self.handle(command) {
            Ok(()) => self.batch.answers.push(answer),
            Err(rejection) => {
                // Whoever asked may be gone.
                let _ = answer.send(Err(rejection.into()));
            }
        }
    }

    /// The text is stored with the entry that makes the run depend on it.
    fn migrate(&mut self, command: RunCommand, text: StoredRoutine, answer: Answer) {
        if let RunCommand::MigrateRun { routine, graph, .. } = &command {
            Arc::make_mut(&mut self.graphs).insert(routine.version.clone(), graph.clone());
        }
        match self.handle(command) {
            Ok(()) => {
                self.batch.texts.push(text);
                self.batch.answers.push(answer);
            }
            Err(rejection) => {
                let _ = answer.send(Err(rejection.into()));
            }
        }
    }

    /// What is for a step's record: whoever does the step waits until it is stored.
    fn keep(&mut self, recorded: Recorded) {
        let Recorded { step, attempt, record, stored } = recorded;
        self.batch.goes_outside_next |= record.goes_outside();
        match self.handle(RunCommand::RecordStep { step, attempt, record: (*record).clone() }) {
            Ok(()) => self.batch.records.push(Recorded { step, attempt, record, stored }),
            Err(rejection) => {
                // Whoever does the step may have been given up.
                let _ = stored.send(Err(match rejection {
                    Rejection::OutOfCredits { needed, left, .. } => RecordRefused::OutOfCredits { needed, left },
                    other => RecordRefused::Over(other.to_string()),
                }));
            }
        }
    }

    /// What is on its way to this run: refused, it stays there.
    fn receive(&mut self, command: RunCommand, parcel: Parcel, answer: Answer) {
        if self.batch.taken.contains(&parcel) {
            let _ = answer.send(Err(StoreError::TakenAlready(self.run.clone()).into()));
            return;
        }
        match self.handle(command) {
            Ok(()) => {
                self.batch.taken.push(parcel);
                self.batch.answers.push(answer);
            }
            Err(rejection) => {
                let _ = answer.send(Err(rejection.into()));
            }
        }
    }

    /// What comes of an input that nobody would repeat: the input is remembered until that is stored. One that came too late
    /// is forgotten.
    fn work_once(&mut self, input: LoopInput, command: RunCommand) {
        self.batch.inputs.push(input);
        if let Err(rejection) = self.handle(command) {
            tracing::debug!(run = %self.run, %rejection, "came too late");
            // Without a machine it has been put aside already.
            if self.machine.is_some() {
                self.batch.inputs.pop();
            }
        }
    }

    /// What the loop itself asks for. A refusal means that it is too late, and that is no fault of anybody.
    pub(crate) fn work(&mut self, command: RunCommand) {
        if let Err(rejection) = self.handle(command) {
            tracing::debug!(run = %self.run, %rejection, "came too late");
        }
    }

    /// One iteration after the other, until there is something to store.
    fn advance(&mut self) {
        while self.has_ready() && !self.batch.is_full() && self.pace.is_over() {
            if let Err(rejection) = self.handle(RunCommand::Advance) {
                tracing::error!(run = %self.run, %rejection, "a run that is ready does not move");
                break;
            }
            let delay = self.progress().map_or(0, |run| run.config.delay_ms);
            self.pace.begin(delay);
        }
    }

    fn has_ready(&self) -> bool {
        self.machine.as_ref().is_some_and(RunStateMachine::has_ready)
    }

    fn has_ended(&self) -> bool {
        // That it leaves its swarm is the last thing that a run says; before that it pays for what it has asked for.
        let is_over =
            |run: &RunProgress| run.status.is_final() && run.open_asks().next().is_none() && !run.has_open_accounts();
        self.batch.is_empty() && self.progress().is_some_and(is_over)
    }

    pub(crate) fn progress(&self) -> Option<&RunProgress> {
        self.machine.as_ref().and_then(RunStateMachine::progress)
    }

    /// The run as it is now; only asked for when everything is stored.
    pub(crate) fn snapshot(&self) -> Option<RunSnapshot> {
        let machine = self.machine.as_ref()?;
        Some(RunSnapshot {
            run: self.run.clone(),
            seq: self.stored,
            progress: Arc::new(machine.progress()?.clone()),
            graphs: self.graphs.clone(),
            machine: machine.machine_status(),
            live: true,
            delay: self.delay.clone(),
        })
    }

    /// Answers those who want to see the run. They find it in the store when it is not in memory.
    fn show(&mut self) {
        if self.looks.is_empty() || !self.batch.is_empty() {
            return;
        }
        // A watcher begins with what the others have been told.
        self.tell();
        let Some(snapshot) = self.snapshot() else {
            self.looks.clear();
            return;
        };
        for look in self.looks.drain(..) {
            let watcher = look.watch.then(|| self.parts.notifier.watch(&self.run, snapshot.seq));
            let _ = look.answer.send((snapshot.clone(), watcher));
        }
    }

    /// The run that has asked for this one pays for what it has cost, also when nobody there has waited for its end.
    fn charge_asker(&self, has_ended: bool) {
        let is_asked_for = self.progress().is_some_and(|run| run.config.asked_by.is_some());
        if has_ended
            && is_asked_for
            && let Some(snapshot) = self.snapshot()
        {
            let (host, busy) = (RunHost { parts: self.parts.clone() }, self.mailbox.activity().begin());
            tokio::spawn(async move {
                host.charge_asker(&snapshot).await;
                drop(busy);
            });
        }
    }

    /// Leaves memory. Whoever comes too late learns what became of the run.
    fn end(mut self) {
        self.contexts.abort_all();
        self.parts.timers.forget(&self.run);
        self.tell();
        self.parts.leave(&self.run);
        self.parts.notifier.forget(&self.run);
        self.inbox.close();
        let status = self.progress().map(|progress| progress.status).filter(|status| status.is_final());
        while let Ok(mail) = self.inbox.try_recv() {
            if let LoopInput::Command { answer, .. }
            | LoopInput::Migration { answer, .. }
            | LoopInput::Delivery { answer, .. } = mail.input
            {
                let refusal = match status {
                    Some(status) => Rejection::WrongRunStatus(status).into(),
                    None => HostError::Closed(self.run.clone()),
                };
                let _ = answer.send(Err(refusal));
            }
        }
        self.show();
        self.charge_asker(status.is_some());
        if let Some(closed) = self.closing.take() {
            let _ = closed.send(());
        }
    }
}
