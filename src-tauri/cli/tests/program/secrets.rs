//! `routine secret` and `routine models`: names and places, never values.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Desk, Said, said};

/// A value that must turn up nowhere.
const VALUE: &str = "sk-planted-0042";

fn set(desk: &Desk, name: &str) -> Said {
    let mut child = desk
        .command()
        .args(["--json", "secret", "set", name])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{VALUE}").unwrap();
    said(child.wait_with_output().unwrap())
}

fn kept(desk: &Desk) -> Vec<Value> {
    let (status, lines) = desk.json(&["secret", "list"]);
    assert_eq!(status, 0);
    lines.into_iter().filter(|line| line["name"].is_string()).collect()
}

#[test]
fn without_a_keychain_a_secret_goes_into_the_vault_and_is_listed_without_its_value() {
    let desk = Desk::with(&[("ROUTINE_VAULT_PASSPHRASE", "open")]);
    let answer = set(&desk, "openai");
    assert_eq!(answer.status, 0, "{}", answer.err);
    let listed = kept(&desk);
    assert_eq!((&listed[0]["name"], &listed[0]["places"]), (&json!("openai"), &json!(["vault"])));
    for file in ["vault.age", "runs.db"] {
        let bytes = std::fs::read(desk.path(file)).unwrap();
        assert!(!bytes.windows(VALUE.len()).any(|part| part == VALUE.as_bytes()), "{file} does not hold the value");
    }
    assert!(!format!("{listed:?}{}{}", answer.out, answer.err).contains(VALUE), "nothing that is said holds it");
    assert_eq!(desk.routine(&["secret", "remove", "openai"]).status, 0);
    assert!(kept(&desk).is_empty(), "it is gone");
}

#[test]
fn nobody_there_to_give_the_passphrase_is_told_and_nothing_is_kept() {
    let desk = Desk::new();
    let answer = set(&desk, "openai");
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("ROUTINE_VAULT_PASSPHRASE"), "it says what to do: {}", answer.err);
    assert!(!desk.path("vault.age").exists());
}

#[test]
fn a_wrong_passphrase_leaves_the_vault_as_it_is() {
    let desk = Desk::with(&[("ROUTINE_VAULT_PASSPHRASE", "open")]);
    assert_eq!(set(&desk, "openai").status, 0);
    let before = std::fs::read(desk.path("vault.age")).unwrap();
    let mut command = desk.command();
    command.env("ROUTINE_VAULT_PASSPHRASE", "shut").args(["--json", "secret", "list"]);
    let answer = said(command.output().unwrap());
    assert!(answer.out.contains("does not open the vault") && !answer.out.contains("openai"), "{}", answer.out);
    assert_eq!(std::fs::read(desk.path("vault.age")).unwrap(), before);
}

#[test]
fn the_environment_goes_first_and_a_keychain_that_is_not_there_is_told() {
    let desk = Desk::with(&[("ROUTINE_SECRET_OFFICE_KEY", VALUE)]);
    let listed = kept(&desk);
    assert_eq!((&listed[0]["name"], &listed[0]["places"]), (&json!("office_key"), &json!(["environment"])));
    let mut command = desk.command();
    let no_bus = format!("unix:path={}", desk.path("no-bus").display());
    command.env("ROUTINE_KEYCHAIN", "on").env("DBUS_SESSION_BUS_ADDRESS", no_bus);
    let answer = said(command.args(["--json", "secret", "list"]).output().unwrap());
    let places: Vec<Value> = crate::support::lines(&answer.out);
    if cfg!(target_os = "linux") {
        let keychain = places.iter().find(|line| line["place"] == "keychain").unwrap();
        assert_eq!(keychain["status"], "absent", "no bus is not the same as locked: {keychain}");
    }
}

#[test]
fn a_provider_of_the_environment_is_listed_and_its_test_says_why_it_fails() {
    let desk = Desk::with(&[("ROUTINE_MODEL_BASE_URL", "http://127.0.0.1:9/v1"), ("ROUTINE_MODEL", "tiny")]);
    let (status, lines) = desk.json(&["models"]);
    assert_eq!((status, &lines[0]["id"], &lines[0]["model"]), (0, &json!("environment"), &json!("tiny")));
    let (status, lines) = desk.json(&["models", "--test", "nobody"]);
    assert_eq!((status, &lines[0]["code"]), (1, &json!("unknown-model-provider")));
}
