//! Keeps a run and its swarm in step, over both journals.
//!
//! What a run says is in its journal before it is said, so the journal is the outbox: whatever is open is said again when the
//! run is loaded, and the swarm, whose journal is the inbox, does it once. Asks of one run arrive in their order. One that
//! does not get there (the database is busy, the disk is full, another program has the swarm) is tried again, with more time
//! between the tries, and watchers of the run see why it waits. Nothing is said of an answer before the run has it on record.

use std::sync::{Arc, Weak};
use std::time::Duration;

use routine_model::SwarmAskId;
use run_engine::RunProgress;
use run_engine::swarm_asks::{SwarmAnswer, SwarmAsk, SwarmRequest};
use swarm::AskKey;
use tokio::sync::mpsc;

use super::door::SwarmHost;
use super::error::SwarmError;
use super::question::Question;
use super::reply::{self, Heard};
use crate::activity::Busy;
use crate::mailbox::{LoopInput, Mailbox};
use crate::parts::Parts;
use crate::update::SwarmDelay;

const FIRST_DELAY: Duration = Duration::from_millis(100);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// Which asks a swarm wants to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// This one.
    One(SwarmAskId),
    /// Those that wait for credits.
    Patient,
}

/// Says to its swarm what a run has to say, and brings the answers.
#[derive(Debug)]
pub(crate) struct StateSynchronizer {
    parts: Weak<Parts>,
    mailbox: Mailbox,
    /// None before the run has said anything.
    outbox: Option<mpsc::UnboundedSender<(Question, Busy)>>,
}

impl StateSynchronizer {
    pub(crate) fn new(parts: &Arc<Parts>, mailbox: Mailbox) -> Self {
        Self { parts: Arc::downgrade(parts), mailbox, outbox: None }
    }

    /// Says what stands in the run's journal now.
    pub(crate) fn say(&mut self, ask: SwarmAsk, progress: &RunProgress) {
        self.put(ask, progress, false);
    }

    /// Asks again what the swarm wants to be asked again, as far as it is still open.
    pub(crate) fn say_again(&mut self, which: Again, progress: &RunProgress) {
        let wanted = |ask: &SwarmAsk| match which {
            Again::One(id) => ask.ask == id,
            Again::Patient => matches!(ask.request, SwarmRequest::Reserve { patient: true, .. }),
        };
        for ask in progress.open_asks().filter(wanted) {
            self.put(ask, progress, true);
        }
    }

    fn put(&mut self, ask: SwarmAsk, progress: &RunProgress, again: bool) {
        let oldest = progress.swarm.as_ref().and_then(|swarm| swarm.asks.keys().next());
        let question = Question {
            answered_below: oldest.copied().unwrap_or(ask.ask),
            routine: progress.routine.name.clone(),
            ask,
            again,
        };
        let (parts, mailbox) = (self.parts.clone(), self.mailbox.clone());
        let outbox = self.outbox.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::unbounded_channel();
            tokio::spawn(Messenger { parts, mailbox }.carry(receiver));
            sender
        });
        // Fails only when the program is ending.
        let _ = outbox.send((question, self.mailbox.activity().begin()));
    }
}

/// Carries the asks of one run, one after the other.
struct Messenger {
    parts: Weak<Parts>,
    mailbox: Mailbox,
}

impl Messenger {
    async fn carry(self, mut outbox: mpsc::UnboundedReceiver<(Question, Busy)>) {
        while let Some((question, busy)) = outbox.recv().await {
            self.get_through(question, busy, &outbox).await;
        }
    }

    /// Tries until the swarm has heard it, or the run has left memory and will say it again.
    async fn get_through(
        &self,
        mut question: Question,
        busy: Busy,
        outbox: &mpsc::UnboundedReceiver<(Question, Busy)>,
    ) {
        let (mut busy, mut delay, mut tries) = (Some(busy), FIRST_DELAY, 0);
        while let (Some(parts), false) = (self.parts.upgrade(), outbox.is_closed()) {
            let swarms = SwarmHost::new(parts);
            match attempt(&swarms, &question).await {
                Ok(Heard::Answer(answer)) => {
                    self.answer(question.ask.ask, answer, tries);
                    return;
                }
                Ok(Heard::News) => question.again = true,
                Ok(Heard::Later) => {
                    self.recover(tries);
                    return;
                }
                Err(error) if !error.passes() => {
                    self.answer(question.ask.ask, reply::impossible(&error), tries);
                    return;
                }
                Err(error) => {
                    tries += 1;
                    let delayed = SwarmDelay {
                        ask: question.ask.ask,
                        request: question.ask.request.word(),
                        tries,
                        reason: error.to_string(),
                    };
                    self.mailbox.put(LoopInput::SwarmDelayed(Some(delayed)));
                    drop(swarms);
                    drop(busy.take());
                    tokio::time::sleep(delay).await;
                    busy = Some(self.mailbox.activity().begin());
                    delay = (delay * 2).min(LONGEST_DELAY);
                }
            }
        }
    }

    fn answer(&self, ask: SwarmAskId, answer: SwarmAnswer, tries: u32) {
        self.recover(tries);
        self.mailbox.put(LoopInput::SwarmAnswered { ask, answer });
    }

    fn recover(&self, tries: u32) {
        if tries > 0 {
            self.mailbox.put(LoopInput::SwarmDelayed(None));
        }
    }
}

/// Puts a question to the swarm, once.
async fn attempt(swarms: &SwarmHost, question: &Question) -> Result<Heard, SwarmError> {
    let swarm = &question.ask.swarm;
    for command in question.beforehand() {
        match swarms.send(swarm, command).await {
            // It was done before, or is not to be done: the record of the run says what became of it.
            Ok(_) | Err(SwarmError::Rejected(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let tried = if matches!(question.ask.request, SwarmRequest::Reserve { patient: true, .. }) {
        credits_asked(swarms, question).await?
    } else {
        0
    };
    let accepted = swarms.ask(swarm, question.ask(tried)).await?;
    Ok(reply::heard(accepted, &question.ask.request))
}

/// The key of a request for credits that is made again and again: a new one after each refusal, the same after a grant.
async fn credits_asked(swarms: &SwarmHost, question: &Question) -> Result<u32, SwarmError> {
    let (run, key) = (question.ask.run.clone(), question.ask(0).ask);
    let AskKey::Call(first) = key else { return Ok(0) };
    swarms
        .read(&question.ask.swarm, move |context| {
            let Some(receipts) = context.runs.get(&run).map(|run| &run.receipts) else { return 0 };
            let mut tried = 0;
            let named = |tried: u32| first.strip_suffix('0').map(|stem| format!("{stem}{tried}")).unwrap_or_default();
            while let Some(swarm::state::Receipt::Refused { .. }) = receipts.calls.get(&*named(tried)) {
                tried += 1;
            }
            tried
        })
        .await
}
