//! Journal entries as screens list them.

use std::collections::BTreeMap;

use run_engine::{JournalEntry, RunEvent};
use serde_json::{Map, Value, json};

use super::event_kind::{event_kind, record_kind};
use super::milliseconds;
use super::values::{reference, value_view};
use crate::contract;

/// One entry, with large values cut to what `readValue` needs to fetch them.
pub(crate) fn entry_view(entry: &JournalEntry) -> contract::JournalEntry {
    let mut fields = fields_of(entry);
    for name in ["seq", "time", "type"] {
        fields.remove(name);
    }
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
    };
    let mut take = |name: &str| text(fields.remove(name));
    let kind = event_kind(&entry.event);
    let record = match &entry.event {
        RunEvent::StepRecorded(event) => Some(record_kind(&event.record)),
        _ => None,
    };
    let (branch, element, step) = (take("branch"), take("element"), take("step"));
    let details: BTreeMap<String, Value> =
        fields.into_iter().map(|(name, value)| cut(entry.seq, &[&name.clone()], value, name)).collect();
    contract::JournalEntry {
        seq: entry.seq,
        time: milliseconds(entry.time),
        kind,
        record,
        branch,
        element,
        step,
        details,
    }
}

/// The value at a reference that an `entry_view` or a `ValueView` gave.
pub(crate) fn value_at(entry: &JournalEntry, pointer: &str) -> Option<Value> {
    Value::Object(fields_of(entry)).pointer(pointer).cloned()
}

fn fields_of(entry: &JournalEntry) -> Map<String, Value> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        // The entry came out of a journal or goes into one as just this object.
        Ok(_) | Err(_) => Map::new(),
    }
}

fn cut(seq: u64, path: &[&str], value: Value, name: String) -> (String, Value) {
    let view = value_view(&value, || reference(seq, path));
    let Some(reference) = view.reference else { return (name, value) };
    if let Value::Object(parts) = value {
        let parts = parts.into_iter().map(|(part, value)| {
            let path: Vec<&str> = path.iter().copied().chain([part.as_str()]).collect();
            cut(seq, &path, value, part.clone())
        });
        return (name, Value::Object(parts.collect()));
    }
    (name, json!({ "preview": view.preview, "bytes": view.bytes, "reference": reference }))
}
