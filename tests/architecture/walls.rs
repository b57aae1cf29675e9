//! Who may import whom, and what each crate must not even reach through others.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, PackageId};

use crate::checkout::metadata;

/// For each crate, the crates of ours that it may import.
const WALLS: &[(&str, &[&str])] = &[
    ("routine-model", &[]),
    ("run-engine", &["routine-model"]),
    ("swarm", &["routine-model"]),
    ("run-store", &["run-engine", "swarm"]),
    ("step-execution", &["routine-model", "run-engine", "swarm"]),
    ("run-host", &["routine-model", "run-engine", "swarm", "run-store", "step-execution"]),
    ("api", &["routine-model", "run-engine", "swarm", "run-store", "step-execution", "run-host"]),
    ("routine-studio", &["api"]),
    ("cli", &["api"]),
    (
        "acceptance-tests",
        &["routine-model", "run-engine", "swarm", "run-store", "step-execution", "run-host", "api", "cli"],
    ),
    ("xtask", &[]),
];

const RANDOM_NUMBERS: &[&str] = &["rand", "getrandom", "fastrand", "uuid"];

/// For each crate, foreign crates that it must not import.
const UNKNOWN: &[(&str, &[&str])] = &[
    ("routine-model", &["rusqlite", "tokio"]),
    ("run-engine", &["rusqlite", "tokio", "tokio-util"]),
    ("swarm", &["rusqlite", "tokio", "tokio-util"]),
    ("run-store", &["tokio", "tokio-util"]),
    ("step-execution", &["rusqlite"]),
    ("api", &["rusqlite"]),
    ("routine-studio", &["rusqlite"]),
    ("cli", &["rusqlite"]),
    ("xtask", &["tokio"]),
];

/// Crates of ours that must not be shipped with SQLite, however many crates lie between.
const WITHOUT_SQLITE: &[&str] = &["routine-model", "run-engine", "swarm", "step-execution"];

fn is_shipped(kind: DependencyKind) -> bool {
    kind == DependencyKind::Normal
}

#[test]
fn every_crate_of_the_workspace_has_a_place_among_the_walls() {
    let metadata = metadata();
    let members: BTreeSet<&str> = metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    let walled: BTreeSet<&str> = WALLS.iter().map(|(name, _)| *name).collect();
    assert_eq!(members, walled, "a new crate needs a line in ARCHITECTURE.md and in this test");
}

#[test]
fn lower_crates_never_import_higher_ones() {
    let metadata = metadata();
    let ours: BTreeSet<&str> = WALLS.iter().map(|(name, _)| *name).collect();
    for package in metadata.workspace_packages() {
        let allowed = allowed_for(package.name.as_str());
        for dependency in package.dependencies.iter().filter(|one| ours.contains(one.name.as_str())) {
            assert!(
                allowed.contains(&dependency.name.as_str()),
                "{} must not import {} (as a {} dependency)",
                package.name,
                dependency.name,
                dependency.kind
            );
        }
    }
}

#[test]
fn no_crate_imports_what_it_must_not_know() {
    for package in metadata().workspace_packages() {
        let unknown = UNKNOWN.iter().find(|(name, _)| *name == package.name.as_str()).map_or(&[][..], |(_, list)| list);
        for dependency in package.dependencies.iter().filter(|one| is_shipped(one.kind)) {
            assert!(!unknown.contains(&dependency.name.as_str()), "{} must not know {}", package.name, dependency.name);
        }
    }
}

#[test]
fn only_the_app_is_shipped_with_tauri() {
    let metadata = metadata();
    for (name, _) in WALLS.iter().filter(|(name, _)| *name != "routine-studio") {
        let tauri: Vec<String> =
            reached_by(&metadata, name).into_iter().filter(|one| one.starts_with("tauri")).collect();
        assert!(tauri.is_empty(), "{name} must not reach {tauri:?}, not even through other crates");
    }
}

#[test]
fn only_what_stands_on_the_store_is_shipped_with_sqlite() {
    let metadata = metadata();
    for name in WITHOUT_SQLITE {
        assert!(!reached_by(&metadata, name).contains("rusqlite"), "{name} must not reach SQLite");
    }
}

#[test]
fn the_pure_crates_import_nothing_that_makes_random_numbers() {
    for package in metadata().workspace_packages() {
        if ["run-engine", "swarm"].contains(&package.name.as_str()) {
            let shipped = package.dependencies.iter().filter(|one| is_shipped(one.kind));
            let random: Vec<&str> =
                shipped.map(|one| one.name.as_str()).filter(|one| RANDOM_NUMBERS.contains(one)).collect();
            assert!(random.is_empty(), "{} takes seeds and ids as arguments, not from {random:?}", package.name);
        }
    }
}

fn allowed_for(name: &str) -> &'static [&'static str] {
    WALLS.iter().find(|(walled, _)| *walled == name).map_or(&[], |(_, allowed)| allowed)
}

/// Names of all crates that a crate of ours is shipped with.
fn reached_by(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let graph = metadata.resolve.as_ref().expect("cargo resolves the workspace");
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let edges: BTreeMap<&PackageId, Vec<&PackageId>> = graph
        .nodes
        .iter()
        .map(|node| {
            let shipped = node.deps.iter().filter(|one| one.dep_kinds.iter().any(|kind| is_shipped(kind.kind)));
            (&node.id, shipped.map(|one| &one.pkg).collect())
        })
        .collect();
    let mut open: Vec<&PackageId> = names.iter().filter(|(_, found)| **found == name).map(|(id, _)| *id).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        for next in edges.get(id).into_iter().flatten() {
            if reached.insert(names.get(next).copied().unwrap_or_default().to_owned()) {
                open.push(next);
            }
        }
    }
    reached
}
