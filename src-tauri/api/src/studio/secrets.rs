//! Commands about secrets. None of them answers a value.

use std::collections::BTreeSet;
use std::sync::Arc;

use step_execution::Secret;
use step_execution::secret::{self, KeptSecret, KeychainTrouble, SecretStoreError, VaultError};

use super::Client;
use super::blocking::blocking;
use super::store::sentence;
use crate::contract::params::{NoParams, RemoveSecret, SetSecret, UnlockVault};
use crate::contract::{ApiError, Done, ErrorCode, PlaceStatus, SecretPlace, SecretPlaceView, SecretView};
use crate::resources::Resources;

impl Client {
    pub(super) async fn list_secrets(&self, _: NoParams) -> Result<Vec<SecretView>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || Ok(secrets(&shared.resources))).await
    }

    pub(super) async fn secret_places(&self, _: NoParams) -> Result<Vec<SecretPlaceView>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || Ok(places(&shared.resources))).await
    }

    pub(super) async fn set_secret(&self, params: SetSecret) -> Result<SecretView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || keep(&shared.resources, params)).await
    }

    pub(super) async fn remove_secret(&self, params: RemoveSecret) -> Result<Done, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || forget(&shared.resources, &params)).await
    }

    pub(super) async fn unlock_vault(&self, params: UnlockVault) -> Result<Vec<SecretPlaceView>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || unlock(&shared.resources, params)).await
    }
}

/// All secrets that are kept or referred to by a provider.
pub(crate) fn secrets(resources: &Resources) -> Vec<SecretView> {
    let settings = resources.models.settings();
    let known: BTreeSet<String> = settings.providers.iter().filter_map(|provider| provider.secret.clone()).collect();
    let mut kept = resources.secrets.list(&known);
    for name in known {
        if !kept.iter().any(|secret| secret.name == name) {
            kept.push(KeptSecret { name, places: Vec::new() });
        }
    }
    kept.sort_by(|one, other| one.name.cmp(&other.name));
    kept.into_iter().map(|secret| view(resources, secret)).collect()
}

pub(crate) fn keep(resources: &Resources, params: SetSecret) -> Result<SecretView, ApiError> {
    // Keys are pasted, and a line break comes with them.
    let value = Secret::new(params.value.0.trim());
    let kept = resources.secrets.set(&params.name, &value, params.place.map(engine_place)).map_err(refused)?;
    let found = secrets(resources).into_iter().find(|secret| secret.name == params.name);
    Ok(found.unwrap_or_else(|| view(resources, KeptSecret { name: params.name, places: vec![kept] })))
}

pub(crate) fn forget(resources: &Resources, params: &RemoveSecret) -> Result<Done, ApiError> {
    let removed = resources.secrets.remove(&params.name).map_err(refused)?;
    if removed.is_empty() {
        let message = format!("No place that can be changed has a secret named {}.", params.name);
        return Err(ApiError::new(ErrorCode::NotFound, message));
    }
    Ok(Done {})
}

pub(crate) fn unlock(resources: &Resources, params: UnlockVault) -> Result<Vec<SecretPlaceView>, ApiError> {
    resources.secrets.unlock_vault(Secret::new(params.passphrase.0)).map_err(refused)?;
    Ok(places(resources))
}

fn view(resources: &Resources, secret: KeptSecret) -> SecretView {
    let settings = resources.models.settings();
    let uses = settings.providers.iter().filter(|provider| provider.secret.as_ref() == Some(&secret.name));
    SecretView {
        places: secret.places.into_iter().map(shown_place).collect(),
        variable: secret::variable(&secret.name),
        used_by: uses.map(|provider| provider.name.clone()).collect(),
        name: secret.name,
    }
}

pub(crate) fn places(resources: &Resources) -> Vec<SecretPlaceView> {
    let secrets = &resources.secrets;
    let path = secrets.vault_path().map(|path| path.to_string_lossy().into_owned());
    let shown = |state: secret::PlaceState| SecretPlaceView {
        place: shown_place(state.place),
        status: shown_status(state.status),
        reason: state.reason.map(|reason| sentence(&reason)),
        path: path.clone().filter(|_| state.place == secret::SecretPlace::Vault),
    };
    secrets.places().into_iter().map(shown).collect()
}

fn refused(error: SecretStoreError) -> ApiError {
    let (code, hint) = match &error {
        SecretStoreError::BadName { .. } | SecretStoreError::Empty { .. } => (ErrorCode::InvalidRequest, None),
        SecretStoreError::Environment { .. } | SecretStoreError::NoVault => (ErrorCode::NotAvailable, None),
        SecretStoreError::Keychain(KeychainTrouble::Absent(_)) => {
            (ErrorCode::NotAvailable, Some("Keep it in the vault, or in an environment variable."))
        }
        SecretStoreError::Keychain(KeychainTrouble::Locked(_) | KeychainTrouble::Denied(_)) => {
            (ErrorCode::Locked, Some("Unlock the keychain, or keep it in the vault."))
        }
        SecretStoreError::Keychain(KeychainTrouble::Failed(_)) => (ErrorCode::StoreFailed, None),
        SecretStoreError::Vault(VaultError::Locked) => (ErrorCode::Locked, Some("Give the vault's passphrase first.")),
        SecretStoreError::Vault(VaultError::WrongPassphrase) => {
            (ErrorCode::Locked, Some("The vault was left as it is. Try another passphrase."))
        }
        SecretStoreError::Vault(VaultError::EmptyPassphrase) => (ErrorCode::InvalidRequest, None),
        SecretStoreError::Vault(VaultError::Corrupt { .. } | VaultError::Newer { .. }) => {
            (ErrorCode::StoreFailed, Some("Move the file away to begin a new vault, or bring back a copy of it."))
        }
        SecretStoreError::Vault(VaultError::File { .. }) => (ErrorCode::FileFailed, None),
    };
    let failed = ApiError::new(code, sentence(&error.to_string()));
    match hint {
        Some(hint) => failed.with_hint(hint),
        None => failed,
    }
}

fn shown_place(place: secret::SecretPlace) -> SecretPlace {
    match place {
        secret::SecretPlace::Environment => SecretPlace::Environment,
        secret::SecretPlace::Keychain => SecretPlace::Keychain,
        secret::SecretPlace::Vault => SecretPlace::Vault,
        secret::SecretPlace::Session => SecretPlace::Session,
    }
}

fn engine_place(place: SecretPlace) -> secret::SecretPlace {
    match place {
        SecretPlace::Environment => secret::SecretPlace::Environment,
        SecretPlace::Keychain => secret::SecretPlace::Keychain,
        SecretPlace::Vault => secret::SecretPlace::Vault,
        SecretPlace::Session => secret::SecretPlace::Session,
    }
}

fn shown_status(status: secret::PlaceStatus) -> PlaceStatus {
    match status {
        secret::PlaceStatus::Ready => PlaceStatus::Ready,
        secret::PlaceStatus::Locked => PlaceStatus::Locked,
        secret::PlaceStatus::Empty => PlaceStatus::Empty,
        secret::PlaceStatus::Denied => PlaceStatus::Denied,
        secret::PlaceStatus::Absent => PlaceStatus::Absent,
        secret::PlaceStatus::Broken => PlaceStatus::Broken,
    }
}
