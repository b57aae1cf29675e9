//! What the user decided about the program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PathSelection;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Strong contrast.
    HighContrast,
}

/// Whether things move on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MotionSetting {
    /// As the system has it.
    System,
    /// They move.
    Full,
    /// They jump.
    Reduced,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[serde(default)]
pub struct Settings {
    /// Under which name the person answers and approves; that of their account when it is empty.
    pub own_name: String,
    /// Light or dark.
    pub theme: Theme,
    /// BCP 47 tag of the language, or `system`.
    pub language: String,
    /// Size of the text in percent, 100 to 200.
    pub text_size: u32,
    /// Whether things move.
    pub motion: MotionSetting,
    /// Keys that differ from the registry's, by command id; an empty list takes the keys away.
    pub keymap: BTreeMap<String, Vec<String>>,
    /// How a new run chooses at a fork.
    pub path_selection: PathSelection,
    /// A new run begins paused.
    pub start_paused: bool,
    /// Steps of one run that may be done at the same time.
    pub max_concurrent_steps: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            own_name: String::new(),
            theme: Theme::System,
            language: "system".to_owned(),
            text_size: 100,
            motion: MotionSetting::System,
            keymap: BTreeMap::new(),
            path_selection: PathSelection::First,
            start_paused: false,
            max_concurrent_steps: 8,
        }
    }
}
