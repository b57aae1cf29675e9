//! Which program answers, and where it runs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum HostKind {
    /// The desktop window.
    Desktop,
    /// A browser that talks to `routine serve`.
    Browser,
}

/// The operating system, as far as keys and words depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Platform {
    /// Linux and other Unix systems.
    Linux,
    /// macOS.
    Mac,
    /// Windows.
    Windows,
}

/// What this host can do besides answering commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Ability {
    /// Ask for a file or folder in a native dialog.
    PickFile,
    /// Show a file in the system's file browser.
    Reveal,
    /// Native menus exist, so the page draws none.
    NativeMenu,
}

/// Name, version and surroundings of the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    /// The program's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The operating system.
    pub platform: Platform,
    /// The system's language as a BCP 47 tag, such as `en` or `de-DE`.
    pub locale: String,
    /// Where the screen is shown.
    pub host: HostKind,
    /// What this host can do besides answering commands.
    pub abilities: Vec<Ability>,
    /// Where runs are kept.
    pub database: String,
}
