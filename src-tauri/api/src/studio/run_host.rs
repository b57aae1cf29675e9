//! The run host of a studio: what it is made of, and its refusals in the words of screens.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use run_engine::{Rejection, RunStatus};
use run_host::{FindRoutine, HostError, HostOptions, ListRoutines, Obstacle, RoutineFile, RunHost, RunQuery, RunTest};
use run_store::RunPersistence;
use step_execution::{ExecutionResources, FindDecision, ScriptPlace, UnifiedSubroutineExecutor};

use super::Shared;
use super::store::{sentence, store_failed};
use crate::contract::{ApiError, Diagnostic, ErrorCode, Severity};
use crate::decisions::finder;
use crate::library::{AllowedPaths, read_routine, scan, scan_decisions};
use crate::reading::read;
use crate::resources::Resources;

/// A host over the store, which finds called routines and decisions in the project folder.
pub(crate) fn open_host(store: RunPersistence, allowed: Arc<AllowedPaths>, resources: &Resources) -> RunHost {
    let tools = Arc::clone(&resources.tools);
    let resources = resources.execution(decisions_in(&allowed));
    let past = resources.past.clone();
    let listed = Arc::clone(&allowed);
    let list: ListRoutines = Arc::new(move || {
        let folder = listed.folder();
        routines_among(scan(&folder).into_keys(), |path| stored_path(&folder, path))
    });
    let find: FindRoutine = Arc::new(move |process| find_routine(&allowed.folder(), process));
    let host = RunHost::open(
        store,
        Arc::new(UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources)),
        HostOptions { find_routine: find, list_routines: list, past, ..HostOptions::default() },
    );
    tools.open_door(host.door());
    host
}

fn decisions_in(allowed: &Arc<AllowedPaths>) -> FindDecision {
    let (files, keep) = (Arc::clone(allowed), Arc::clone(allowed));
    finder(move || scan_decisions(&files.folder()), move |path| stored_path(&keep.folder(), path))
}

/// What steps share, for those who only want to know what they would cost.
pub(super) fn estimating(shared: &Shared) -> ExecutionResources {
    shared.resources.execution(decisions_in(&shared.allowed))
}

/// The routines among some files; what cannot be read is none. A run keeps its path as `keep` says.
pub(crate) fn routines_among(
    files: impl IntoIterator<Item = PathBuf>,
    keep: impl Fn(&Path) -> String,
) -> Vec<RoutineFile> {
    let routine = |path: PathBuf| {
        let bytes = read_routine(&path).ok()?.bytes;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = read(&bytes).name().unwrap_or(stem);
        Some(RoutineFile { path: keep(&path), name, bytes })
    };
    files.into_iter().filter_map(routine).collect()
}

fn find_routine(folder: &Path, process: &str) -> Result<RoutineFile, String> {
    find_process(scan(folder).into_keys(), process, |path| stored_path(folder, path))?
        .ok_or_else(|| format!("no routine in {} has the process {process}", folder.display()))
}

/// The file of some with a process of this id. A run keeps its path as `keep` says.
///
/// # Errors
/// When several files have one: which is meant is nobody's to guess.
pub(crate) fn find_process(
    files: impl IntoIterator<Item = PathBuf>,
    process: &str,
    keep: impl Fn(&Path) -> String,
) -> Result<Option<RoutineFile>, String> {
    let mut found = files.into_iter().filter_map(|path| {
        let file = read_routine(&path).ok()?;
        // Reading costs much more than looking for the id in the text.
        if process.is_empty() || !file.bytes.windows(process.len()).any(|window| window == process.as_bytes()) {
            return None;
        }
        let found = read(&file.bytes).processes().into_iter().find(|found| found.id == process)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Some(RoutineFile { path: keep(&path), name: found.name.unwrap_or(stem), bytes: file.bytes })
    });
    match (found.next(), found.next()) {
        (Some(one), Some(other)) => {
            Err(format!("two routines have the process {process}: {} and {}", one.path, other.path))
        }
        (only, _) => Ok(only),
    }
}

/// What stands before the name of a text that was never saved, where a run keeps its routine's path.
const UNSAVED: &str = "unsaved:";

