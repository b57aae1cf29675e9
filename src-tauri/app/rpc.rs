//! The page's two calls: `connect` once, `rpc` for everything else.

use std::sync::{Arc, Mutex, PoisonError};

use api::contract::{ApiError, ErrorCode, Push, Response};
use api::{Client, Pushes, Studio};
use serde::Serialize;
use serde_json::Value;
use tauri::State;
use tauri::ipc::Channel;

/// What comes to the page over its channel.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub enum ToPage {
    /// News of a subscription.
    Push(Box<Push>),
    /// The user chose a command of the window in a native menu.
    #[serde(rename_all = "camelCase")]
    UiCommand {
        /// The command's name in the registry.
        ui_command: String,
    },
}

/// The page that is shown. A page that was loaded again connects again, which ends what the earlier one subscribed to.
#[derive(Default)]
pub struct Page(Mutex<Option<(Arc<Client>, Channel<ToPage>)>>);

impl Page {
    /// Tells the page that a command was chosen in a menu. Nobody listens before the page has connected.
    pub fn choose(&self, ui_command: &str) {
        let channel = self.connected(|(_, channel)| channel.clone());
        if let Some(Err(error)) = channel.map(|to| to.send(ToPage::UiCommand { ui_command: ui_command.to_owned() })) {
            tracing::warn!(%error, ui_command, "the page was not told");
        }
    }

    fn client(&self) -> Result<Arc<Client>, ApiError> {
        self.connected(|(client, _)| Arc::clone(client))
            .ok_or_else(|| ApiError::new(ErrorCode::Unauthorised, "The page must connect before it asks for anything."))
    }

    fn connected<T>(&self, take: impl FnOnce(&(Arc<Client>, Channel<ToPage>)) -> T) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(take)
    }
}

/// Answers one request of the page.
#[tauri::command]
pub async fn rpc(page: State<'_, Page>, request: Value) -> Result<Response, ApiError> {
    page.client()?.call_json(request).await
}

/// Begins the page's connection; what it is told without asking comes over the channel.
#[tauri::command]
pub fn connect(studio: State<'_, Studio>, page: State<'_, Page>, channel: Channel<ToPage>) {
    let (client, pushes) = studio.connect();
    tauri::async_runtime::spawn(forward(pushes, channel.clone()));
    *page.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Arc::new(client), channel));
}

async fn forward(mut pushes: Pushes, channel: Channel<ToPage>) {
    while let Some(push) = pushes.recv().await {
        if channel.send(ToPage::Push(Box::new(push))).is_err() {
            return;
        }
    }
}
