//! Changes of entries, from inside and outside of runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use routine_model::EntryOperation;
use serde_json::Value;

use super::not_ended;
use crate::SwarmRejection;
use crate::ask::EntryWrite;
use crate::author::{Author, Origin};
use crate::board::{depth, json_bytes, may_read, operate, refuse_write};
use crate::broken::Broken;
use crate::event::{EntriesRead, EntryWritten};
use crate::limits::SwarmLimits;
use crate::refusal::Refusal;
use crate::state::{Blackboard, SwarmContext};
use crate::turn::Turn;

/// The state of entries while several changes of them are looked at before any of them is made.
#[derive(Default)]
struct Planned {
    entries: BTreeMap<String, (u64, Option<Arc<Value>>)>,
    more: i64,
}

impl Planned {
    /// Version and value of an entry as they will be.
    fn now(&self, board: &Blackboard, key: &str) -> (u64, Option<Arc<Value>>) {
        self.entries
            .get(key)
            .cloned()
            .unwrap_or_else(|| board.entries.get(key).map_or((0, None), |entry| (entry.version, entry.value.clone())))
    }

    /// Looks at one more change, and plans it.
    fn plan(&mut self, context: &SwarmContext, who: &Author, write: &EntryWrite) -> Result<(), Refusal> {
        check_key(&write.key, &context.limits)?;
        if let Some(refusal) = refuse_write(context, who, &write.key) {
            return Err(refusal);
        }
        let (version, value) = self.now(&context.board, &write.key);
        if let Some(expected) = write.expected_version.filter(|expected| *expected != version) {
            let writer = context.board.entries.get(&write.key).map_or(who, |entry| &entry.origin.who).clone();
            return Err(Refusal::Conflict { key: write.key.clone(), expected, current: version, writer });
        }
        let was_present = value.is_some();
        let after = value_after(&context.limits, write, value.as_ref())?;
        let more = i64::from(after.is_some()) - i64::from(was_present);
        let found = i128::from(context.board.present) + i128::from(self.more + more);
        if more > 0 && found > i128::from(context.limits.entries) {
            let found = u64::try_from(found).unwrap_or(u64::MAX);
            return Err(Refusal::TooLarge {
                what: "the number of entries".to_owned(),
                found,
                most: context.limits.entries,
            });
        }
        self.more += more;
        self.entries.insert(write.key.clone(), (version + 1, after));
        Ok(())
    }
}

fn check_key(key: &str, limits: &SwarmLimits) -> Result<(), Refusal> {
    let bad = |reason: &str| Err(Refusal::BadKey { key: key.chars().take(64).collect(), reason: reason.to_owned() });
    if key.is_empty() {
        return bad("it is empty");
    }
    if key.chars().any(char::is_control) || key.trim() != key {
        return bad("it has control characters, or blanks at an end");
    }
    if key.len() as u64 > limits.key_bytes {
        return Err(Refusal::TooLarge {
            what: "the key in bytes".to_owned(),
            found: key.len() as u64,
            most: limits.key_bytes,
        });
    }
    Ok(())
}

fn value_after(
    limits: &SwarmLimits,
    write: &EntryWrite,
    value: Option<&Arc<Value>>,
) -> Result<Option<Arc<Value>>, Refusal> {
    let check_depth = |value: &Value| {
        let found = depth(value, limits.depth);
        if found <= limits.depth {
            return Ok(());
        }
        Err(Refusal::TooLarge { what: format!("the depth of {}", write.key), found, most: limits.depth })
    };
    check_depth(&write.value)?;
    let after = operate(&write.key, value, write.operation, &write.value)?;
    if let Some(value) = &after {
        check_depth(value)?;
        let found = json_bytes(value);
        if found > limits.entry_bytes {
            let what = format!("the value of {} in bytes", write.key);
            return Err(Refusal::TooLarge { what, found, most: limits.entry_bytes });
        }
    }
    Ok(after)
}

/// Why a change cannot be made now; none when it can.
pub(super) fn refusal_of(context: &SwarmContext, who: &Author, write: &EntryWrite) -> Option<Refusal> {
    Planned::default().plan(context, who, write).err()
}

/// Makes a change that has been looked at.
pub(super) fn write(
    turn: &mut Turn<'_>,
    write: EntryWrite,
    origin: &Origin,
    reverted_to: Option<u64>,
) -> Result<(), Broken> {
    let version = turn.state().board.version_of(&write.key) + 1;
    let value = if write.operation == EntryOperation::Delete { Value::Null } else { write.value };
    let origin = origin.clone();
    turn.emit(EntryWritten { key: write.key, version, operation: write.operation, value, reverted_to, origin })
}

/// What is wrong with the entries that a swarm is to begin with.
pub(super) fn faults_of_first(limits: &SwarmLimits, entries: &BTreeMap<String, Value>) -> Vec<String> {
    let mut faults = Vec::new();
    if entries.len() as u64 > limits.entries {
        faults.push(format!("there are more than {} entries", limits.entries));
    }
    for (key, value) in entries {
        let write = EntryWrite::set(key, value.clone());
        let fault = check_key(key, limits).err().or_else(|| value_after(limits, &write, None).err());
        faults.extend(fault.map(|refusal| refusal.to_string()));
    }
    faults
}

pub(super) fn post(turn: &mut Turn<'_>, by: Author, writes: &[EntryWrite]) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    let most = turn.state().limits.writes;
    if writes.len() as u64 > most {
        let refusal = Refusal::TooLarge { what: "the number of writes".to_owned(), found: writes.len() as u64, most };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    let mut planned = Planned::default();
    for (at, write) in writes.iter().enumerate() {
        planned.plan(turn.state(), &by, write).map_err(|refusal| SwarmRejection::Refused { at, refusal })?;
    }
    let origin = by.into();
    for one in writes {
        write(turn, one.clone(), &origin, None)?;
    }
    Ok(())
}

pub(super) fn revert(
    turn: &mut Turn<'_>,
    by: Author,
    key: String,
    to_version: u64,
    value: Option<Value>,
    expected_version: Option<u64>,
) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    if to_version == 0 || to_version > turn.state().board.version_of(&key) {
        return Err(SwarmRejection::UnknownVersion { key, version: to_version });
    }
    let operation = if value.is_some() { EntryOperation::Set } else { EntryOperation::Delete };
    let one = EntryWrite { key, operation, value: value.unwrap_or_default(), expected_version };
    if let Some(refusal) = refusal_of(turn.state(), &by, &one) {
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    Ok(write(turn, one, &by.into(), Some(to_version))?)
}

/// Puts on record what somebody outside of runs has looked at, and what was denied.
pub(super) fn read(turn: &mut Turn<'_>, by: Origin, keys: Vec<String>) -> Result<(), SwarmRejection> {
    let context = turn.state();
    let (found, most) = (keys.len() as u64, context.limits.writes);
    if found > most {
        let refusal = Refusal::TooLarge { what: "the number of keys".to_owned(), found, most };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    let (shown, denied): (Vec<String>, Vec<String>) = keys.into_iter().partition(|key| may_read(context, &by.who, key));
    let keys = shown.into_iter().map(|key| (key.clone(), context.board.version_of(&key))).collect();
    Ok(turn.emit(EntriesRead { keys, denied, origin: by })?)
}