/// How a run keeps the path of its routine: relative to the project folder where it lies inside, so that the folder can move.
pub(crate) fn stored_path(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// How a run keeps where a text came from that was never saved. The ending tells the format.
pub(crate) fn unsaved_path(name: &str) -> String {
    format!("{UNSAVED}{name}.bpmn")
}

/// The path that screens name a run's routine by; none when it was never saved.
pub(crate) fn shown_path(folder: &Path, stored: &str) -> Option<String> {
    if stored.is_empty() || stored.starts_with(UNSAVED) {
        return None;
    }
    Some(folder.join(PathBuf::from(stored)).to_string_lossy().into_owned())
}

/// Watches over all runs from now on. Those that rest stay where they are until something is for them; those that were
/// under way when the program ended stay interrupted until a person decides. An older program has not noted which are
/// which, so a run that seems to have been under way is looked at.
pub(crate) async fn watch_over_runs(host: &RunHost) {
    let query = RunQuery::of(RunTest::Status(vec![RunStatus::InProgress]));
    match host.list(query).await {
        Ok(page) => {
            for row in page.runs.into_iter().rev().filter(|row| !row.rests && row.imported.is_none()) {
                if host.progress(&row.run).await.is_ok_and(|snapshot| !snapshot.live && snapshot.rests())
                    && let Err(error) = host.resume(&row.run).await
                {
                    tracing::warn!(%error, run = %row.run, "a run could not be taken up");
                }
            }
        }
        Err(error) => tracing::warn!(%error, "the runs that were in progress could not be listed"),
    }
    host.watch_over_runs().await;
    match host.swarms().resume_interrupted().await {
        Ok(swarms) => {
            for (swarm, result) in swarms {
                if let Err(error) = result {
                    tracing::warn!(%error, %swarm, "a swarm could not be taken up");
                }
            }
        }
        Err(error) => tracing::warn!(%error, "the swarms that were at work could not be listed"),
    }
}

/// A refusal of the host in the words of screens.
pub(crate) fn host_failed(error: HostError) -> ApiError {
    let message = sentence(&error.to_string());
    match error {
        HostError::Unusable(obstacles) => not_runnable(reasons(obstacles)),
        HostError::Rejected(rejection) => rejected(&rejection, message),
        HostError::Store(error) => store_failed(error),
        HostError::TextMissing { .. } | HostError::JournalNewer { .. } | HostError::JournalBroken { .. } => {
            ApiError::new(ErrorCode::StoreFailed, message)
        }
        HostError::Closed(_)
        | HostError::Imported(_)
        | HostError::NoSuchStep
        | HostError::NothingFailed
        | HostError::OtherDefinition => ApiError::new(ErrorCode::Rejected, message),
        HostError::File(_) => ApiError::new(ErrorCode::InvalidRequest, message),
    }
}

fn not_runnable(diagnostics: Vec<Diagnostic>) -> ApiError {
    let message = match diagnostics.len() {
        1 => "The routine cannot run; there is one reason.".to_owned(),
        count => format!("The routine cannot run; there are {count} reasons."),
    };
    ApiError::new(ErrorCode::NotRunnable, message).with_diagnostics(diagnostics)
}

/// Obstacles as diagnostics. What is wrong with an element's text also makes it impossible to do; once is enough.
fn reasons(obstacles: Vec<Obstacle>) -> Vec<Diagnostic> {
    let broken: BTreeSet<_> =
        obstacles.iter().filter(|found| found.position.is_some()).filter_map(|found| found.element.clone()).collect();
    let follows =
        |found: &Obstacle| found.position.is_none() && found.element.as_ref().is_some_and(|id| broken.contains(id));
    obstacles.into_iter().filter(|found| !follows(found)).map(diagnostic).collect()
}

fn diagnostic(obstacle: Obstacle) -> Diagnostic {
    let place = obstacle.position.filter(|place| place.line > 0);
    Diagnostic {
        severity: Severity::Error,
        rule: obstacle.code,
        element: obstacle.element.map(|element| element.to_string()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        message: obstacle.message,
        hint: obstacle.hint,
    }
}

fn rejected(rejection: &Rejection, message: String) -> ApiError {
    let error = ApiError::new(ErrorCode::Rejected, message);
    match rejection {
        Rejection::Unsupported(elements) => not_runnable(
            elements
                .iter()
                .map(|unsupported| Diagnostic {
                    severity: Severity::Error,
                    rule: "unsupported".to_owned(),
                    element: Some(unsupported.element.to_string()),
                    line: None,
                    column: None,
                    message: unsupported.reason.clone(),
                    hint: None,
                })
                .collect(),
        ),
        Rejection::NoStart { element, .. } | Rejection::NothingWaits(element) => error.at_element(element.as_str()),
        _ => error,
    }
}
