//! The thread that owns the connection.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use run_engine::event::RunOrigin;
use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;
use crate::append::{Append, Durability};
use crate::exchange::Parcel;
use crate::table::{journal, messages, pins, routine_versions, runs, signals, strategy_figures, subscriptions};

/// How long another program may write before we give up.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Most appends that share a transaction.
const GROUP: usize = 64;

/// Called with what has become of an append.
pub(crate) type Done = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What the thread is asked to do.
pub(crate) enum Request {
    Append(Box<Append>, Done),
    Call(Box<dyn FnOnce(&mut Connection) + Send>),
}

/// What every connection needs.
pub(crate) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What the thread and everybody else know of each other.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Transactions that appends took.
    pub(crate) commits: AtomicU64,
    /// Every append survives a loss of power, whatever it asks for.
    pub(crate) always_synced: AtomicBool,
}

/// Answers requests in order until nobody can send any more.
pub(crate) fn run(mut connection: Connection, mailbox: &Receiver<Request>, shared: &Shared) {
    let mut synchronous = Durability::Process;
    while let Ok(request) = mailbox.recv() {
        let mut next = Some(request);
        while let Some(request) = next.take() {
            match request {
                Request::Call(call) => call(&mut connection),
                Request::Append(append, done) => {
                    let mut group = vec![(append, done)];
                    while group.len() < GROUP && next.is_none() {
                        match mailbox.try_recv() {
                            Ok(Request::Append(append, done)) => group.push((append, done)),
                            Ok(call @ Request::Call(_)) => next = Some(call),
                            Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
                        }
                    }
                    shared.commits.fetch_add(1, Ordering::Relaxed);
                    let least = if shared.always_synced.load(Ordering::Relaxed) {
                        Durability::Power
                    } else {
                        Durability::Process
                    };
                    commit(&mut connection, (&mut synchronous, least), group);
                }
            }
        }
    }
    // Leaves the database in one file where that is possible; what is in the log is not lost otherwise.
    if let Err(error) = connection.close() {
        tracing::warn!(error = %error.1, "the database was not closed cleanly");
    }
}

fn commit(
    connection: &mut Connection,
    (synchronous, least): (&mut Durability, Durability),
    group: Vec<(Box<Append>, Done)>,
) {
    let (appends, callbacks): (Vec<_>, Vec<_>) = group.into_iter().unzip();
    let results = try_commit(connection, (synchronous, least), &appends)
        .unwrap_or_else(|error| appends.iter().map(|_| Err(error.clone())).collect());
    for (done, result) in callbacks.into_iter().zip(results) {
        done(result);
    }
}

/// One result an append; or an error that has undone them all.
fn try_commit(
    connection: &mut Connection,
    (synchronous, least): (&mut Durability, Durability),
    appends: &[Box<Append>],
) -> Result<Vec<Result<(), StoreError>>, StoreError> {
    let wanted = appends.iter().map(|append| append.durability).fold(least, Durability::max);
    if wanted != *synchronous {
        let setting = match wanted {
            Durability::Process => "NORMAL",
            Durability::Power => "FULL",
        };
        connection.pragma_update(None, "synchronous", setting)?;
        *synchronous = wanted;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut results = Vec::with_capacity(appends.len());
    for append in appends {
        // A conflict is found before anything of this append is written, so the others need not be undone.
        results.push(match write(&transaction, append) {
            Err(
                refused @ (StoreError::Conflict { .. }
                | StoreError::Unreadable { .. }
                | StoreError::TakenAlready(_)
                | StoreError::UnknownRun(_)),
            ) => Err(refused),
            written => {
                written?;
                Ok(())
            }
        });
    }
    transaction.commit()?;
    Ok(results)
}

fn write(connection: &Connection, append: &Append) -> Result<(), StoreError> {
    let texts = journal::texts(append)?;
    let found = runs::key(connection, &append.run)?;
    let origin = match (&append.copy_of, found) {
        (Some(origin), None) => Some(copied(connection, origin)?),
        (None, _) | (Some(_), Some(_)) => None,
    };
    let seq = found.or(origin).map_or(0, |(_, seq)| seq);
    if seq != append.expected_seq {
        return Err(StoreError::Conflict { run: append.run.clone(), expected: append.expected_seq, found: seq });
    }
    for parcel in &append.exchange.taken {
        let is_there = match parcel {
            Parcel::Message(key) => messages::is_there(connection, *key)?,
            Parcel::Signal(key) => signals::is_there(connection, *key)?,
        };
        if !is_there {
            return Err(StoreError::TakenAlready(append.run.clone()));
        }
    }
    let key = match found {
        Some((key, _)) => {
            runs::update(connection, key, &append.row)?;
            key
        }
        None => {
            let key = runs::insert(connection, &append.row)?;
            if let Some((from, upto)) = origin {
                journal::copy(connection, from, key, append, upto)?;
                pins::copy(connection, from, key)?;
            }
            key
        }
    };
    routine_versions::insert(connection, append)?;
    pins::insert(connection, key, append)?;
    journal::insert(connection, key, append, &texts)?;
    strategy_figures::add(connection, append)?;
    exchange(connection, key, append)
}

/// The key of the run that is copied, and up to where; no further than it goes.
fn copied(connection: &Connection, origin: &RunOrigin) -> Result<(i64, u64), StoreError> {
    let (key, seq) = runs::key(connection, &origin.run)?.ok_or_else(|| StoreError::UnknownRun(origin.run.clone()))?;
    Ok((key, origin.seq.min(seq)))
}

/// What has reached the run is gone, who listens is known, and what leaves the run is on its way.
fn exchange(connection: &Connection, key: i64, append: &Append) -> Result<(), StoreError> {
    for parcel in &append.exchange.taken {
        match parcel {
            Parcel::Message(key) => messages::take(connection, *key)?,
            Parcel::Signal(key) => signals::take(connection, *key)?,
        }
    }
    append.exchange.closed.iter().try_for_each(|id| subscriptions::close(connection, key, *id))?;
    append.exchange.opened.iter().try_for_each(|open| subscriptions::open(connection, key, open))?;
    if append.row.status.is_final() {
        subscriptions::close_all(connection, key)?;
    }
    for message in &append.exchange.messages {
        messages::insert(connection, message)?;
    }
    append.exchange.signals.iter().try_for_each(|signal| signals::insert(connection, signal).map(drop))
}
