//! Secrets in the system's keychain: the Secret Service on Linux, the keychain of macOS, the credentials of Windows.
//!
//! A keychain may ask its owner something, and its libraries wait for that. So each question has a thread of its own and is
//! waited for no longer than a person would be. Which names there are is an entry of its own, since no two systems agree on
//! how to search.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use thiserror::Error as ThisError;

use super::Secret;

/// Under which all entries of the program stand.
const SERVICE: &str = "routine-studio";
/// The entry that holds the names of the others; no secret can be called that.
const NAMES: &str = "(names)";
/// How long a person may take to unlock it.
const PATIENCE: Duration = Duration::from_secs(60);
/// Environment variable that switches the keychain off with `off`: for servers, where nobody could unlock it.
const SWITCH: &str = "ROUTINE_KEYCHAIN";

/// Why the keychain gives or keeps nothing.
#[derive(Clone, Debug, ThisError, PartialEq, Eq)]
pub enum KeychainTrouble {
    /// The system has none that can be reached.
    #[error("this system has no keychain that can be reached: {0}")]
    Absent(String),
    /// It is locked.
    #[error("the keychain is locked: {0}")]
    Locked(String),
    /// Its owner has refused.
    #[error("the keychain was not opened: {0}")]
    Denied(String),
    /// It has answered something else.
    #[error("the keychain failed: {0}")]
    Failed(String),
}

/// The system's keychain. The connection is made when it is first needed, and again after it has failed.
#[derive(Debug)]
pub(super) struct Keychain {
    is_on: bool,
    store: Arc<Mutex<Option<Arc<CredentialStore>>>>,
}

impl Keychain {
    /// On, unless the environment says otherwise.
    pub(super) fn new(is_on: bool) -> Self {
        let is_off = std::env::var_os(SWITCH).is_some_and(|value| value == "off");
        Self { is_on: is_on && !is_off, store: Arc::default() }
    }

    pub(super) fn find(&self, name: &str) -> Result<Option<Secret>, KeychainTrouble> {
        let name = name.to_owned();
        self.with(move |store| text_of(store, &name)).map(|value| value.map(Secret::new))
    }

    pub(super) fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainTrouble> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.with(move |store| {
            entry(store, &name)?.set_password(secret.reveal())?;
            let mut names = names_of(store)?;
            if names.insert(name) { keep_names(store, &names) } else { Ok(()) }
        })
    }

    pub(super) fn remove(&self, name: &str) -> Result<bool, KeychainTrouble> {
        let name = name.to_owned();
        self.with(move |store| {
            let was_there = match entry(store, &name)?.delete_credential() {
                Ok(()) => true,
                Err(Error::NoEntry) => false,
                Err(error) => return Err(error),
            };
            let mut names = names_of(store)?;
            if names.remove(&name) {
                keep_names(store, &names)?;
            }
            Ok(was_there)
        })
    }

    pub(super) fn names(&self) -> Result<BTreeSet<String>, KeychainTrouble> {
        self.with(names_of)
    }

    fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<CredentialStore>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, KeychainTrouble> {
        if !self.is_on {
            return Err(KeychainTrouble::Absent("it is switched off".to_owned()));
        }
        let (sender, answer) = mpsc::channel();
        let kept = Arc::clone(&self.store);
        let thread = std::thread::Builder::new().name("keychain".to_owned());
        let begun = thread.spawn(move || {
            let answered = connected(&kept).and_then(|store| work(&store).map_err(trouble));
            if matches!(answered, Err(KeychainTrouble::Failed(_))) {
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
            // Nobody may be waiting any more.
            let _ = sender.send(answered);
        });
        begun.map_err(|error| KeychainTrouble::Failed(error.to_string()))?;
        answer.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            Err(KeychainTrouble::Locked(format!("nobody answered its question for {} s", PATIENCE.as_secs())))
        })
    }
}

impl Drop for Keychain {
    /// The connection of Linux waits for its bus when it goes, which no thread that drives tasks may do.
    fn drop(&mut self) {
        let kept = self.store.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(store) = kept.map(ManuallyDrop::new) {
            let thread = std::thread::Builder::new().name("keychain".to_owned());
            // Without a thread for it the connection ends with the program.
            let _ = thread.spawn(move || drop(ManuallyDrop::into_inner(store)));
        }
    }
}

fn connected(kept: &Mutex<Option<Arc<CredentialStore>>>) -> Result<Arc<CredentialStore>, KeychainTrouble> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(store) = &*kept {
        return Ok(Arc::clone(store));
    }
    // What cannot even be reached, as where no bus runs, is not there; it cannot have failed.
    let store = system_store().map_err(|error| match trouble(error) {
        KeychainTrouble::Failed(reason) => KeychainTrouble::Absent(reason),
        told => told,
    })?;
    *kept = Some(Arc::clone(&store));
    Ok(store)
}

#[cfg(target_os = "linux")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NotSupportedByStore("this program knows no keychain of this system".to_owned()))
}

fn entry(store: &Arc<CredentialStore>, user: &str) -> Result<Entry, Error> {
    store.build(SERVICE, user, None)
}

fn text_of(store: &Arc<CredentialStore>, user: &str) -> Result<Option<String>, Error> {
    match entry(store, user)?.get_password() {
        Ok(text) => Ok(Some(text)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

fn names_of(store: &Arc<CredentialStore>) -> Result<BTreeSet<String>, Error> {
    let text = text_of(store, NAMES)?.unwrap_or_default();
    Ok(text.lines().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect())
}

fn keep_names(store: &Arc<CredentialStore>, names: &BTreeSet<String>) -> Result<(), Error> {
    let text: Vec<&str> = names.iter().map(String::as_str).collect();
    entry(store, NAMES)?.set_password(&text.join("\n"))
}

/// The stores' errors in our words. Some of them carry what was read, so their own sentences are taken from those that do not.
fn trouble(error: Error) -> KeychainTrouble {
    match error {
        Error::NoStorageAccess(cause) if is_dismissed(cause.as_ref()) => KeychainTrouble::Denied(cause.to_string()),
        Error::NoStorageAccess(cause) => KeychainTrouble::Locked(cause.to_string()),
        Error::PlatformFailure(cause) if is_absent(cause.as_ref()) => KeychainTrouble::Absent(cause.to_string()),
        Error::PlatformFailure(cause) => KeychainTrouble::Failed(cause.to_string()),
        Error::NotSupportedByStore(reason) => KeychainTrouble::Absent(reason),
        Error::TooLong(what, longest) => {
            KeychainTrouble::Failed(format!("{what} is longer than the {longest} characters that it takes"))
        }
        Error::Ambiguous(found) => KeychainTrouble::Failed(format!("{} entries have this name", found.len())),
        Error::BadEncoding(_) => KeychainTrouble::Failed("the entry is no text".to_owned()),
        _ => KeychainTrouble::Failed("it holds something else than was put there".to_owned()),
    }
}

#[cfg(target_os = "linux")]
fn is_dismissed(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(secret_service::Error::Prompt | secret_service::Error::PromptDisconnected))
}

#[cfg(not(target_os = "linux"))]
fn is_dismissed(_: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_absent(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(secret_service::Error::Unavailable))
}

#[cfg(not(target_os = "linux"))]
fn is_absent(_: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    false
}
