//! Native dialogs and the system's file browser, for pages that ask.

use std::path::Path;

use api::{Answer, Desktop};
use tauri::{AppHandle, Wry};
use tauri_plugin_dialog::{DialogExt, FilePath, MessageDialogKind};

/// The desktop around our window.
pub struct NativeDesktop {
    app: AppHandle<Wry>,
}

impl NativeDesktop {
    pub fn new(app: AppHandle<Wry>) -> Self {
        Self { app }
    }
}

impl Desktop for NativeDesktop {
    fn pick_routine(&self, answer: Answer) {
        self.app
            .dialog()
            .file()
            .add_filter("BPMN", &["bpmn", "xml"])
            .pick_file(|picked| answer(picked.and_then(local)));
    }

    fn pick_folder(&self, answer: Answer) {
        self.app.dialog().file().pick_folder(|picked| answer(picked.and_then(local)));
    }

    fn reveal(&self, path: &Path) -> Result<(), String> {
        tauri_plugin_opener::reveal_item_in_dir(path).map_err(|error| error.to_string())
    }
}

/// Tells the user something that no page can show, without waiting for the answer.
pub fn tell(app: &AppHandle<Wry>, sentence: &str, then: impl FnOnce() + Send + 'static) {
    app.dialog().message(sentence).title("Routine Studio").kind(MessageDialogKind::Warning).show(|_| then());
}

fn local(picked: FilePath) -> Option<std::path::PathBuf> {
    picked.into_path().ok()
}
