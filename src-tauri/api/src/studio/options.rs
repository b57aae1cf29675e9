//! Where a studio finds things, and on which host it runs.

use std::path::PathBuf;
use std::sync::Arc;

use super::Desktop;
use crate::contract::HostKind;

/// Environment variable that names another data folder.
pub const DATA_FOLDER_VARIABLE: &str = "ROUTINE_STUDIO_DATA";

/// Where a studio finds things, and on which host it runs.
#[derive(Clone)]
pub struct StudioOptions {
    /// Where the screen is shown.
    pub host: HostKind,
    /// The database file, or `:memory:`; in the data folder when absent.
    pub database: Option<PathBuf>,
    /// The project folder; as the settings say when absent.
    pub project_folder: Option<PathBuf>,
    /// Native dialogs and the file browser, where the host has them.
    pub desktop: Option<Arc<dyn Desktop>>,
}

impl StudioOptions {
    /// The user's own data and project folder, without native dialogs.
    #[must_use]
    pub fn new(host: HostKind) -> Self {
        Self { host, database: None, project_folder: None, desktop: None }
    }

    /// The database that is used: as asked for, else in the data folder.
    #[must_use]
    pub fn database_path(&self) -> PathBuf {
        self.database.clone().unwrap_or_else(|| data_folder().join("studio.db"))
    }
}

fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(DATA_FOLDER_VARIABLE) {
        return PathBuf::from(folder);
    }
    directories::ProjectDirs::from("", "", "routine-studio")
        .map_or_else(|| PathBuf::from(".routine-studio"), |folders| folders.data_dir().to_owned())
}
