//! Entries, their versions, and the lines that stand for them.

use routine_model::EntryOperation as Operation;
use run_store::StoredVersion;
use serde_json::Value;
use swarm::Sensitivity as Sensitive;
use swarm::state::Entry;

use super::Names;
use crate::contract::{EntryLine, EntryOperation, EntryReader, EntryVersion, EntryView, Sensitivity, ValueKind};
use crate::projection::values::{kind_of, line_of, value_view};

/// An entry as a line of the table.
pub(crate) fn entry_line(names: Names<'_>, key: &str, entry: &Entry) -> EntryLine {
    let value = entry.value.as_deref();
    EntryLine {
        key: key.to_owned(),
        kind: value.map_or(ValueKind::Null, kind_of),
        preview: value.map(line_of).unwrap_or_default(),
        bytes: entry.bytes,
        version: entry.version,
        operation: operation_view(entry.operation),
        written: names.provenance(&entry.origin, entry.seq, Some(entry.time)),
        reads: entry.reads(),
        sensitivity: sensitivity_view(names.0.policy.sensitivity_of(key)),
        deleted: value.is_none(),
    }
}

/// An entry with its value.
pub(crate) fn entry_view(names: Names<'_>, key: &str, entry: &Entry) -> EntryView {
    let readers = entry.readers.iter().map(|(run, reads)| EntryReader {
        run_id: run.to_string(),
        routine: names.routine(run),
        reads: *reads,
    });
    EntryView {
        line: entry_line(names, key, entry),
        value: value_view(entry.value.as_deref().unwrap_or(&Value::Null), || entry.version.to_string()),
        readers: readers.collect(),
    }
}

/// A version of an entry.
pub(crate) fn version_view(names: Names<'_>, version: &StoredVersion) -> EntryVersion {
    EntryVersion {
        version: version.written.version,
        operation: operation_view(version.written.operation),
        value: value_view(version.value.as_ref().unwrap_or(&Value::Null), || version.written.version.to_string()),
        written: names.provenance(&version.written.origin, version.seq, Some(version.time)),
    }
}

/// An entry as it was in a version; who read that one is not known.
pub(crate) fn earlier_view(names: Names<'_>, key: &str, version: &StoredVersion) -> EntryView {
    let EntryVersion { version: number, operation, value, written } = version_view(names, version);
    let line = EntryLine {
        key: key.to_owned(),
        kind: value.kind,
        preview: if version.value.is_some() { value.preview.clone() } else { String::new() },
        bytes: value.bytes,
        version: number,
        operation,
        written,
        reads: 0,
        sensitivity: sensitivity_view(names.0.policy.sensitivity_of(key)),
        deleted: version.value.is_none(),
    };
    EntryView { line, value, readers: Vec::new() }
}

/// How a value was written, in the words of screens.
fn operation_view(operation: Operation) -> EntryOperation {
    match operation {
        Operation::Set => EntryOperation::Set,
        Operation::Append => EntryOperation::Append,
        Operation::Increment => EntryOperation::Increment,
        Operation::Merge => EntryOperation::Merge,
        Operation::DeepMerge => EntryOperation::DeepMerge,
        Operation::Delete => EntryOperation::Delete,
    }
}

/// How a value shall be written.
pub(crate) fn operation(operation: EntryOperation) -> Operation {
    match operation {
        EntryOperation::Set => Operation::Set,
        EntryOperation::Append => Operation::Append,
        EntryOperation::Increment => Operation::Increment,
        EntryOperation::Merge => Operation::Merge,
        EntryOperation::DeepMerge => Operation::DeepMerge,
        EntryOperation::Delete => Operation::Delete,
    }
}

pub(super) fn sensitivity_view(sensitivity: Sensitive) -> Sensitivity {
    match sensitivity {
        Sensitive::Public => Sensitivity::Public,
        Sensitive::Internal => Sensitivity::Internal,
        Sensitive::Confidential => Sensitivity::Confidential,
        Sensitive::Secret => Sensitivity::Secret,
    }
}
