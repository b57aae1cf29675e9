//! Files that the command line, a second start or a drop asks to be opened. The page pulls them from the studio's queue.

use std::path::{Path, PathBuf};

use api::Studio;
use tauri::{AppHandle, Manager, Wry};

use crate::desktop;

/// Opens what the arguments of a command line name; relative paths begin at its folder.
pub fn open_arguments(app: &AppHandle<Wry>, arguments: impl IntoIterator<Item = String>, folder: &Path) {
    let named = arguments.into_iter().skip(1).filter(|argument| !argument.starts_with('-'));
    open(app, named.map(|argument| folder.join(argument)));
}

/// Puts files into the queue; says which could not be opened, and why.
pub fn open(app: &AppHandle<Wry>, paths: impl IntoIterator<Item = PathBuf>) {
    let studio = app.state::<Studio>();
    let refused: Vec<String> =
        paths.into_iter().filter_map(|path| studio.open_file(&path).err()).map(|error| error.message).collect();
    if !refused.is_empty() {
        desktop::tell(app, &refused.join("\n"), || ());
    }
}
