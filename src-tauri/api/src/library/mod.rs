//! The project folder: routines as files, found, read, written and watched.
//!
//! A path that a page names is used only when it lies in the project folder or was chosen by the user in a dialog.
//! Deliberately absent: what a routine means. That is `reading`'s.

mod allowed;
mod file;
mod folder;
mod names;
mod trash;
mod watch;

pub(crate) use allowed::AllowedPaths;
pub(crate) use file::{MAX_BYTES, ReadFile, read_routine, write_bytes, write_routine};
pub(crate) use folder::{FoundFile, default_folder, is_decision_file, is_routine_file, scan, scan_decisions};
pub(crate) use names::{free_path, stem_for};
pub(crate) use trash::{move_to_trash, restore_from_trash};
pub(crate) use watch::FolderWatch;
