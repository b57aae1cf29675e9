//! Secrets in an encrypted file of the data folder, in the format of `age`: it can be opened with the passphrase and without
//! this program. Written whole or not at all, and never over a file that could not be read.

mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::{PlaceStatus, Secret};
use file::{Contents, Stamp};

/// Environment variable that holds the vault's passphrase, for programs that nobody sits in front of.
pub const PASSPHRASE_VARIABLE: &str = "ROUTINE_VAULT_PASSPHRASE";

/// Why the vault gives or keeps nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum VaultError {
    /// Its passphrase has not been given.
    #[error("the vault is locked")]
    Locked,
    /// The passphrase does not open it.
    #[error("the passphrase does not open the vault")]
    WrongPassphrase,
    /// A passphrase has to be something.
    #[error("a vault's passphrase cannot be empty")]
    EmptyPassphrase,
    /// The file is not what was written.
    #[error("the vault at {path} is damaged and was left as it is: {reason}")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// A newer program has written it.
    #[error("the vault has format {found}, and this program knows up to {known}")]
    Newer {
        /// Its format.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// The file system refuses.
    #[error("the vault at {path} cannot be used: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// The vault. The passphrase is given once and stays in memory.
#[derive(Debug)]
pub(super) struct Vault {
    path: PathBuf,
    work: u8,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    passphrase: Option<Secret>,
    read: Option<(Stamp, Contents)>,
}

impl Vault {
    /// The file there; `work` is the logarithm of what a guess at the passphrase costs.
    pub(super) fn new(path: PathBuf, work: u8) -> Self {
        Self { path, work, open: Mutex::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the passphrase if it opens the file. Where there is no file yet, the first secret makes one with it.
    pub(super) fn unlock(&self, passphrase: Secret) -> Result<(), VaultError> {
        if passphrase.reveal().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        let mut open = self.lock();
        let mut tried = Open { passphrase: Some(passphrase), read: None };
        self.read(&mut tried)?;
        *open = tried;
        Ok(())
    }

    pub(super) fn find(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        let mut open = self.lock();
        if !self.exists()? {
            return Ok(None);
        }
        Ok(self.read(&mut open)?.secrets.get(name).map(Secret::new))
    }

    pub(super) fn names(&self) -> Result<Vec<String>, VaultError> {
        let mut open = self.lock();
        if !self.exists()? {
            return Ok(Vec::new());
        }
        Ok(self.read(&mut open)?.secrets.into_keys().collect())
    }

    pub(super) fn set(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        self.change(|secrets| {
            secrets.insert(name.to_owned(), secret.reveal().to_owned());
            true
        })
        .map(|_| ())
    }

    pub(super) fn remove(&self, name: &str) -> Result<bool, VaultError> {
        self.change(|secrets| secrets.remove(name).is_some())
    }

    pub(super) fn status(&self) -> (PlaceStatus, Option<String>) {
        let mut open = self.lock();
        match self.exists().and_then(|exists| Ok((exists, self.read(&mut open)?))) {
            Ok((true, _)) => (PlaceStatus::Ready, None),
            Ok((false, _)) => (PlaceStatus::Ready, Some("the first secret makes the file".to_owned())),
            Err(VaultError::Locked) if self.exists() == Ok(false) => (PlaceStatus::Empty, None),
            Err(error @ (VaultError::Locked | VaultError::WrongPassphrase | VaultError::EmptyPassphrase)) => {
                (PlaceStatus::Locked, Some(error.to_string()))
            }
            Err(error @ (VaultError::Corrupt { .. } | VaultError::Newer { .. } | VaultError::File { .. })) => {
                (PlaceStatus::Broken, Some(error.to_string()))
            }
        }
    }

    /// Changes the secrets on the file as it is now, which another program may have changed; answers what the change says.
    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>) -> bool) -> Result<bool, VaultError> {
        let mut open = self.lock();
        let _alone = file::lock(&self.path)?;
        let mut contents = self.read(&mut open)?;
        let changed = change(&mut contents.secrets);
        if changed {
            let passphrase = open.passphrase.as_ref().ok_or(VaultError::Locked)?;
            let stamp = file::write(&self.path, passphrase, self.work, &contents)?;
            open.read = Some((stamp, contents));
        }
        Ok(changed)
    }

    /// What is in the file; read again only when the file has changed. Nothing where there is no file.
    fn read(&self, open: &mut Open) -> Result<Contents, VaultError> {
        let passphrase = match &open.passphrase {
            Some(passphrase) => passphrase.clone(),
            None => std::env::var(PASSPHRASE_VARIABLE)
                .ok()
                .filter(|passphrase| !passphrase.is_empty())
                .map(Secret::new)
                .ok_or(VaultError::Locked)?,
        };
        let Some(stamp) = file::stamp(&self.path)? else {
            open.passphrase = Some(passphrase);
            return Ok(Contents::default());
        };
        if let Some((read_at, contents)) = &open.read
            && *read_at == stamp
        {
            return Ok(contents.clone());
        }
        let contents = file::read(&self.path, &passphrase)?;
        open.passphrase = Some(passphrase);
        open.read = Some((stamp, contents.clone()));
        Ok(contents)
    }

    fn exists(&self) -> Result<bool, VaultError> {
        file::stamp(&self.path).map(|stamp| stamp.is_some())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
