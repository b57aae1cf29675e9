//! The places in their order: environment, keychain, vault, session. Each answer says where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::keychain::{Keychain, KeychainTrouble};
use super::name::{is_name, variable};
use super::session::Session;
use super::vault::{Vault, VaultError};
use super::{PlaceState, PlaceStatus, Secret, SecretError, SecretPlace, SecretSource, environment};

/// What a guess at a vault's passphrase costs: about a quarter of a second and 128 MB.
const VAULT_WORK: u8 = 17;

/// Which places a store has besides the environment and its own memory.
#[derive(Clone, Debug)]
pub struct SecretStoreOptions {
    /// Use the system's keychain.
    pub keychain: bool,
    /// The vault's file.
    pub vault: Option<PathBuf>,
    /// The logarithm of what a guess at the vault's passphrase costs.
    pub vault_work: u8,
}

impl Default for SecretStoreOptions {
    fn default() -> Self {
        Self { keychain: true, vault: None, vault_work: VAULT_WORK }
    }
}

/// A secret and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSecret {
    /// The value.
    pub secret: Secret,
    /// Where it comes from.
    pub place: SecretPlace,
}

/// A secret without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSecret {
    /// Its name.
    pub name: String,
    /// Everywhere it is kept, in the order in which the places are asked; the first one answers.
    pub places: Vec<SecretPlace>,
}

