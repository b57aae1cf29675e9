//! The native menus, made from the registry of commands. Choosing an item tells the page; the page does it.

use api::contract::{Keys, Menu as MenuName, UiCommand};
use tauri::menu::{
    IsMenuItem, Menu, MenuBuilder, MenuItem, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder,
};
use tauri::{AppHandle, Manager, Wry};

use crate::rpc::Page;

const QUIT: &str = "app.quit";
const MENUS: &[(MenuName, &str)] = &[
    (MenuName::File, "File"),
    (MenuName::Edit, "Edit"),
    (MenuName::View, "View"),
    (MenuName::Run, "Run"),
    (MenuName::Help, "Help"),
];

/// Builds all menus.
pub fn build(app: &AppHandle<Wry>) -> tauri::Result<Menu<Wry>> {
    let commands = api::ui_commands();
    let mut bar = MenuBuilder::new(app);
    for (name, label) in MENUS {
        bar = bar.item(&submenu(app, *name, label, &commands)?);
    }
    bar.build()
}

/// Does what a menu item stands for.
pub fn choose(app: &AppHandle<Wry>, id: &str) {
    if id == QUIT {
        app.exit(0);
    } else {
        app.state::<Page>().choose(id);
    }
}

fn submenu(app: &AppHandle<Wry>, name: MenuName, label: &str, commands: &[UiCommand]) -> tauri::Result<Submenu<Wry>> {
    let mut placed: Vec<(u8, &UiCommand)> = commands
        .iter()
        .filter_map(|command| {
            command.menu.as_ref().filter(|place| place.menu == name).map(|place| (place.group, command))
        })
        .collect();
    placed.sort_by_key(|(group, _)| *group);
    let mut menu = SubmenuBuilder::new(app, label);
    for (position, (group, command)) in placed.iter().enumerate() {
        if position > 0 && placed[position - 1].0 != *group {
            menu = menu.separator();
        }
        menu = menu.item(&item(app, command)?);
    }
    if name == MenuName::File {
        let quit = MenuItemBuilder::with_id(QUIT, "Quit").accelerator("CmdOrCtrl+Q").build(app)?;
        menu = menu.items(&[&PredefinedMenuItem::separator(app)? as &dyn IsMenuItem<Wry>, &quit]);
    }
    menu.build()
}

fn item(app: &AppHandle<Wry>, command: &UiCommand) -> tauri::Result<MenuItem<Wry>> {
    let plain = MenuItemBuilder::with_id(&command.id, &command.label);
    let Some(keys) = accelerator(command) else { return plain.build(app) };
    MenuItemBuilder::with_id(&command.id, &command.label).accelerator(keys).build(app).or_else(|error| {
        tracing::warn!(command = command.id, %error, "the menu shows this command without its keys");
        plain.build(app)
    })
}

/// Keys of the Edit menu stay with the page: a focused text field has the first claim on them.
fn accelerator(command: &UiCommand) -> Option<String> {
    let is_edit = command.menu.as_ref().is_some_and(|place| place.menu == MenuName::Edit);
    let keys = first_of(&command.keys)?;
    (!is_edit).then(|| keys.replace("Mod", "CmdOrCtrl"))
}

fn first_of(keys: &Keys) -> Option<&String> {
    if cfg!(target_os = "macos") { keys.mac.first() } else { keys.other.first() }
}
