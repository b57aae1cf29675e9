//! Commands about the program and its window.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use serde_json::Value;
use tokio::sync::oneshot;

use super::blocking::blocking;
use super::{Answer, Client, Desktop, ui_commands};
use crate::contract::params::{GetUiState, NoParams, RevealRoutine, SetSettings, SetUiState};
use crate::contract::{
    Ability, ApiError, AppInfo, Done, ErrorCode, HostKind, OpenRequest, PickedPath, Platform, Settings, UiCommand,
};

impl Client {
    pub(super) async fn app_info(&self, _: NoParams) -> Result<AppInfo, ApiError> {
        let options = &self.shared.options;
        let mut abilities = Vec::new();
        if options.desktop.is_some() {
            abilities.extend([Ability::PickFile, Ability::Reveal]);
        }
        if options.host == HostKind::Desktop {
            abilities.push(Ability::NativeMenu);
        }
        Ok(AppInfo {
            name: "Routine Studio".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: platform(),
            locale: locale(),
            host: options.host,
            abilities,
            database: options.database_path().to_string_lossy().into_owned(),
        })
    }

    pub(super) async fn list_ui_commands(&self, _: NoParams) -> Result<Vec<UiCommand>, ApiError> {
        Ok(ui_commands())
    }

    pub(super) async fn get_settings(&self, _: NoParams) -> Result<Settings, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.store.settings()).await
    }

    pub(super) async fn set_settings(&self, params: SetSettings) -> Result<Settings, ApiError> {
        let shared = Arc::clone(&self.shared);
        let settings = Settings {
            text_size: params.settings.text_size.clamp(100, 200),
            max_concurrent_steps: params.settings.max_concurrent_steps.max(1),
            ..params.settings
        };
        blocking(move || shared.store.keep_settings(&settings).map(|()| settings)).await
    }

    pub(super) async fn get_ui_state(&self, params: GetUiState) -> Result<Value, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.store.ui_state(&params.key)).await
    }

    pub(super) async fn set_ui_state(&self, params: SetUiState) -> Result<Done, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.store.keep_ui_state(&params.key, &params.value).map(|()| Done {})).await
    }

    pub(super) async fn take_opened(&self, _: NoParams) -> Result<Vec<OpenRequest>, ApiError> {
        Ok(self.shared.opened.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect())
    }

    pub(super) async fn pick_routine(&self, _: NoParams) -> Result<PickedPath, ApiError> {
        let picked = self.ask(|desktop, answer| desktop.pick_routine(answer)).await?;
        let path = picked.map(|path| self.shared.allowed.choose_file(&path)).transpose()?;
        Ok(PickedPath { path: path.map(|path| path.to_string_lossy().into_owned()) })
    }

    pub(super) async fn pick_folder(&self, _: NoParams) -> Result<PickedPath, ApiError> {
        let picked = self.ask(|desktop, answer| desktop.pick_folder(answer)).await?;
        let path = picked.map(|path| self.shared.allowed.choose_folder(&path)).transpose()?;
        Ok(PickedPath { path: path.map(|path| path.to_string_lossy().into_owned()) })
    }

    pub(super) async fn reveal_routine(&self, params: RevealRoutine) -> Result<Done, ApiError> {
        let path = self.shared.allowed.existing(&params.path)?;
        self.desktop()?.reveal(&path).map_err(|reason| {
            ApiError::new(ErrorCode::NotAvailable, format!("The file browser did not open: {reason}."))
        })?;
        Ok(Done {})
    }

    async fn ask(&self, open: impl FnOnce(&dyn Desktop, Answer)) -> Result<Option<PathBuf>, ApiError> {
        let (sender, answer) = oneshot::channel();
        open(self.desktop()?, Box::new(move |picked| _ = sender.send(picked)));
        // A dialog that goes away without an answer was closed.
        Ok(answer.await.unwrap_or(None))
    }

    fn desktop(&self) -> Result<&dyn Desktop, ApiError> {
        self.shared.options.desktop.as_deref().ok_or_else(|| {
            ApiError::new(ErrorCode::NotAvailable, "A browser page cannot open native dialogs.")
                .with_hint("Drop a file into the page, or use the desktop program.")
        })
    }
}

fn platform() -> Platform {
    if cfg!(target_os = "macos") {
        Platform::Mac
    } else if cfg!(windows) {
        Platform::Windows
    } else {
        Platform::Linux
    }
}

/// The language that the environment asks for, as a BCP 47 tag (POSIX: `LC_ALL`, then `LC_MESSAGES`, then `LANG`).
fn locale() -> String {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    let tag = asked.filter(|value| !value.is_empty()).map(|value| tag_of(&value)).next();
    tag.unwrap_or_else(|| "en".to_owned())
}

fn tag_of(posix: &str) -> String {
    let name = posix.split(['.', '@']).next().unwrap_or_default();
    if name.is_empty() || name == "C" || name == "POSIX" { "en".to_owned() } else { name.replace('_', "-") }
}

#[cfg(test)]
mod tests {
    use super::tag_of;

    #[test]
    fn posix_locales_become_language_tags() {
        for (posix, tag) in
            [("de_DE.UTF-8", "de-DE"), ("C", "en"), ("pt_BR@x", "pt-BR"), ("C.UTF-8", "en"), ("fr", "fr")]
        {
            assert_eq!(tag_of(posix), tag, "{posix}");
        }
    }
}
