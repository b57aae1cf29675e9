//! Everything that is shipped is permissively licensed and comes from the usual registries.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checkout::{metadata, text};

const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LLVM-exception",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// npm packages with a licence of their own: that of bpmn-js and form-js is MIT plus the duty to keep their mark visible.
const READ_BY_A_PERSON: &[&str] = &["node_modules/bpmn-js", "node_modules/@bpmn-io/form-js-viewer"];

/// Crates that something better has replaced here, with what.
const BANNED: &[(&str, &str)] = &[
    ("openssl-sys", "rustls needs nothing from the system"),
    ("native-tls", "rustls needs nothing from the system"),
    ("chrono", "jiff knows time zones and never guesses"),
    ("lazy_static", "std::sync::LazyLock"),
    ("once_cell", "std::sync::OnceLock"),
    ("anyhow", "errors here have a code that a program can decide by"),
];

/// Every licence that is mentioned has to be permissive; where there is nothing but a choice, one of them.
fn is_permissive(expression: &str) -> bool {
    let is_choice = !expression.contains(['(', '/']) && !expression.contains(" AND ");
    all_permissive(expression) || is_choice && expression.split(" OR ").any(all_permissive)
}

fn all_permissive(expression: &str) -> bool {
    let words = expression.split([' ', '/', '(', ')']).filter(|word| !["", "AND", "OR", "WITH"].contains(word));
    let mut any = false;
    let all = words.inspect(|_| any = true).all(|word| PERMISSIVE.contains(&word));
    any && all
}

#[test]
fn every_crate_is_permissively_licensed() {
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default();
        assert!(is_permissive(&licence), "{} {} is licensed as {licence:?}", package.name, package.version);
    }
}

#[test]
fn every_crate_comes_from_the_registry_or_is_ours() {
    for package in metadata().packages {
        let foreign = package.source.as_ref().is_some_and(|source| !source.is_crates_io());
        assert!(!foreign, "{} comes from {:?}", package.name, package.source);
    }
}

#[test]
fn our_crates_do_not_import_what_has_been_replaced() {
    for package in metadata().workspace_packages() {
        for dependency in &package.dependencies {
            let banned = BANNED.iter().find(|(name, _)| *name == dependency.name);
            assert!(banned.is_none(), "{} must not import {}: {banned:?}", package.name, dependency.name);
        }
    }
}

#[derive(Deserialize)]
struct PackageLock {
    packages: BTreeMap<String, LockedPackage>,
}

#[derive(Deserialize)]
struct LockedPackage {
    license: Option<String>,
}

#[test]
fn every_web_package_is_permissively_licensed() {
    let lock = text("ui/package-lock.json").expect("ui has a lock file");
    let lock: PackageLock = serde_json::from_str(&lock).expect("the lock file is JSON");
    for (path, package) in lock.packages.iter().filter(|(path, _)| !path.is_empty()) {
        let licence = package.license.clone().unwrap_or_default();
        assert!(
            is_permissive(&licence) || READ_BY_A_PERSON.contains(&path.as_str()),
            "{path} is licensed as {licence:?}"
        );
    }
}
