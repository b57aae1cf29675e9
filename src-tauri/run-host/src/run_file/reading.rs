//! Reads a run from a file, strictly: what is not exactly as it is written is refused, with its line.

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use run_engine::event::JOURNAL_FORMAT;
use run_engine::state::Graphs;
use run_engine::{JournalEntry, RoutineVersion, RunEvent};
use run_store::StoredRoutine;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{End, FORMAT, Head, LONGEST_LINE, Line, MOST_ENTRIES, MOST_TEXTS, RUN_FILE_VERSION, RunFileError, Text};
use crate::run_loader::{hex, version_of};

/// A run of a file. Its entries follow each other, and every text that they name is there.
pub(super) struct RunFile {
    pub(super) head: Head,
    pub(super) texts: Vec<StoredRoutine>,
    pub(super) entries: Vec<JournalEntry>,
    pub(super) command_ends: Vec<u64>,
}

/// Reads the whole file.
///
/// # Errors
/// It is no such file, of a newer version, damaged, larger than anything that is read, or cannot be read.
pub(super) fn read(from: &mut dyn BufRead) -> Result<RunFile, RunFileError> {
    let mut lines = Lines { from, number: 0, sum: Sha256::new() };
    let first = lines.next()?;
    lines.sum.update(first.as_deref().unwrap_or_default());
    let head = head(first)?;
    if head.texts > MOST_TEXTS || head.entries > MOST_ENTRIES {
        return Err(lines.damaged(format!("it says that it has {} texts and {} entries", head.texts, head.entries)));
    }
    let mut texts = BTreeMap::new();
    for _ in 0..head.texts {
        let Line::Text(text) = lines.line()? else { return Err(lines.damaged("a text of a routine is missing")) };
        let text = lines.text(text)?;
        texts.insert(text.version.clone(), text);
    }
    let (mut entries, mut command_ends) = (Vec::new(), Vec::new());
    for seq in 1..=head.entries {
        let (value, is_last) = match lines.line()? {
            Line::Entry(value) => (value, false),
            Line::Last(value) => (value, true),
            Line::Text(_) | Line::End(_) => return Err(lines.damaged(format!("entry {seq} is missing"))),
        };
        entries.push(lines.entry(value, seq, &texts)?);
        if is_last {
            command_ends.push(seq);
        }
    }
    let sum = hex(&lines.sum.clone().finalize());
    match lines.line()? {
        Line::End(End { sha256 }) if sha256 == sum => {}
        Line::End(_) => return Err(lines.damaged("something in it has been changed since it was written")),
        Line::Text(_) | Line::Entry(_) | Line::Last(_) => return Err(lines.damaged("there is more than it says")),
    }
    if lines.next()?.is_some() {
        return Err(lines.damaged("something follows its end"));
    }
    if !texts.contains_key(&head.routine.version) {
        return Err(RunFileError::Damaged { line: 1, reason: "the text of its routine is not in it".to_owned() });
    }
    Ok(RunFile { head, texts: texts.into_values().collect(), entries, command_ends })
}

fn head(line: Option<Vec<u8>>) -> Result<Head, RunFileError> {
    let foreign = |reason: String| RunFileError::Foreign { reason };
    let line = line.ok_or_else(|| foreign("it is empty".to_owned()))?;
    let value: Value = serde_json::from_slice(&line).map_err(|_| foreign("its first line is no JSON".to_owned()))?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(foreign(format!("its first line does not say that it is a {FORMAT}")));
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(found) if found > u64::from(RUN_FILE_VERSION) => {
            Err(RunFileError::Newer { found: u32::try_from(found).unwrap_or(u32::MAX), known: RUN_FILE_VERSION })
        }
        Some(_) | None => {
            serde_json::from_value(value).map_err(|error| RunFileError::Damaged { line: 1, reason: error.to_string() })
        }
    }
}

struct Lines<'r> {
    from: &'r mut dyn BufRead,
    number: u64,
    sum: Sha256,
}

impl Lines<'_> {
    /// The next line; none at the end of the file.
    fn next(&mut self) -> Result<Option<Vec<u8>>, RunFileError> {
        let mut line = Vec::new();
        let mut bounded = (&mut *self.from).take(LONGEST_LINE);
        bounded
            .read_until(b'\n', &mut line)
            .map_err(|error| RunFileError::Io(format!("the file cannot be read: {error}")))?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if line.last() != Some(&b'\n') {
            return Err(self.damaged("the line has no end: the file was cut off, or the line is too long"));
        }
        Ok(Some(line))
    }

    /// A line that has to be there; it counts for the checksum once the one behind it is read.
    fn line(&mut self) -> Result<Line<Value>, RunFileError> {
        let Some(line) = self.next()? else {
            return Err(RunFileError::Damaged { line: self.number + 1, reason: "the file was cut off".to_owned() });
        };
        let read = serde_json::from_slice(&line).map_err(|error| self.damaged(error.to_string()))?;
        if !matches!(read, Line::End(_)) {
            self.sum.update(&line);
        }
        Ok(read)
    }

    fn text(&self, text: Text) -> Result<StoredRoutine, RunFileError> {
        let bytes = match (text.text, text.hex) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(digits)) => bytes_of(&digits).ok_or_else(|| self.damaged("a text is not in hexadecimal"))?,
            (Some(_), Some(_)) | (None, None) => return Err(self.damaged("a text has to be there once")),
        };
        let version = version_of(&bytes);
        if *version.0 != *text.version {
            return Err(self.damaged("the text is not the one that its version names"));
        }
        Ok(StoredRoutine { version, name: text.name, bytes })
    }

    fn entry(
        &self,
        value: Value,
        seq: u64,
        texts: &BTreeMap<RoutineVersion, StoredRoutine>,
    ) -> Result<JournalEntry, RunFileError> {
        let entry: JournalEntry = serde_json::from_value(value).map_err(|error| self.damaged(error.to_string()))?;
        if entry.seq != seq {
            return Err(self.damaged(format!("entry {seq} should follow, and it is entry {}", entry.seq)));
        }
        match &entry.event {
            RunEvent::RunCreated(created) if created.format > JOURNAL_FORMAT => {
                return Err(RunFileError::Newer { found: created.format, known: JOURNAL_FORMAT });
            }
            RunEvent::RoutinePinned(pinned) if !texts.contains_key(&pinned.routine.version) => {
                return Err(self.damaged("the text of a routine that is called is not in the file"));
            }
            RunEvent::RunMigrated(migrated) if !texts.contains_key(&migrated.routine.version) => {
                return Err(self.damaged("the text that the run goes on with is not in the file"));
            }
            _ => {}
        }
        Ok(entry)
    }

    fn damaged(&self, reason: impl Into<String>) -> RunFileError {
        RunFileError::Damaged { line: self.number, reason: reason.into() }
    }
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let digit = |letter: u8| char::from(letter).to_digit(16);
    let byte = |pair: &[u8]| match *pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    };
    digits.as_bytes().chunks(2).map(byte).collect()
}

/// The graphs of the texts.
pub(crate) fn graphs(texts: &[StoredRoutine]) -> Graphs {
    let graph = |text: &StoredRoutine| {
        (text.version.clone(), std::sync::Arc::new(routine_model::read_routine(&text.bytes).graph))
    };
    texts.iter().map(graph).collect()
}
