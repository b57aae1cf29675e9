//! Parameters of the commands about the program and its window.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::contract::Settings;

/// Nothing is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoParams {}

/// Changes all settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetSettings {
    /// The settings.
    pub settings: Settings,
}

/// Asks for what the page kept under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct GetUiState {
    /// The name.
    pub key: String,
}

/// Keeps something of the page's own, such as widths of panels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetUiState {
    /// The name.
    pub key: String,
    /// The value; `null` forgets it.
    pub value: Value,
}

/// Names a file to show in the system's file browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RevealRoutine {
    /// Where it is.
    pub path: String,
}
