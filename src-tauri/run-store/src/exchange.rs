//! What an append changes beyond the run's own journal, in the same transaction: who listens, what leaves the run, and
//! what has reached it. So nothing that is thrown is lost, and nothing is taken twice, whenever the program dies.

use run_engine::{RunId, SubscriptionId, Timestamp, VariableMap};

/// The exchange of one append with other runs and the clock.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// What has begun to listen, or listens for a later moment than before.
    pub opened: Vec<OpenSubscription>,
    /// What listens no more.
    pub closed: Vec<SubscriptionId>,
    /// Messages that nobody in the run takes.
    pub messages: Vec<NewMessage>,
    /// Signals that other runs may hear.
    pub signals: Vec<NewSignal>,
    /// What the entries are the answer to. When one of these has been taken already, nothing of the append is written.
    pub taken: Vec<Parcel>,
}

impl Exchange {
    /// Nothing is exchanged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty()
            && self.closed.is_empty()
            && self.messages.is_empty()
            && self.signals.is_empty()
            && self.taken.is_empty()
    }
}

/// Something that listens, as far as others have to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSubscription {
    /// Its number in its run; 0 is the run's deadline.
    pub id: SubscriptionId,
    /// What it listens for.
    pub awaits: Awaits,
}

/// What is listened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// A message of this name; with a key only one that has the same key or none.
    Message {
        /// The name.
        name: String,
        /// The key.
        correlation_key: Option<String>,
    },
    /// A signal of this name.
    Signal {
        /// The name.
        name: String,
    },
    /// The clock.
    Moment(Timestamp),
}

/// A message that is offered to all runs.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMessage {
    /// A sender's own id for it: a second message with this id counts as the first one, as long as that is kept.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its correlation key.
    pub correlation_key: Option<String>,
    /// Its variables.
    pub variables: VariableMap,
    /// The run that threw it.
    pub from: Option<RunId>,
    /// The only run that may take it; none is any.
    pub to: Option<RunId>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it is dropped unless somebody has taken it.
    pub expires_at: Timestamp,
}

/// A signal that is told to every run that listens when it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSignal {
    /// Its name.
    pub name: String,
    /// Its variables.
    pub variables: VariableMap,
    /// The run that threw it; it has had its turn.
    pub from: Option<RunId>,
}

/// Something on its way to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parcel {
    /// A message, by its key.
    Message(i64),
    /// A signal's copy for one run, by its key.
    Signal(i64),
}
