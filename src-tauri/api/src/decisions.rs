//! Decisions that routines call: DMN files, found by the id of a decision.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use routine_model::decision::DecisionModel;
use run_engine::RoutineVersion;
use run_host::version_of;
use step_execution::{DecisionFile, FindDecision};

use crate::library::{is_decision_file, read_routine};

/// Models that are kept in memory, by the version of their file.
const MOST_MODELS: usize = 32;

/// How decisions are found among the files that `files` names; a run keeps their paths as `keep` says.
pub(crate) fn finder(
    files: impl Fn() -> Vec<PathBuf> + Send + Sync + 'static,
    keep: impl Fn(&Path) -> String + Send + Sync + 'static,
) -> FindDecision {
    let models: Mutex<BTreeMap<RoutineVersion, DecisionModel>> = Mutex::default();
    Arc::new(move |decision| {
        let read = |path: PathBuf| {
            let bytes = read_routine(&path).ok()?.bytes;
            // Reading costs much more than looking for the id in the text.
            if decision.is_empty() || !bytes.windows(decision.len()).any(|window| window == decision.as_bytes()) {
                return None;
            }
            let version = version_of(&bytes);
            let model = known(&models, &version, &bytes);
            let is_there = model.decisions().any(|(id, _)| id == decision);
            is_there.then(|| DecisionFile {
                path: keep(&path),
                version: version.0.to_string(),
                model,
                bytes: bytes.into(),
            })
        };
        let mut found = files().into_iter().filter_map(read);
        match (found.next(), found.next()) {
            (None, _) => Err(format!("no DMN file beside the routine has the decision {decision}")),
            (Some(only), None) => Ok(only),
            (Some(one), Some(other)) => {
                Err(format!("two files have the decision {decision}: {} and {}", one.path, other.path))
            }
        }
    })
}

/// How decisions are found in the files directly in a folder; a run keeps their names.
#[must_use]
pub fn decisions_in(folder: &Path) -> FindDecision {
    let folder = folder.to_owned();
    decisions_where(move || folder.clone())
}

/// The same in whichever folder is the right one when a decision is looked for.
pub(crate) fn decisions_where(folder: impl Fn() -> PathBuf + Clone + Send + Sync + 'static) -> FindDecision {
    let left_out = folder.clone();
    let keep = move |path: &Path| path.strip_prefix(left_out()).unwrap_or(path).to_string_lossy().into_owned();
    finder(move || decision_files(&folder()), keep)
}

fn decision_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_decision_file(path)).collect();
    files.sort();
    files
}

fn known(
    models: &Mutex<BTreeMap<RoutineVersion, DecisionModel>>,
    version: &RoutineVersion,
    bytes: &[u8],
) -> DecisionModel {
    if let Some(model) = models.lock().unwrap_or_else(PoisonError::into_inner).get(version) {
        return model.clone();
    }
    let model = DecisionModel::read(bytes);
    let mut models = models.lock().unwrap_or_else(PoisonError::into_inner);
    if models.len() >= MOST_MODELS {
        models.clear();
    }
    models.insert(version.clone(), model.clone());
    model
}
