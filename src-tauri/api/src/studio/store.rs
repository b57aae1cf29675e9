//! What a studio keeps besides files: settings, drafts, the page's own state; runs are behind the run host.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use run_engine::Timestamp;
use run_store::{Draft, RunPersistence, StoreError};
use serde_json::Value;

use crate::contract::{ApiError, DraftView, ErrorCode, Settings};

const SETTINGS: &str = "settings";
const PROJECT_FOLDER: &str = "projectFolder";

/// The settings that a database holds.
pub(crate) fn settings_in(runs: &RunPersistence) -> Result<Settings, ApiError> {
    let kept = runs.setting(SETTINGS).map_err(store_failed)?;
    // Settings that a later version wrote may not be readable here; the defaults are always right.
    Ok(kept.and_then(|settings| serde_json::from_value(settings).ok()).unwrap_or_default())
}

/// The database, in the words of screens.
pub(crate) struct Store {
    runs: RunPersistence,
}

impl Store {
    /// Opens a database file, or one in memory for the path `:memory:`.
    pub(crate) fn open(path: &Path) -> Result<Self, ApiError> {
        let runs =
            if path.as_os_str() == ":memory:" { RunPersistence::in_memory() } else { RunPersistence::open(path) };
        Ok(Self { runs: runs.map_err(store_failed)? })
    }

    /// The journal and the list of runs.
    pub(crate) fn runs(&self) -> &RunPersistence {
        &self.runs
    }

    pub(super) fn settings(&self) -> Result<Settings, ApiError> {
        settings_in(&self.runs)
    }

    pub(super) fn keep_settings(&self, settings: &Settings) -> Result<(), ApiError> {
        let value = serde_json::to_value(settings)
            .map_err(|error| ApiError::new(ErrorCode::Internal, format!("The settings cannot be written: {error}.")))?;
        self.runs.put_setting(SETTINGS, &value).map_err(store_failed)
    }

    /// Today, as `2026-11-22`.
    pub(super) fn today(&self) -> Result<String, ApiError> {
        self.runs.today().map_err(store_failed)
    }

    pub(super) fn project_folder(&self) -> Result<Option<PathBuf>, ApiError> {
        kept_project_folder(&self.runs)
    }

    pub(super) fn keep_project_folder(&self, folder: &Path) -> Result<(), ApiError> {
        self.runs.put_setting(PROJECT_FOLDER, &Value::from(folder.to_string_lossy())).map_err(store_failed)
    }

    pub(super) fn ui_state(&self, key: &str) -> Result<Value, ApiError> {
        Ok(self.runs.ui_state(key).map_err(store_failed)?.unwrap_or(Value::Null))
    }

    pub(super) fn keep_ui_state(&self, key: &str, value: &Value) -> Result<(), ApiError> {
        self.runs.put_ui_state(key, value).map_err(store_failed)
    }

    pub(super) fn keep_draft(&self, draft: &DraftView) -> Result<(), ApiError> {
        let draft = Draft {
            key: draft.key.clone(),
            path: draft.path.clone(),
            name: draft.name.clone(),
            xml: draft.xml.clone(),
            base_version: draft.base_version.clone(),
            undo: None,
            saved_at: Timestamp(i64::try_from(draft.saved_at).unwrap_or(i64::MAX)),
        };
        self.runs.put_draft(draft).map_err(store_failed)
    }

    pub(super) fn discard_draft(&self, key: &str) -> Result<(), ApiError> {
        self.runs.discard_draft(key).map(|_| ()).map_err(store_failed)
    }

    pub(super) fn drafts(&self) -> Result<Vec<DraftView>, ApiError> {
        Ok(self.runs.drafts().map_err(store_failed)?.into_iter().map(draft_view).collect())
    }

    pub(super) fn draft(&self, key: &str) -> Result<Option<DraftView>, ApiError> {
        Ok(self.drafts()?.into_iter().find(|draft| draft.key == key))
    }

    /// Names of all drafts; none when they cannot be read, which opening the draft itself will report.
    pub(super) fn draft_keys(&self) -> BTreeSet<String> {
        self.drafts().unwrap_or_default().into_iter().map(|draft| draft.key).collect()
    }
}

fn draft_view(draft: Draft) -> DraftView {
    DraftView {
        key: draft.key,
        path: draft.path,
        name: draft.name,
        xml: draft.xml,
        base_version: draft.base_version,
        saved_at: crate::projection::milliseconds(draft.saved_at),
    }
}

/// Opens a database file, or one in memory for the path `:memory:`.
pub(crate) fn open_store(path: &Path) -> Result<RunPersistence, ApiError> {
    let runs = if path.as_os_str() == ":memory:" { RunPersistence::in_memory() } else { RunPersistence::open(path) };
    runs.map_err(store_failed)
}

/// The project folder that a person has chosen.
pub(crate) fn kept_project_folder(store: &RunPersistence) -> Result<Option<PathBuf>, ApiError> {
    let kept = store.setting(PROJECT_FOLDER).map_err(store_failed)?;
    Ok(kept.as_ref().and_then(Value::as_str).map(PathBuf::from))
}

/// What the database reports, as a sentence with a code.
pub(crate) fn store_failed(error: StoreError) -> ApiError {
    let code = match &error {
        StoreError::UnknownRun(_) => ErrorCode::RunNotFound,
        StoreError::UnknownSwarm(_) => ErrorCode::NotFound,
        StoreError::RunInUse(_) | StoreError::RunNotEnded(_) | StoreError::InUse => ErrorCode::Rejected,
        StoreError::CannotOpen { .. }
        | StoreError::Foreign { .. }
        | StoreError::Newer { .. }
        | StoreError::Corrupt { .. }
        | StoreError::ReadOnly
        | StoreError::DiskFull
        | StoreError::Busy
        | StoreError::Unreadable { .. }
        | StoreError::TakenAlready(_)
        | StoreError::Conflict { .. }
        | StoreError::SwarmConflict { .. }
        | StoreError::Closed
        | StoreError::Other(_) => ErrorCode::StoreFailed,
    };
    ApiError::new(code, sentence(&error.to_string()))
}

/// A message as a sentence: with a capital letter and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let mut text: String = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    text.push_str(letters.as_str());
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}
