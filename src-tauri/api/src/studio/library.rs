//! Commands about routines in the project folder.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use run_engine::Timestamp;

use super::blocking::blocking;
use super::evolution::past_of;
use super::routine_cache::{follow_folder, summary_of};
use super::{Client, Shared};
use crate::contract::params::{
    CheckRoutine, CreateRoutine, DeleteRoutine, DuplicateRoutine, ImportRoutine, NoParams, OpenRoutine, RenameRoutine,
    RestoreRoutine, RoutineStrategies, SaveRoutine, SetProjectFolder,
};
use crate::contract::{
    ActivityStrategy, ApiError, CheckedRoutine, ErrorCode, LibraryView, OpenedRoutine, RoutineOrigin, RoutineSummary,
    SampleView, SavedRoutine, SoundnessView, TrashedRoutine,
};
use crate::library::{
    MAX_BYTES, free_path, is_routine_file, move_to_trash, read_routine, restore_from_trash, stem_for, write_routine,
};
use crate::reading::read;
use crate::samples::{blank, samples};

impl Client {
    pub(super) async fn list_routines(&self, _: NoParams) -> Result<LibraryView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || Ok(list(&shared))).await
    }

    pub(super) async fn open_routine(&self, params: OpenRoutine) -> Result<OpenedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || open(&shared, &shared.allowed.existing(&params.path)?)).await
    }

    pub(super) async fn create_routine(&self, params: CreateRoutine) -> Result<OpenedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let xml = match &params.origin {
                RoutineOrigin::Blank => blank(&params.name),
                RoutineOrigin::Sample { id } => sample(id)?.xml,
            };
            add(&shared, &params.name, &xml)
        })
        .await
    }

    pub(super) async fn import_routine(&self, params: ImportRoutine) -> Result<OpenedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            // A broken diagram may come in to be mended; what is no XML at all may not.
            read(params.xml.as_bytes()).if_xml()?;
            add(&shared, &params.name, &params.xml)
        })
        .await
    }

    pub(super) async fn save_routine(&self, params: SaveRoutine) -> Result<SavedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || save(&shared, &params)).await
    }

    pub(super) async fn rename_routine(&self, params: RenameRoutine) -> Result<RoutineSummary, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            let folder = path.parent().unwrap_or(Path::new("/"));
            let target = folder.join(format!("{}.bpmn", stem_for(&params.name)));
            if target != path {
                if target.exists() {
                    return Err(ApiError::new(
                        ErrorCode::AlreadyExists,
                        format!("There is already a routine in {}. Nothing was renamed.", target.display()),
                    )
                    .with_hint("Choose another name."));
                }
                std::fs::rename(&path, &target).map_err(|error| failed("renamed", &path, &error))?;
            }
            summary_of(&shared, &target)
        })
        .await
    }

    pub(super) async fn duplicate_routine(&self, params: DuplicateRoutine) -> Result<RoutineSummary, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            let file = read_routine(&path)?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let copy = free_path(path.parent().unwrap_or(Path::new("/")), &stem);
            std::fs::write(&copy, &file.bytes).map_err(|error| failed("copied", &path, &error))?;
            summary_of(&shared, &copy)
        })
        .await
    }

    pub(super) async fn delete_routine(&self, params: DeleteRoutine) -> Result<TrashedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            let trashed = move_to_trash(&shared.allowed.folder(), &path, now_ms())?;
            Ok(TrashedRoutine { trashed })
        })
        .await
    }

    pub(super) async fn restore_routine(&self, params: RestoreRoutine) -> Result<RoutineSummary, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || summary_of(&shared, &restore_from_trash(&shared.allowed.folder(), &params.trashed)?)).await
    }

    pub(super) async fn check_routine(&self, params: CheckRoutine) -> Result<CheckedRoutine, ApiError> {
        blocking(move || {
            let reading = read(params.xml.as_bytes()).with_load_report();
            Ok(CheckedRoutine { processes: reading.processes(), diagnostics: reading.diagnostics })
        })
        .await
    }

    pub(super) async fn check_soundness(&self, params: CheckRoutine) -> Result<SoundnessView, ApiError> {
        blocking(move || Ok(read(params.xml.as_bytes()).soundness())).await
    }

    pub(super) async fn routine_strategies(
        &self,
        params: RoutineStrategies,
    ) -> Result<Vec<ActivityStrategy>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let past = params.path.map(|path| past_of(&shared, &path)).transpose()?.unwrap_or_default();
            Ok(read(params.xml.as_bytes()).strategies(&past))
        })
        .await
    }

    pub(super) async fn list_samples(&self, _: NoParams) -> Result<Vec<SampleView>, ApiError> {
        blocking(|| Ok(samples())).await
    }

    pub(super) async fn set_project_folder(&self, params: SetProjectFolder) -> Result<LibraryView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let folder = shared.allowed.chosen_folder(&params.folder)?;
            shared.store.keep_project_folder(&folder)?;
            shared.allowed.set_folder(&folder)?;
            follow_folder(&shared);
            Ok(list(&shared))
        })
        .await
    }
}

