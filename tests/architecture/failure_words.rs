//! Whatever can fail has a name for people: the page knows words for every stable code, and no others.

use std::collections::BTreeSet;

use crate::checkout;

/// Where the steps of runs fail.
const CRATES: &[&str] = &["routine-model", "run-engine", "swarm", "step-execution", "run-host"];
/// What a code stands behind.
const BEFORE: &[&str] =
    &["failure(", "technical(", "trouble(", "refuse(", "code: ", "INTERRUPTED: &str =", "REFUSED: &str ="];
const WORDS: &str = "ui/src/words/en/failures.json";

#[test]
fn every_code_of_a_failure_has_words_and_every_words_a_code() {
    let (mut codes, mut sources) = (BTreeSet::new(), String::new());
    for path in checkout::sources() {
        let is_one = CRATES.iter().any(|name| path.starts_with(&format!("src-tauri/{name}/src/")));
        // Rejections are told with their own sentence and no code; what a scenario throws is the scenario's.
        if !is_one || path.ends_with("/rejection.rs") || path.contains("/scenario/") {
            continue;
        }
        let text = checkout::text(&path).unwrap_or_default();
        codes.extend(codes_behind(&text).chain(codes_of_enums(&text)));
        sources.push_str(&text);
    }
    let words = checkout::text(WORDS).expect("the page has words for failures");
    let words: serde_json::Value = serde_json::from_str(&words).expect("they are JSON");
    let known: BTreeSet<String> = words["code"].as_object().expect("by code").keys().cloned().collect();
    let unworded: Vec<&String> = codes.difference(&known).collect();
    assert!(unworded.is_empty(), "give these codes words in {WORDS} and its sisters: {unworded:?}");
    let unused: Vec<&String> = known.iter().filter(|code| !sources.contains(&format!("\"{code}\""))).collect();
    assert!(unused.is_empty(), "nothing fails with these codes: {unused:?}");
    assert!(codes.len() > 90, "the codes are found in the sources: {codes:?}");
}

/// Codes that are written down where something fails.
fn codes_behind(text: &str) -> impl Iterator<Item = String> {
    BEFORE.iter().flat_map(|before| text.split(before).skip(1)).filter_map(code_at)
}

/// Codes that an enum of failures gives its variants.
fn codes_of_enums(text: &str) -> impl Iterator<Item = String> {
    let bodies = text.split("fn code(").skip(1).filter_map(|rest| rest.split("\n    }\n").next());
    bodies.flat_map(|body| body.split("=> ").skip(1)).filter_map(code_at)
}

/// The code that a text begins with, in quotes.
fn code_at(text: &str) -> Option<String> {
    let (code, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let is_code = !code.is_empty() && code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    is_code.then(|| code.to_owned())
}
