//! Where a strategy tells what happens on the way, and what has to be stored before it goes on.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use routine_model::Credits;
use run_engine::StepRecord;
use serde_json::Value;
use thiserror::Error;
use tokio::sync::oneshot;

/// Something that happens while a step is being done.
#[derive(Debug)]
pub enum Progress {
    /// Something noteworthy.
    Note(Value),
    /// Something has been paid; it counts whatever will come of the step.
    Charge(Credits),
    /// A model's words as they come. They are shown and not kept: what it has said is on record when it has ended.
    Text {
        /// Which request of the step.
        call: u32,
        /// The next piece.
        piece: String,
    },
    /// Something for the step's record; nothing else is done before it is stored.
    Record {
        /// What.
        record: Box<StepRecord>,
        /// Told when it is stored.
        stored: oneshot::Sender<Result<(), RecordRefused>>,
    },
    /// A step needs a decision's text, and the run uses one text of it from its first use to its end.
    Decision {
        /// The id of the decision.
        decision: String,
        /// What the step has found; none when it only asks for what the run uses.
        found: Option<DecisionText>,
        /// Told what the run uses, when that is stored; none when it uses no text of this decision yet.
        used: oneshot::Sender<Result<Option<DecisionText>, RecordRefused>>,
    },
}

/// The text of a file with decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionText {
    /// Where it was.
    pub path: String,
    /// The SHA-256 of the text, in hexadecimal.
    pub version: String,
    /// The text.
    pub bytes: Arc<[u8]>,
}

/// Why something did not come on record. Whoever does the step has to stop.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RecordRefused {
    /// A request may cost more than is left.
    #[error("it may cost {needed} credits, and {left} are left")]
    OutOfCredits {
        /// What it may cost.
        needed: Credits,
        /// What is left.
        left: Credits,
    },
    /// The step is over, or not this attempt's any more, or nothing can be stored.
    #[error("the step is not done any more: {0}")]
    Over(String),
}

/// Takes what happens in the doing of one step. Cheap to clone.
#[derive(Clone)]
pub struct ProgressSink(Arc<dyn Fn(Progress) + Send + Sync>);

impl ProgressSink {
    /// Hands everything to `take`, which must not block.
    pub fn new(take: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(take))
    }

    /// For callers that want the outcome only; records count as stored.
    #[must_use]
    pub fn ignore() -> Self {
        Self::new(Progress::count_as_stored)
    }

    /// The same sink, which also keeps what is put on record.
    pub(crate) fn keeping(&self, kept: Arc<Mutex<Vec<Arc<StepRecord>>>>) -> Self {
        let own = self.clone();
        Self::new(move |progress| {
            if let Progress::Record { record, .. } = &progress {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new((**record).clone()));
            }
            (own.0)(progress);
        })
    }

    /// Something noteworthy has happened.
    pub fn note(&self, note: Value) {
        (self.0)(Progress::Note(note));
    }

    /// Something has been paid.
    pub fn charge(&self, credits: Credits) {
        (self.0)(Progress::Charge(credits));
    }

    /// A model goes on saying something.
    pub fn text(&self, call: u32, piece: &str) {
        (self.0)(Progress::Text { call, piece: piece.to_owned() });
    }

    /// Puts something on the step's record. Returns when it is stored.
    ///
    /// # Errors
    /// It is not stored, and what it speaks of must not be done.
    pub async fn record(&self, record: StepRecord) -> Result<(), RecordRefused> {
        let (stored, answer) = oneshot::channel();
        (self.0)(Progress::Record { record: Box::new(record), stored });
        answer.await.unwrap_or_else(|_| Err(RecordRefused::Over("the run was closed".to_owned())))
    }
}

impl ProgressSink {
    /// The text that the run uses for a decision, if it has used one before.
    ///
    /// # Errors
    /// The step is over.
    pub async fn decision(&self, decision: &str) -> Result<Option<DecisionText>, RecordRefused> {
        self.used(decision, None).await
    }

    /// From now on the run uses this text for a decision. Answers what it does use: another step may have found another
    /// text in between.
    ///
    /// # Errors
    /// The step is over, or the text cannot be kept.
    pub async fn use_decision(&self, decision: &str, found: DecisionText) -> Result<DecisionText, RecordRefused> {
        let used = self.used(decision, Some(found)).await?;
        used.ok_or_else(|| RecordRefused::Over("the text of the decision was not kept".to_owned()))
    }

    async fn used(&self, decision: &str, found: Option<DecisionText>) -> Result<Option<DecisionText>, RecordRefused> {
        let (used, answer) = oneshot::channel();
        (self.0)(Progress::Decision { decision: decision.to_owned(), found, used });
        answer.await.unwrap_or_else(|_| Err(RecordRefused::Over("the run was closed".to_owned())))
    }
}

impl Progress {
    /// What nobody keeps counts as kept.
    pub fn count_as_stored(self) {
        // Whoever told it may be gone.
        match self {
            Self::Record { stored, .. } => drop(stored.send(Ok(()))),
            Self::Decision { found, used, .. } => drop(used.send(Ok(found))),
            Self::Note(_) | Self::Charge(_) | Self::Text { .. } => {}
        }
    }
}

impl fmt::Debug for ProgressSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressSink")
    }
}
