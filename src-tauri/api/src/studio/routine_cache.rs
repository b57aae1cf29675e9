//! What the library shows of each file, read once as long as the file stays the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::AbortHandle;

use super::Shared;
use crate::contract::{ApiError, ProblemCount, PushBatch, RoutineSummary};
use crate::library::{FolderWatch, FoundFile, read_routine, scan};
use crate::reading::read;

/// Lines of the library by path, and who watches the folder.
#[derive(Default)]
pub(crate) struct RoutineCache {
    known: Mutex<HashMap<PathBuf, (FoundFile, RoutineSummary)>>,
    watching: Mutex<Option<AbortHandle>>,
}

impl RoutineCache {
    /// Every routine of the project folder by path, with what has happened to it.
    pub(super) fn list(&self, shared: &Shared) -> BTreeMap<PathBuf, RoutineSummary> {
        let mut lines = self.lines(&shared.allowed.folder());
        let drafts: BTreeSet<String> = shared.store.draft_keys();
        let mut last_runs = shared.last_runs();
        for line in lines.values_mut() {
            line.has_draft = drafts.contains(&line.path);
            line.last_run = last_runs.remove(&line.path);
        }
        lines
    }

    /// Every routine of a folder by path, as far as its file says.
    fn lines(&self, folder: &Path) -> BTreeMap<PathBuf, RoutineSummary> {
        let found = scan(folder);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|path, _| found.contains_key(path));
        found
            .into_iter()
            .filter_map(|(path, file)| {
                if let Some((then, line)) = known.get(&path)
                    && *then == file
                {
                    return Some((path, line.clone()));
                }
                let line = line_of(&path, folder).ok()?;
                known.insert(path.clone(), (file, line.clone()));
                Some((path, line))
            })
            .collect()
    }
}

/// The library's line about one file as it is now.
pub(super) fn summary_of(shared: &Shared, path: &Path) -> Result<RoutineSummary, ApiError> {
    let mut line = line_of(path, &shared.allowed.folder())?;
    line.has_draft = shared.store.draft_keys().contains(&line.path);
    line.last_run = shared.last_runs().remove(&line.path);
    Ok(line)
}

fn line_of(path: &Path, folder: &Path) -> Result<RoutineSummary, ApiError> {
    let file = read_routine(path)?;
    let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let below = path.parent().and_then(|parent| parent.strip_prefix(folder).ok());
    let mut line = RoutineSummary {
        path: path.to_string_lossy().into_owned(),
        name: stem,
        file_name,
        folder: below.map(|below| below.to_string_lossy().replace('\\', "/")).unwrap_or_default(),
        modified_at: file.modified_at,
        bytes: file.bytes.len() as u64,
        version: file.version,
        problems: ProblemCount { errors: 0, warnings: 0 },
        flow_nodes: 0,
        has_draft: false,
        last_run: None,
    };
    let reading = read(&file.bytes);
    line.problems = reading.problems();
    line.flow_nodes = reading.flow_nodes();
    if let Some(name) = reading.name() {
        line.name = name;
    }
    Ok(line)
}

/// Watches the project folder from now on, and no other.
pub(super) fn follow_folder(shared: &Arc<Shared>) {
    let folder = shared.allowed.folder();
    let watch = match FolderWatch::begin(&folder) {
        Ok(watch) => watch,
        Err(error) => {
            tracing::warn!(%error, folder = %folder.display(), "the project folder is not watched; changes show when it is listed again");
            return;
        }
    };
    let task = tokio::spawn(tell_changes(Arc::downgrade(shared), watch)).abort_handle();
    let mut watching = shared.routines.watching.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(before) = watching.replace(task) {
        before.abort();
    }
}

async fn tell_changes(shared: std::sync::Weak<Shared>, mut watch: FolderWatch) {
    let list = |shared: Arc<Shared>| tokio::task::spawn_blocking(move || shared.routines.list(&shared));
    let Some(now) = shared.upgrade() else { return };
    let Ok(mut before) = list(now).await else { return };
    while watch.changed().await {
        let Some(now) = shared.upgrade() else { return };
        let Ok(after) = list(Arc::clone(&now)).await else { return };
        let changed = after.iter().filter(|(path, line)| before.get(*path) != Some(line)).map(|(_, line)| line.clone());
        let removed = before.iter().filter(|(path, _)| !after.contains_key(*path)).map(|(_, line)| line.path.clone());
        let (changed, removed): (Vec<_>, Vec<_>) = (changed.collect(), removed.collect());
        if !changed.is_empty() || !removed.is_empty() {
            now.news.tell(PushBatch::Library { changed, removed });
        }
        before = after;
    }
}

impl Drop for RoutineCache {
    fn drop(&mut self) {
        let watching = self.watching.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = watching.take() {
            task.abort();
        }
    }
}
