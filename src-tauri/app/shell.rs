//! Puts the parts together and keeps them going until the window closes.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use api::contract::HostKind;
use api::{DATA_FOLDER_VARIABLE, Studio, StudioOptions};
use tauri::{App, AppHandle, Builder, Context, Manager, RunEvent, Wry};

use crate::desktop::{self, NativeDesktop};
use crate::rpc::Page;
use crate::{display, menu, opening, rpc, window};

/// Runs the program; answers when it has ended.
///
/// # Errors
/// A sentence for the terminal.
pub fn start(context: Context<Wry>) -> Result<ExitCode, String> {
    let app =
        display::reach(|| build(context))?.map_err(|error| format!("Routine Studio could not start: {error}."))?;
    let status = app.run_return(|app, event| {
        if let (RunEvent::Exit, Some(studio)) = (event, app.try_state::<Studio>()) {
            tauri::async_runtime::block_on(studio.inner().clone().close());
        }
    });
    Ok(u8::try_from(status).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn build(context: Context<Wry>) -> tauri::Result<App<Wry>> {
    with_single_instance(Builder::default())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .manage(Page::default())
        .invoke_handler(tauri::generate_handler![rpc::rpc, rpc::connect])
        .menu(menu::build)
        .on_menu_event(|app, event| menu::choose(app, event.id().as_ref()))
        .on_window_event(window::on_event)
        .setup(|app| Ok(open_studio(app.handle())?))
        .build(context)
}

/// A second start hands its files to the first one. Another data folder is another program.
fn with_single_instance(builder: Builder<Wry>) -> Builder<Wry> {
    if std::env::var_os(DATA_FOLDER_VARIABLE).is_some() {
        return builder;
    }
    builder.plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
        opening::open_arguments(app, arguments, Path::new(&folder));
        window::raise(app);
    }))
}

/// Opens the studio and its window; says why where the studio cannot be opened.
fn open_studio(app: &AppHandle<Wry>) -> tauri::Result<()> {
    let mut options = StudioOptions::new(HostKind::Desktop);
    options.desktop = Some(Arc::new(NativeDesktop::new(app.clone())));
    match tauri::async_runtime::block_on(Studio::open(options)) {
        Ok(studio) => {
            app.manage(studio);
            opening::open_arguments(app, std::env::args(), &std::env::current_dir().unwrap_or_default());
            window::open(app)
        }
        Err(error) => {
            tracing::error!(%error, "the studio cannot be opened");
            let closing = app.clone();
            desktop::tell(app, &error.message, move || closing.exit(1));
            Ok(())
        }
    }
}
