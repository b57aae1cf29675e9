//! Routines as the library and the designer see them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Diagnostic, DraftView, FormField, RunSummary};

/// How many problems a routine has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProblemCount {
    /// Problems that stop a run.
    pub errors: u32,
    /// Problems that do not.
    pub warnings: u32,
}

/// One process of a file; what a run can be started from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProcessView {
    /// BPMN id of the process.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// The `isExecutable` mark.
    pub executable: bool,
    /// Ids of the elements that can start it.
    pub starts: Vec<String>,
    /// What a run may be given: the fields of the start event's form, else the variables that the
    /// process reads and nothing in it writes. More can always be given.
    pub inputs: Vec<FormField>,
}

/// One routine in the library.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoutineSummary {
    /// Where the file is. Opaque to screens; used to name the routine in commands.
    pub path: String,
    /// The name to show: of the first process, else of the file.
    pub name: String,
    /// The file's name with ending.
    pub file_name: String,
    /// Folder below the project folder, empty at its top.
    pub folder: String,
    /// When the file was last written, in milliseconds since 1970.
    pub modified_at: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file's bytes, in hex.
    pub version: String,
    /// Number of problems.
    pub problems: ProblemCount,
    /// Number of flow nodes.
    pub flow_nodes: u32,
    /// A draft that is newer than the file is kept.
    pub has_draft: bool,
    /// The latest run of this routine.
    pub last_run: Option<RunSummary>,
}

/// The project folder and what is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryView {
    /// The project folder.
    pub folder: String,
    /// Its routines, by folder and name.
    pub routines: Vec<RoutineSummary>,
}

/// A routine opened for looking and editing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedRoutine {
    /// The library's line about it.
    pub routine: RoutineSummary,
    /// The file's text.
    pub xml: String,
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The processes in it.
    pub processes: Vec<ProcessView>,
    /// The unsaved text that was kept from the last session.
    pub draft: Option<DraftView>,
}

/// A routine that was deleted and can be brought back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrashedRoutine {
    /// What `restoreRoutine` takes. Opaque to screens.
    pub trashed: String,
}

/// What checking a text gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckedRoutine {
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The processes in it.
    pub processes: Vec<ProcessView>,
}

/// What saving gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedRoutine {
    /// The library's line about the file as it is now.
    pub routine: RoutineSummary,
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A routine that is shipped with the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleView {
    /// Name of the sample, used in commands.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// The diagram.
    pub xml: String,
}

/// A swarm that is shipped with the program, with the routines that it works by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleSwarmView {
    /// Name of the sample, used in commands.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is to reach.
    pub goal: String,
    /// How many subtasks it begins with.
    pub subtasks: u32,
    /// How many members its team has.
    pub members: u32,
    /// How many routines come with it.
    pub routines: u32,
}

/// What a new routine begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "from")]
pub enum RoutineOrigin {
    /// A start event.
    Blank,
    /// A copy of a shipped sample.
    Sample {
        /// Name of the sample.
        id: String,
    },
}
