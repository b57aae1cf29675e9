//! The blackboard.

use routine_model::RunId;

use super::At;
use crate::author::AskKey;
use crate::board::{json_bytes, operate};
use crate::broken::Broken;
use crate::event::{EntriesRead, EntryWritten, WatchMet, WatchOpened, WriteRefused};
use crate::refusal::Refusal;
use crate::state::{Entry, Receipt, SwarmContext, Watch, WriteResult};

pub(super) fn written(context: &mut SwarmContext, event: &EntryWritten, at: At) -> Result<(), Broken> {
    let misfit = |what: String| Broken::Misfit { event: "EntryWritten", what };
    let before = context.board.entries.remove(&event.key);
    let version = before.as_ref().map_or(0, |entry| entry.version);
    if event.version != version + 1 {
        return Err(misfit(format!("version {} of {} behind version {version}", event.version, event.key)));
    }
    let was_present = before.as_ref().is_some_and(|entry| entry.value.is_some());
    let bytes_before = before.as_ref().map_or(0, |entry| entry.bytes);
    let current = before.as_ref().and_then(|entry| entry.value.as_ref());
    let value =
        operate(&event.key, current, event.operation, &event.value).map_err(|refusal| misfit(refusal.to_string()))?;
    let bytes = value.as_deref().map_or(0, json_bytes);
    context.board.present = context.board.present + u64::from(value.is_some()) - u64::from(was_present);
    context.board.bytes = context.board.bytes + bytes - bytes_before;
    context.board.entries.insert(
        event.key.clone(),
        Entry {
            version: event.version,
            value,
            bytes,
            origin: event.origin.clone(),
            seq: at.seq,
            time: at.time,
            operation: event.operation,
            readers: before.map(|entry| entry.readers).unwrap_or_default(),
        },
    );
    context.statistics.writes += 1;
    if let (Some(run), Some(ask)) = (&event.origin.run, &event.origin.ask) {
        add_write(context, run, ask, WriteResult::Applied(event.version));
    }
    Ok(())
}

pub(super) fn refused(context: &mut SwarmContext, event: &WriteRefused) -> Result<(), Broken> {
    context.statistics.writes_refused += 1;
    context.statistics.conflicts += u64::from(matches!(event.refusal, Refusal::Conflict { .. }));
    if let (Some(run), Some(ask)) = (&event.origin.run, &event.origin.ask) {
        add_write(context, run, ask, WriteResult::Refused(event.refusal.clone()));
    }
    Ok(())
}

fn add_write(context: &mut SwarmContext, run: &RunId, ask: &AskKey, result: WriteResult) {
    if let Some(run) = context.runs.get_mut(run) {
        run.receipts.add_write(ask, result);
    }
}

pub(super) fn read(context: &mut SwarmContext, event: &EntriesRead) -> Result<(), Broken> {
    context.statistics.reads += event.keys.len() as u64;
    context.statistics.reads_denied += event.denied.len() as u64;
    let Some(run) = &event.origin.run else { return Ok(()) };
    for (key, _) in &event.keys {
        if let Some(entry) = context.board.entries.get_mut(key) {
            *entry.readers.entry(run.clone()).or_default() += 1;
        }
    }
    if let Some(ask) = &event.origin.ask {
        put(context, run, ask, Receipt::Read);
    }
    Ok(())
}

fn put(context: &mut SwarmContext, run: &RunId, ask: &AskKey, receipt: Receipt) {
    if let Some(run) = context.runs.get_mut(run) {
        run.receipts.put(ask, receipt);
    }
}

pub(super) fn watch_opened(context: &mut SwarmContext, event: &WatchOpened) -> Result<(), Broken> {
    let watch = Watch { ask: event.ask.clone(), keys: event.keys.clone(), known_seq: event.known_seq };
    context.board.watches.entry(event.run.clone()).or_default().push(watch);
    put(context, &event.run, &event.ask, Receipt::Watching);
    Ok(())
}

pub(super) fn watch_met(context: &mut SwarmContext, event: &WatchMet) -> Result<(), Broken> {
    if let Some(watches) = context.board.watches.get_mut(&event.run) {
        watches.retain(|watch| watch.ask != event.ask);
        if watches.is_empty() {
            context.board.watches.remove(&event.run);
        }
    }
    put(context, &event.run, &event.ask, Receipt::Changed { seq: event.with });
    Ok(())
}
