//! The one window: its title follows the page, its page never leaves the program, dropped files are opened.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, DragDropEvent, Manager, Url, WebviewWindowBuilder, Window, WindowEvent, Wry};

use crate::opening;

const LABEL: &str = "main";

/// Opens the window as `tauri.conf.json` describes it.
pub fn open(app: &AppHandle<Wry>) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == LABEL) else {
        return Err(tauri::Error::WindowNotFound);
    };
    WebviewWindowBuilder::from_config(app, config)?
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!(%error, "the window keeps its old title");
            }
        })
        .on_navigation(|address| {
            let ours = is_ours(address);
            if !ours {
                open_in_browser(address);
            }
            ours
        })
        .on_new_window(|address, _| {
            open_in_browser(&address);
            NewWindowResponse::Deny
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front.
pub fn raise(app: &AppHandle<Wry>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let raised = window.unminimize().and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::warn!(%error, "the window stays where it is");
        }
    }
}

/// Opens files that were dropped on the window.
pub fn on_event(window: &Window<Wry>, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
        opening::open(window.app_handle(), paths.iter().cloned());
    }
}

/// Pages of the program itself; in a build without `custom-protocol`, those of the development server.
fn is_ours(address: &Url) -> bool {
    let is_embedded = address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost");
    is_embedded || (tauri::is_dev() && address.host_str() == Some("127.0.0.1"))
}

fn open_in_browser(address: &Url) {
    if !["http", "https"].contains(&address.scheme()) {
        return;
    }
    if let Err(error) = tauri_plugin_opener::open_url(address.as_str(), None::<&str>) {
        tracing::warn!(%error, %address, "the link was not opened");
    }
}
