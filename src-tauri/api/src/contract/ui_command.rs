//! Every command of the window, declared once; menus, palette and shortcuts derive from it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When a command can be used. The page knows how to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// Always.
    Always,
    /// The library is shown.
    LibraryShown,
    /// A routine is open in the designer.
    RoutineOpen,
    /// The routine in front has unsaved changes.
    Unsaved,
    /// A run is shown.
    RunShown,
    /// The run that is shown can go on and is paused.
    RunPaused,
    /// The run that is shown goes on.
    RunMoving,
    /// The run that is shown has not ended.
    RunUnended,
    /// A branch of the run that is shown is selected.
    BranchSelected,
    /// A swarm is shown.
    SwarmShown,
    /// An entry of the swarm that is shown is looked at.
    EntryShown,
    /// The drawing has the focus; single letters work only here.
    CanvasFocused,
}

/// The native menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Menu {
    /// Files.
    File,
    /// Undo and selection.
    Edit,
    /// What is shown.
    View,
    /// Running.
    Run,
    /// Help.
    Help,
}

/// Keys of a command, such as `mod+shift+s`: parts in the order mod, alt, shift, key, all lower case.
/// `mod` is Command on macOS and Control elsewhere. `y d` is two keys, one after the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Keys {
    /// On macOS.
    pub mac: Vec<String>,
    /// On Windows and Linux.
    pub other: Vec<String>,
}

/// Where a command stands in the native menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MenuPlace {
    /// The menu.
    pub menu: Menu,
    /// Commands of one group stand together, groups are divided by a line.
    pub group: u8,
}

/// One command of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UiCommand {
    /// Its stable name, such as `run.step`.
    pub id: String,
    /// Key of its label in the translations.
    pub label_key: String,
    /// The label in English, for menus that are drawn before the page is there.
    pub label: String,
    /// Its keys.
    pub keys: Keys,
    /// When it can be used.
    pub when: When,
    /// Where it stands in the native menu.
    pub menu: Option<MenuPlace>,
    /// It is offered in the palette.
    pub palette: bool,
}
