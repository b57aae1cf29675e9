//! One word per thing (docs/glossary.md); the words that are kept out.

use crate::checkout;

/// Words that say too little, or something else, as part of a type's or file's name.
const KEPT_OUT: &[&str] =
    &["Workflow", "Job", "Manager", "Handler", "Service", "Helper", "Util", "Utils", "Info", "Data"];

/// Names that hold such a word because the mission or the contract says so.
const GIVEN: &[&str] = &[
    "BranchManager",
    "RunLimitsManager",
    "SubroutineContextManager",
    "ExecutionContextManager",
    "PathSelectionHandler",
    "BranchLocationDataMap",
    "ServiceTask",
    "AppInfo",
];

/// BPMN has data objects, stores, inputs and outputs; the crate that reads them may call them so.
const KNOWS_BPMN: &str = "src-tauri/routine-model/";

/// File names that invite whatever has no place.
const DRAWERS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "service", "services", "info"];

/// Phrases that no comment and no sentence on a screen may hold.
const PHRASES: &[&str] = &["workflow", "node instance", "process instance"];

#[test]
fn no_type_is_named_with_a_word_that_is_kept_out() {
    let mut found = Vec::new();
    for path in checkout::sources().iter().filter(|path| !path.ends_with(".css")) {
        let text = checkout::text(path).unwrap_or_default();
        for name in text.lines().filter_map(|line| declared_name(line, path.ends_with(".rs"))) {
            if is_kept_out(name, path) {
                found.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(found.is_empty(), "docs/glossary.md has better words for:\n{}", found.join("\n"));
}

#[test]
fn no_source_file_is_a_drawer_for_whatever_is_left() {
    let named: Vec<String> = checkout::sources()
        .into_iter()
        .filter(|path| {
            let file = path.rsplit('/').next().unwrap_or_default();
            DRAWERS.contains(&file.split('.').next().unwrap_or_default())
        })
        .collect();
    assert!(named.is_empty(), "name these files after what is in them: {named:?}");
}

#[test]
fn nobody_says_what_the_glossary_keeps_out() {
    let mut found = Vec::new();
    for path in checkout::sources() {
        let text = checkout::text(&path).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            if PHRASES.iter().any(|phrase| says(&line.to_lowercase(), phrase)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "docs/glossary.md has better words for:\n{}", found.join("\n"));
}

/// Whether a line holds a phrase that ends with a word: `node instanceof` says something else.
fn says(line: &str, phrase: &str) -> bool {
    let ends = |at: usize| !line[at + phrase.len()..].starts_with(|next: char| next.is_alphabetic() && next != 's');
    line.match_indices(phrase).any(|(at, _)| ends(at))
}

fn is_kept_out(name: &str, path: &str) -> bool {
    let is_bad = |word: &String| KEPT_OUT.contains(&word.as_str()) && !(word == "Data" && path.starts_with(KNOWS_BPMN));
    !GIVEN.contains(&name) && words_of(name).iter().any(is_bad)
}

/// The name that a line declares, if it declares a type.
fn declared_name(line: &str, is_rust: bool) -> Option<&str> {
    let keywords: &[&str] =
        if is_rust { &["struct", "enum", "trait", "type", "union"] } else { &["class", "interface", "type", "enum"] };
    let mut words = line.trim_start().split([' ', '<', '(', '{', ';', ':', '=']);
    let before: &[&str] = &["pub", "pub(crate)", "crate)", "export", "default", "declare", "abstract", "const", ""];
    loop {
        let word = words.next()?;
        if keywords.contains(&word) {
            return words.next().filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()));
        }
        if !before.contains(&word) {
            return None;
        }
    }
}

/// `ServiceTask` -> `Service`, `Task`.
fn words_of(pascal: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in pascal.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_ascii_uppercase() => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    words
}

#[test]
fn a_declared_name_is_found_behind_what_stands_before_it() {
    assert_eq!(declared_name("pub(crate) struct RunRow {", true), Some("RunRow"), "visibility is skipped");
    assert_eq!(declared_name("export type Zoom = number;", false), Some("Zoom"), "export is skipped");
    assert_eq!(declared_name("let kind = struct_name;", true), None, "a mention declares nothing");
    assert_eq!(words_of("ServiceTask"), ["Service", "Task"], "words are told apart");
}
