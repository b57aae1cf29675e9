//! Noticing what other programs do in the project folder.

use std::path::Path;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use super::folder::is_routine_file;

/// Editors write a file in several strokes; they are seen as one.
const SETTLE: Duration = Duration::from_millis(150);

/// Watches one folder as long as it lives.
pub(crate) struct FolderWatch {
    _watcher: RecommendedWatcher,
    touched: mpsc::Receiver<()>,
}

impl FolderWatch {
    /// Begins to watch a folder and its folders.
    ///
    /// # Errors
    /// When the system has no watches left or the folder is gone.
    pub(crate) fn begin(folder: &Path) -> notify::Result<Self> {
        let (sender, touched) = mpsc::channel(1);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, concerns_routines) {
                // One waiting notice is enough: it leads to a look at the whole folder.
                let _ = sender.try_send(());
            }
        })?;
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self { _watcher: watcher, touched })
    }

    /// Waits until something changed and came to rest; `false` when no more is to be expected.
    pub(crate) async fn changed(&mut self) -> bool {
        if self.touched.recv().await.is_none() {
            return false;
        }
        while let Ok(Some(())) = tokio::time::timeout(SETTLE, self.touched.recv()).await {}
        true
    }
}

fn concerns_routines(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(_) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {
            event.paths.is_empty() || event.paths.iter().any(|path| is_routine_file(path) || path.extension().is_none())
        }
    }
}
