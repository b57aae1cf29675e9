//! Secrets from environment variables: what whoever starts the program says goes before what is kept.

use std::collections::BTreeSet;

use super::Secret;
use super::name::{PREFIX, variable};

/// The value of a secret's variable; an empty one counts as none.
pub(super) fn find(name: &str) -> Option<Secret> {
    std::env::var(variable(name)).ok().filter(|value| !value.is_empty()).map(Secret::new)
}

/// Names of the secrets whose variables are set. A variable is called by the known name that it stands for, else by its own
/// in small letters.
pub(super) fn names(known: &BTreeSet<String>) -> BTreeSet<String> {
    let set = std::env::vars_os().filter(|(_, value)| !value.is_empty());
    let names = set.filter_map(|(name, _)| name.into_string().ok()?.strip_prefix(PREFIX).map(str::to_lowercase));
    names
        .filter(|name| !name.is_empty())
        .map(|name| known.iter().find(|one| variable(one) == variable(&name)).cloned().unwrap_or(name))
        .collect()
}
