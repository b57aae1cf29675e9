//! The repository says nothing about the machine it was written on.

use crate::checkout;

const FOREIGN: &[(&str, &str)] = &[
    (concat!("/", "home/"), "a path of one person's machine"),
    (concat!("/", "Users/"), "a path of one person's machine"),
    (concat!("/", "root/"), "a path of one person's machine"),
    (concat!("/", "work/"), "a path of one person's machine"),
    (concat!("registry.", "npmjs"), "the host of a package registry"),
    (concat!("static.", "crates.io"), "the host of a package registry"),
    (concat!("index.", "crates.io"), "the host of a package registry"),
];

#[test]
fn no_tracked_file_names_a_machine_or_a_registry_host() {
    let mut found = Vec::new();
    for path in checkout::files() {
        let text = checkout::text(&path).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let what = FOREIGN.iter().filter(|(phrase, _)| line.contains(phrase));
            found.extend(what.map(|(_, what)| format!("{path}:{}: {what}", number + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
