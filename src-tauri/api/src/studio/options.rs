//! Where a studio finds things, and on which host it runs.

use std::path::PathBuf;
use std::sync::Arc;

use super::Desktop;
use crate::contract::HostKind;
use crate::resources::SecretFolders;

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
    /// Where secrets are kept.
    pub secrets: SecretFolders,
}

impl StudioOptions {
    /// The user's own data and project folder, without native dialogs.
    #[must_use]
    pub fn new(host: HostKind) -> Self {
        Self { host, database: None, project_folder: None, desktop: None, secrets: SecretFolders::default() }
    }

    /// The database that is used: as asked for, else in the data folder.
    #[must_use]
    pub fn database_path(&self) -> PathBuf {
        self.database.clone().unwrap_or_else(|| data_folder().join("studio.db"))
    }

    /// The vault's file that is used: as asked for, else in the data folder. It belongs to the person, whatever the database.
    #[must_use]
    pub fn vault_path(&self) -> PathBuf {
        self.secrets.vault.clone().unwrap_or_else(|| data_folder().join("vault.age"))
    }
}

fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os(DATA_FOLDER_VARIABLE) {
        return PathBuf::from(folder);
    }
    directories::ProjectDirs::from("", "", "routine-studio")
        .map_or_else(|| PathBuf::from(".routine-studio"), |folders| folders.data_dir().to_owned())
}
