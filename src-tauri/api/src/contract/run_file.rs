//! Runs as files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a run is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RunExportFormat {
    /// A `.run` file, which can be imported.
    Run,
    /// The entries of its journal, one JSON object a line.
    Ndjson,
    /// An object-centric event log (OCEL 2.0, JSON) for process mining.
    Ocel,
}

/// What is left out of an exported run. Secrets are in none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct RunRedaction {
    /// Variables by name, in which `*` stands for any letters, and whatever repeats one of their texts.
    #[ts(optional, as = "Option<Vec<String>>")]
    pub variables: Vec<String>,
    /// What models, tools and people in conversations were told and said.
    #[ts(optional, as = "Option<bool>")]
    pub prompts: bool,
    /// Folders of this machine, and files that are values.
    #[ts(optional, as = "Option<bool>")]
    pub files: bool,
    /// Variables that the routine marks as confidential or secret stay.
    #[ts(optional, as = "Option<bool>")]
    pub with_sensitive: bool,
}

/// An exported run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedRun {
    /// A name for the file.
    pub name: String,
    /// What it holds.
    pub text: String,
}