fn list(shared: &Arc<Shared>) -> LibraryView {
    LibraryView {
        folder: shared.allowed.folder().to_string_lossy().into_owned(),
        routines: shared.routines.list(shared).into_values().collect(),
    }
}

fn open(shared: &Arc<Shared>, path: &Path) -> Result<OpenedRoutine, ApiError> {
    let file = read_routine(path)?;
    let reading = read(&file.bytes).with_load_report();
    let routine = summary_of(shared, path)?;
    let draft = shared.store.draft(&routine.path)?;
    Ok(OpenedRoutine {
        routine,
        xml: reading.text.clone(),
        processes: reading.processes(),
        diagnostics: reading.diagnostics,
        draft,
    })
}

fn add(shared: &Arc<Shared>, name: &str, xml: &str) -> Result<OpenedRoutine, ApiError> {
    let path = free_path(&shared.allowed.folder(), &stem_for(name));
    write_routine(&path, xml)?;
    open(shared, &path)
}

fn sample(id: &str) -> Result<SampleView, ApiError> {
    samples()
        .into_iter()
        .find(|sample| sample.id == id)
        .ok_or_else(|| ApiError::new(ErrorCode::NotFound, format!("There is no sample {id}.")))
}

fn save(shared: &Arc<Shared>, params: &SaveRoutine) -> Result<SavedRoutine, ApiError> {
    let path = shared.allowed.existing(&params.path)?;
    if !is_routine_file(&path) {
        return Err(ApiError::new(
            ErrorCode::PathNotAllowed,
            format!("{} is no routine's file; it ends neither in .bpmn nor in .xml.", path.display()),
        ));
    }
    if params.xml.len() as u64 > MAX_BYTES {
        return Err(ApiError::new(
            ErrorCode::TooLarge,
            "The routine is too large to be opened again; it was not saved.",
        ));
    }
    let reading = read(params.xml.as_bytes());
    if let Some(expected) = &params.expected_version
        && read_routine(&path)?.version != *expected
    {
        return Err(ApiError::new(
            ErrorCode::Conflict,
            format!("{} was changed by another program. Nothing was saved.", path.display()),
        )
        .with_hint("Compare the two, then keep yours or take theirs."));
    }
    write_routine(&path, &params.xml)?;
    let routine = summary_of(shared, &path)?;
    shared.store.discard_draft(&routine.path)?;
    Ok(SavedRoutine { routine: RoutineSummary { has_draft: false, ..routine }, diagnostics: reading.diagnostics })
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new(ErrorCode::FileFailed, format!("{} was not {what}: {error}.", path.display()))
}

/// Now.
pub(crate) fn now() -> Timestamp {
    Timestamp(i64::try_from(now_ms()).unwrap_or(i64::MAX))
}

/// Milliseconds since 1970.
pub(super) fn now_ms() -> u64 {
    let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(age.as_millis()).unwrap_or(u64::MAX)
}
