//! A value that must not be seen, and where such values come from.
//!
//! | where | what |
//! |---|---|
//! | `store` | the places in their order: which one answers, which one keeps |
//! | `environment`, `keychain`, `vault`, `session` | one place each |
//! | `name` | what a secret may be called |
//!
//! Deliberately absent: who may use which secret. Whoever can write a routine or the settings can name any of them.

mod environment;
mod keychain;
mod name;
mod place;
mod session;
mod store;
mod stream;
mod vault;

use std::fmt;

use serde_json::Value;
use thiserror::Error;

pub use keychain::KeychainTrouble;
pub use name::variable;
pub use place::{PlaceState, PlaceStatus, SecretPlace};
pub use store::{FoundSecret, KeptSecret, SecretStore, SecretStoreError, SecretStoreOptions};
pub(crate) use stream::HidingStream;
pub use vault::{PASSPHRASE_VARIABLE, VaultError};

/// What stands where a value was.
const HIDDEN: &str = "…";

/// Bytes of the shortest value that is looked for in texts.
const SHORTEST_HIDDEN: usize = 4;

/// A key or password in memory. Its `Debug` says nothing, and it has no `Display` and no serialisation.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a value.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value, for the one call that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A text from outside, without the value should it be in there. Values of fewer than four characters stay: they
    /// would tear holes into any text.
    #[must_use]
    pub fn hidden_in(&self, text: &str) -> String {
        if self.0.len() < SHORTEST_HIDDEN { text.to_owned() } else { text.replace(&self.0, HIDDEN) }
    }

    /// A value from outside, without the secret in any of its texts and names.
    #[must_use]
    pub fn hidden_in_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.hidden_in(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.hidden_in_value(item)).collect(),
            Value::Object(members) => {
                let hidden = |(name, value): (String, Value)| (self.hidden_in(&name), self.hidden_in_value(value));
                Value::Object(members.into_iter().map(hidden).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value,
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether whoever started the program gave it a secret of this name.
pub(crate) fn is_in_environment(name: &str) -> bool {
    environment::find(name).is_some()
}

/// Gives the values of the secrets that routines and settings refer to by name.
///
/// It is called where waiting is allowed: a keychain may ask its owner for a password first.
pub trait SecretSource: fmt::Debug + Send + Sync {
    /// The value of a secret.
    ///
    /// # Errors
    /// When there is no such secret, or nobody may have it now.
    fn secret(&self, name: &str) -> Result<Secret, SecretError>;
}

/// Why there is no value. None of the sentences holds one.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SecretError {
    /// Nobody has stored it.
    #[error("there is no secret named {name:?}")]
    Missing {
        /// Which secret.
        name: String,
    },
    /// It is kept somewhere that is locked; unlocking helps.
    #[error("the secret {name:?} is locked: {reason}")]
    Locked {
        /// Which secret.
        name: String,
        /// What is locked, and how it is unlocked.
        reason: String,
    },
    /// Where it is kept cannot be asked.
    #[error("the secret {name:?} cannot be read: {reason}")]
    Unreadable {
        /// Which secret.
        name: String,
        /// Why.
        reason: String,
    },
}

impl SecretError {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "secret-missing",
            Self::Locked { .. } => "secret-locked",
            Self::Unreadable { .. } => "secret-unreadable",
        }
    }
}

/// Knows no secret: for programs without a store, and for runs that are to see none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSecrets;

impl SecretSource for NoSecrets {
    fn secret(&self, name: &str) -> Result<Secret, SecretError> {
        Err(SecretError::Missing { name: name.to_owned() })
    }
}
