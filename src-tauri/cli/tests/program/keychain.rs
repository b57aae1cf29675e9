//! Secrets in a real Secret Service: GNOME's, on a session bus of its own.
#![cfg(target_os = "linux")]

use std::process::Command;

use crate::support::{Desk, Said, said};

const VALUE: &str = "sk-planted-0815";

/// Runs lines of a shell on a new session bus, after `daemon` has started a keychain there. `routine` is the program.
fn on_a_bus(desk: &Desk, daemon: &str, lines: &str) -> Said {
    let (folder, database) = (desk.path(""), desk.path("runs.db"));
    let script = format!(
        "set -e; mkdir -m 700 runtime; {daemon} --components=secrets >/dev/null 2>&1
         routine() {{ '{program}' --db '{database}' \"$@\"; }}
         {lines}",
        program = env!("CARGO_BIN_EXE_routine"),
        database = database.display(),
    );
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", &script]).current_dir(&folder).env_remove("ROUTINE_KEYCHAIN");
    command.env("HOME", &folder).env("XDG_DATA_HOME", &folder).env("XDG_RUNTIME_DIR", desk.path("runtime"));
    said(command.env("ROUTINE_STUDIO_DATA", &folder).output().expect("dbus-run-session is there: the tests need it"))
}

#[test]
fn a_secret_in_the_systems_keychain_is_found_listed_and_forgotten() {
    let desk = Desk::new();
    let told = on_a_bus(
        &desk,
        "printf open | gnome-keyring-daemon --unlock",
        &format!(
            "echo {VALUE} | routine secret set openai
             routine secret list
             echo next | routine secret set openai --place vault && exit 9
             routine secret remove openai
             routine secret list"
        ),
    );
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    assert_eq!(told.out.matches("openai: in the keychain\n").count(), 2, "kept and listed: {}", told.out);
    assert!(told.out.contains("the keychain can be used"), "{}", told.out);
    let after = told.out.split("openai is forgotten.\n").nth(1).expect("it was removed");
    assert!(!after.contains("openai"), "{after}");
    assert!(!told.err.contains("panicked") && !told.out.contains(VALUE), "{}{}", told.out, told.err);
}

#[test]
fn a_locked_keychain_is_told_and_nothing_is_kept_elsewhere() {
    let desk = Desk::new();
    let lines = format!("echo {VALUE} | routine secret set openai --place keychain || echo \"refused with $?\"");
    let told = on_a_bus(&desk, "gnome-keyring-daemon --start", &lines);
    assert_eq!(told.out, "refused with 2\n", "{}", told.err);
    assert!(told.err.contains("The keychain is locked") && told.err.contains("Unlock the keychain"), "{}", told.err);
    assert!(!desk.path("vault.age").exists());
}
