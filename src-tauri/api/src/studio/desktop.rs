//! What only a native window can do for a page.

use std::path::{Path, PathBuf};

/// Takes what the user picked; nothing when the dialog was closed.
pub type Answer = Box<dyn FnOnce(Option<PathBuf>) + Send>;

/// Native dialogs and the system's file browser. The window has them, a browser page has not.
pub trait Desktop: Send + Sync {
    /// Lets the user pick a routine's file.
    fn pick_routine(&self, answer: Answer);
    /// Lets the user pick a folder.
    fn pick_folder(&self, answer: Answer);
    /// Shows a file in the system's file browser.
    ///
    /// # Errors
    /// When the system has no way to do it, with its reason.
    fn reveal(&self, path: &Path) -> Result<(), String>;
}
