//! Messages and signals from outside: from a person, another program, a script.

use run_engine::{Actor, Rejection, RunCommand, RunId, Timestamp, VariableMap};
use run_store::{NewMessage, NewSignal, Parcel};

use crate::delivery::{Handed, Waking, sender};
use crate::error::HostError;
use crate::host::RunHost;

/// A message that somebody sends.
#[derive(Clone, Debug, Default)]
pub struct OutsideMessage {
    /// The sender's own id for it: as long as one of this id is kept, another one counts as the same.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its correlation key; none fits any.
    pub correlation_key: Option<String>,
    /// Its variables.
    pub variables: VariableMap,
    /// The only run that may take it.
    pub to: Option<RunId>,
    /// The run that sends it; none is a person.
    pub from: Option<RunId>,
    /// How long it is kept when nobody listens, milliseconds; 0 is not at all.
    pub time_to_live_ms: u64,
}

/// What has become of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// A run has taken it.
    Taken(RunId),
    /// Nobody listens yet; the first who does until then takes it.
    Kept(Timestamp),
    /// Nobody listens, and it was not to be kept.
    Dropped,
    /// One of the same id has come before.
    Duplicate,
}

impl RunHost {
    /// Sends a message. The run that has listened longest takes it, whether it is in memory or not.
    ///
    /// # Errors
    /// It cannot be stored, or the named run does not exist or has ended.
    pub async fn publish_message(&self, message: OutsideMessage) -> Result<Publication, HostError> {
        let sent_at = self.parts.clock.now();
        let lives = i64::try_from(message.time_to_live_ms).unwrap_or(i64::MAX);
        let expires_at = Timestamp(sent_at.0.saturating_add(lives));
        let OutsideMessage { id, name, correlation_key, variables, to, from, time_to_live_ms } = message;
        let by = sender(from.clone());
        if let (Some(run), None, 0) = (&to, &id, time_to_live_ms) {
            let command = RunCommand::CorrelateMessage { name, correlation_key, variables, by };
            return match self.send(run, command).await {
                Ok(()) => Ok(Publication::Taken(run.clone())),
                Err(HostError::Rejected(Rejection::NobodyListens(_))) => Ok(Publication::Dropped),
                Err(error) => Err(error),
            };
        }
        if let Some(run) = to.clone() {
            let row = self.in_store(move |store| store.run(&run)).await?;
            if row.status.is_final() {
                return Err(Rejection::WrongRunStatus(row.status).into());
            }
        }
        let new = NewMessage {
            id,
            name: name.clone(),
            correlation_key: correlation_key.clone(),
            variables: variables.clone(),
            from,
            to: to.clone(),
            sent_at,
            expires_at,
        };
        let Some(key) = self.in_store(move |store| store.keep_message(new)).await? else {
            return Ok(Publication::Duplicate);
        };
        let listening = match &to {
            // It may start a process of its run, which listens for nothing before.
            Some(run) => vec![run.clone()],
            None => {
                let (name, correlation_key) = (name.clone(), correlation_key.clone());
                let found = move |store: &run_store::RunPersistence| {
                    store.listening_for_message(&name, correlation_key.as_deref())
                };
                self.in_store(found).await?
            }
        };
        for run in listening {
            let command = RunCommand::CorrelateMessage {
                name: name.clone(),
                correlation_key: correlation_key.clone(),
                variables: variables.clone(),
                by: by.clone(),
            };
            if let Handed::Taken = self.hand_over(&run, command, Parcel::Message(key), Waking::Always).await {
                return Ok(Publication::Taken(run));
            }
        }
        if time_to_live_ms == 0 {
            self.in_store(move |store| store.drop_message(key)).await?;
            return Ok(Publication::Dropped);
        }
        // Somebody may have begun to listen meanwhile.
        self.parts.delivery.wake(None);
        Ok(Publication::Kept(expires_at))
    }

    /// Sends a signal to every run that listens, whether it is in memory or not. Answers those that have heard it.
    ///
    /// # Errors
    /// It cannot be stored.
    pub async fn publish_signal(&self, name: String, variables: VariableMap) -> Result<Vec<RunId>, HostError> {
        let signal = NewSignal { name: name.clone(), variables: variables.clone(), from: None };
        let copies = self.in_store(move |store| store.send_signal(signal)).await?;
        let mut heard = Vec::new();
        for copy in copies {
            let (name, variables, key) = (name.clone(), variables.clone(), copy.key);
            let command = RunCommand::BroadcastSignal { name, variables, by: Actor::Person };
            match self.hand_over(&copy.to, command, Parcel::Signal(key), Waking::Always).await {
                Handed::Taken => heard.push(copy.to),
                Handed::Refused => self.in_store(move |store| store.drop_signal(key)).await?,
                Handed::Absent => {}
            }
        }
        Ok(heard)
    }
}
