//! Parameters of the commands about routines.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::RoutineOrigin;

/// Names the routine to open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct OpenRoutine {
    /// Where it is.
    pub path: String,
}

/// Makes a new file in the project folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct CreateRoutine {
    /// Its name; the file's name is made from it.
    pub name: String,
    /// What it begins with.
    pub origin: RoutineOrigin,
}

/// Puts a text that came from elsewhere into the project folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ImportRoutine {
    /// The file's name there.
    pub name: String,
    /// The text.
    pub xml: String,
}

/// Writes a routine to its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SaveRoutine {
    /// Where it is.
    pub path: String,
    /// The text.
    pub xml: String,
    /// The version that the text was made from; saving over any other is a conflict. Without it the file is replaced whatever it holds.
    pub expected_version: Option<String>,
}

/// Gives a routine's file another name in the same folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RenameRoutine {
    /// Where it is.
    pub path: String,
    /// The new name.
    pub name: String,
}

/// Copies a routine's file beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DuplicateRoutine {
    /// Where it is.
    pub path: String,
}

/// Moves a routine's file to the project folder's trash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DeleteRoutine {
    /// Where it is.
    pub path: String,
}

/// Brings a deleted routine back. Where another file has taken its name meanwhile, it gets a free one beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RestoreRoutine {
    /// The `trashed` of the deletion.
    pub trashed: String,
}

/// Checks a text without keeping it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct CheckRoutine {
    /// The text.
    pub xml: String,
}

/// Chooses another project folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetProjectFolder {
    /// The folder.
    pub folder: String,
}

/// Asks how the activities of a text are done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RoutineStrategies {
    /// The text.
    pub xml: String,
    /// Where it is saved, so that the detector knows how its steps went before.
    pub path: Option<String>,
}
