//! The conditions that there are, and their values.

use crate::contract::{SearchKey, SearchWord};

const KEYS: &[(SearchKey, &str)] = &[
    (SearchKey::Status, "status"),
    (SearchKey::Routine, "routine"),
    (SearchKey::Waits, "waits"),
    (SearchKey::Is, "is"),
    (SearchKey::Cost, "cost"),
    (SearchKey::Took, "took"),
    (SearchKey::Started, "started"),
    (SearchKey::Age, "age"),
    (SearchKey::Reason, "reason"),
    (SearchKey::Steps, "steps"),
    (SearchKey::Events, "events"),
    (SearchKey::Incidents, "incidents"),
];

/// All conditions, those first that are asked most.
pub(crate) fn search_words() -> Vec<SearchWord> {
    KEYS.iter().map(|&(key, _)| SearchWord { key, values: values(key), compares: compares(key) }).collect()
}

/// The condition of a name, in capitals or not.
pub(super) fn key(name: &str) -> Option<SearchKey> {
    KEYS.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|&(key, _)| key)
}

/// Names of conditions that begin as this one does; all where none does.
pub(super) fn near(name: &str) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let beginning: String = name.chars().take(2).collect();
    let all = || KEYS.iter().map(|(_, known)| (*known).to_owned());
    let near: Vec<_> = all().filter(|known| known.starts_with(&beginning)).collect();
    if near.is_empty() { all().collect() } else { near }
}

/// What a condition can ask for by name.
pub(super) fn values(key: SearchKey) -> Vec<String> {
    let values: &[&str] = match key {
        SearchKey::Status => {
            &["open", "ended", "failed", "completed", "cancelled", "paused", "inProgress", "scheduled"]
        }
        SearchKey::Reason => &[
            "completed",
            "error",
            "userPaused",
            "userCancelled",
            "maxTime",
            "maxCredits",
            "maxSteps",
            "maxLoops",
            "breakpoint",
            "automaticPause",
            "automaticStop",
        ],
        SearchKey::Waits => &["you"],
        SearchKey::Is => &["copied", "imported", "tokenGame"],
        SearchKey::Started => &["today", "yesterday"],
        SearchKey::Routine
        | SearchKey::Cost
        | SearchKey::Took
        | SearchKey::Steps
        | SearchKey::Events
        | SearchKey::Incidents
        | SearchKey::Age => &[],
    };
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// Whether a condition is a bound.
pub(super) fn compares(key: SearchKey) -> bool {
    match key {
        SearchKey::Status | SearchKey::Reason | SearchKey::Routine | SearchKey::Waits | SearchKey::Is => false,
        SearchKey::Cost
        | SearchKey::Took
        | SearchKey::Steps
        | SearchKey::Events
        | SearchKey::Incidents
        | SearchKey::Started
        | SearchKey::Age => true,
    }
}
