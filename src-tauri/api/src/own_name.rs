//! Under which name the person at this program answers. Nothing proves it: whoever sits at the program is believed.

use run_engine::Actor;
use run_store::RunPersistence;

use crate::contract::ApiError;
use crate::studio::settings_in;

/// Where the system says who is logged in, on Linux and macOS, and on Windows.
const ACCOUNT_VARIABLES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// Who answers: under the name that they give, else that of the settings, else that of their account.
pub(crate) fn answerer(store: &RunPersistence, given: Option<String>) -> Result<Actor, ApiError> {
    let name = match said(given) {
        Some(name) => Some(name),
        None => said(Some(settings_in(store)?.own_name)).or_else(account),
    };
    Ok(name.map_or(Actor::Person, |name| Actor::Named { name }))
}

fn account() -> Option<String> {
    ACCOUNT_VARIABLES.into_iter().find_map(|variable| said(std::env::var(variable).ok()))
}

fn said(name: Option<String>) -> Option<String> {
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}