/// Why a secret was not kept or removed. None of the sentences holds one.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SecretStoreError {
    /// No secret can be called that.
    #[error("{name:?} cannot be a secret's name: letters, digits, `-`, `_` and `.` can, with a letter or digit first")]
    BadName {
        /// The name.
        name: String,
    },
    /// An empty value is none.
    #[error("the secret {name:?} cannot be empty")]
    Empty {
        /// The name.
        name: String,
    },
    /// The environment belongs to whoever starts the program.
    #[error("what the environment says is changed where it is set: in the variable {variable}")]
    Environment {
        /// The variable.
        variable: String,
    },
    /// This program was started without a folder for one.
    #[error("this program has no vault")]
    NoVault,
    /// The keychain has trouble.
    #[error(transparent)]
    Keychain(#[from] KeychainTrouble),
    /// The vault has trouble.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// All places of secrets, as one.
#[derive(Debug)]
pub struct SecretStore {
    keychain: Keychain,
    vault: Option<Vault>,
    session: Session,
}

impl SecretStore {
    /// With these places. Nothing is asked or opened before it is needed.
    #[must_use]
    pub fn new(options: SecretStoreOptions) -> Self {
        let vault = options.vault.map(|path| Vault::new(path, options.vault_work));
        Self { keychain: Keychain::new(options.keychain), vault, session: Session::default() }
    }

    /// The value of a secret, and where it comes from. A place that is locked is passed over as long as a later one has the
    /// secret.
    ///
    /// # Errors
    /// When no place has it; where one could not be looked into, that is the reason.
    pub fn find(&self, name: &str) -> Result<FoundSecret, SecretError> {
        let found = |secret, place| Ok(FoundSecret { secret, place });
        if let Some(secret) = environment::find(name) {
            return found(secret, SecretPlace::Environment);
        }
        let mut unseen = None;
        match self.keychain.find(name) {
            Ok(Some(secret)) => return found(secret, SecretPlace::Keychain),
            Ok(None) | Err(KeychainTrouble::Absent(_)) => {}
            Err(trouble) => unseen = Some(of_keychain(name, &trouble)),
        }
        match self.vault.as_ref().map(|vault| vault.find(name)) {
            Some(Ok(Some(secret))) => return found(secret, SecretPlace::Vault),
            Some(Ok(None)) | None => {}
            Some(Err(error)) => unseen = unseen.or_else(|| Some(of_vault(name, &error))),
        }
        match self.session.find(name) {
            Some(secret) => found(secret, SecretPlace::Session),
            None => Err(unseen.unwrap_or_else(|| SecretError::Missing { name: name.to_owned() })),
        }
    }

    /// All secrets that can be seen now, with their places; `known` are names that are referred to, which tell what a
    /// variable stands for. A locked place shows none.
    #[must_use]
    pub fn list(&self, known: &BTreeSet<String>) -> Vec<KeptSecret> {
        let mut kept: BTreeMap<String, BTreeSet<SecretPlace>> = BTreeMap::new();
        let mut add = |place: SecretPlace, names: Vec<String>| {
            for name in names {
                kept.entry(name).or_default().insert(place);
            }
        };
        add(SecretPlace::Keychain, self.keychain.names().unwrap_or_default().into_iter().collect());
        add(SecretPlace::Vault, self.vault.as_ref().and_then(|vault| vault.names().ok()).unwrap_or_default());
        add(SecretPlace::Session, self.session.names());
        let known: BTreeSet<String> = kept.keys().chain(known).cloned().collect();
        for name in environment::names(&known) {
            kept.entry(name).or_default().insert(SecretPlace::Environment);
        }
        kept.into_iter().map(|(name, places)| KeptSecret { name, places: places.into_iter().collect() }).collect()
    }

    /// Keeps a secret there; where no place is named, in the best one that can keep it now: keychain, vault, memory.
    ///
    /// # Errors
    /// When the name or the value cannot be, or the place cannot keep it.
    pub fn set(
        &self,
        name: &str,
        secret: &Secret,
        place: Option<SecretPlace>,
    ) -> Result<SecretPlace, SecretStoreError> {
        if !is_name(name) {
            return Err(SecretStoreError::BadName { name: name.to_owned() });
        }
        if secret.reveal().is_empty() {
            return Err(SecretStoreError::Empty { name: name.to_owned() });
        }
        if let Some(place) = place {
            return self.set_in(place, name, secret).map(|()| place);
        }
        let lasting = [SecretPlace::Keychain, SecretPlace::Vault];
        let kept = lasting.into_iter().find(|&place| self.set_in(place, name, secret).is_ok());
        match kept {
            Some(place) => Ok(place),
            None => self.set_in(SecretPlace::Session, name, secret).map(|()| SecretPlace::Session),
        }
    }

    fn set_in(&self, place: SecretPlace, name: &str, secret: &Secret) -> Result<(), SecretStoreError> {
        match place {
            SecretPlace::Environment => Err(SecretStoreError::Environment { variable: variable(name) }),
            SecretPlace::Keychain => Ok(self.keychain.set(name, secret)?),
            SecretPlace::Vault => Ok(self.vault.as_ref().ok_or(SecretStoreError::NoVault)?.set(name, secret)?),
            SecretPlace::Session => {
                self.session.set(name, secret.clone());
                Ok(())
            }
        }
    }

    /// Removes a secret from every place that the program can change; answers from which. What the environment says stays.
    ///
    /// # Errors
    /// When a place that may hold it cannot be changed; it is gone from the others all the same.
    pub fn remove(&self, name: &str) -> Result<Vec<SecretPlace>, SecretStoreError> {
        let mut removed = Vec::new();
        if self.session.remove(name) {
            removed.push(SecretPlace::Session);
        }
        let keychain = match self.keychain.remove(name) {
            Err(KeychainTrouble::Absent(_)) => Ok(false),
            answered => answered,
        };
        let has_file = |vault: &&Vault| vault.path().exists();
        let vault = self.vault.as_ref().filter(has_file).map_or(Ok(false), |vault| vault.remove(name));
        if keychain.clone()? {
            removed.push(SecretPlace::Keychain);
        }
        if vault? {
            removed.push(SecretPlace::Vault);
        }
        removed.sort_unstable();
        Ok(removed)
    }

    /// Takes the vault's passphrase, until the program ends.
    ///
    /// # Errors
    /// When it does not open the vault, or there is none.
    pub fn unlock_vault(&self, passphrase: Secret) -> Result<(), SecretStoreError> {
        Ok(self.vault.as_ref().ok_or(SecretStoreError::NoVault)?.unlock(passphrase)?)
    }

    /// What each place can do here, in their order.
    #[must_use]
    pub fn places(&self) -> Vec<PlaceState> {
        let state = |place, (status, reason)| PlaceState { place, status, reason };
        let vault = self
            .vault
            .as_ref()
            .map_or_else(|| (PlaceStatus::Absent, Some(SecretStoreError::NoVault.to_string())), Vault::status);
        vec![
            state(SecretPlace::Environment, (PlaceStatus::Ready, None)),
            state(SecretPlace::Keychain, keychain_status(&self.keychain)),
            state(SecretPlace::Vault, vault),
            state(SecretPlace::Session, (PlaceStatus::Ready, None)),
        ]
    }

    /// The vault's file.
    #[must_use]
    pub fn vault_path(&self) -> Option<&Path> {
        self.vault.as_ref().map(Vault::path)
    }
}

impl SecretSource for SecretStore {
    fn secret(&self, name: &str) -> Result<Secret, SecretError> {
        let found = self.find(name)?;
        tracing::debug!(name, place = found.place.name(), "a secret was read");
        Ok(found.secret)
    }
}

fn keychain_status(keychain: &Keychain) -> (PlaceStatus, Option<String>) {
    match keychain.names() {
        Ok(_) => (PlaceStatus::Ready, None),
        Err(trouble) => {
            let status = match &trouble {
                KeychainTrouble::Absent(_) => PlaceStatus::Absent,
                KeychainTrouble::Locked(_) => PlaceStatus::Locked,
                KeychainTrouble::Denied(_) => PlaceStatus::Denied,
                KeychainTrouble::Failed(_) => PlaceStatus::Broken,
            };
            (status, Some(trouble.to_string()))
        }
    }
}

fn of_keychain(name: &str, trouble: &KeychainTrouble) -> SecretError {
    let (name, reason) = (name.to_owned(), trouble.to_string());
    match trouble {
        KeychainTrouble::Locked(_) | KeychainTrouble::Denied(_) => SecretError::Locked { name, reason },
        KeychainTrouble::Absent(_) | KeychainTrouble::Failed(_) => SecretError::Unreadable { name, reason },
    }
}

fn of_vault(name: &str, error: &VaultError) -> SecretError {
    let (name, reason) = (name.to_owned(), error.to_string());
    match error {
        VaultError::Locked | VaultError::WrongPassphrase | VaultError::EmptyPassphrase => {
            SecretError::Locked { name, reason }
        }
        VaultError::Corrupt { .. } | VaultError::Newer { .. } | VaultError::File { .. } => {
            SecretError::Unreadable { name, reason }
        }
    }
}
