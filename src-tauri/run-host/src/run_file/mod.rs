//! A run as a file to hand over (`.run`): the texts of its routines and its journal, to be looked at anywhere.
//!
//! Lines of JSON: a head, the texts, the entries, and an end with a checksum of all before it, so that a file that was cut
//! off or changed is recognised. Deliberately absent: secrets, which are in no journal, and checkpoints, which anybody can
//! make again.

mod import;
mod ocel;
mod reading;
mod redacting;
mod writing;

use run_engine::{RoutineRef, RunId, RunStatus, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub(crate) use reading::graphs;
pub use redacting::{REDACTED, Redaction};

/// The version of the format that this program writes, and the newest that it reads.
pub const RUN_FILE_VERSION: u32 = 1;
/// What stands in the head of every such file.
const FORMAT: &str = "routine-run";
/// No line is longer, bytes.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;
/// No run of a file has more entries.
const MOST_ENTRIES: u64 = 5_000_000;
/// No run of a file has used more routines.
const MOST_TEXTS: u64 = 1_000;

/// What a run is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A `.run` file, which can be imported.
    Run,
    /// The entries of its journal, one a line.
    Ndjson,
    /// An object-centric event log (OCEL 2.0, JSON) for process mining.
    Ocel,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Head {
    format: String,
    version: u32,
    /// The program that has written it.
    program: String,
    run: RunId,
    routine: RoutineRef,
    status: RunStatus,
    exported_at: Timestamp,
    texts: u64,
    entries: u64,
    /// What was left out.
    #[serde(default, skip_serializing_if = "Redaction::is_empty")]
    redaction: Redaction,
}

/// A line between the first and the last.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum Line<Entry> {
    /// The text of a routine.
    Text(Text),
    /// An entry of the journal.
    Entry(Entry),
    /// One that is the last that a command has led to.
    Last(Entry),
    /// The last line.
    End(End),
}

/// A text, as text or, where it is no UTF-8, in hexadecimal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Text {
    version: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hex: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct End {
    /// SHA-256 of every byte before this line.
    sha256: String,
}

/// Why a run cannot be exported, or a file not be read. Every message is a sentence for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RunFileError {
    /// It is some other file.
    #[error("this is no run file: {reason}")]
    Foreign {
        /// What is there instead.
        reason: String,
    },
    /// A newer program has written it.
    #[error(
        "the file has version {found} and was written by a newer version of this program, which knows {known} at most"
    )]
    Newer {
        /// Its version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// Something in it is damaged.
    #[error("the file is damaged at line {line}: {reason}")]
    Damaged {
        /// Which line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// It cannot be read or written.
    #[error("{0}")]
    Io(String),
}
