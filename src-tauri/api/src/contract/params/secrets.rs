//! Parameters of the commands about secrets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::{SecretPlace, SecretText};

/// Keeps a secret. There is no command that tells it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetSecret {
    /// Its name: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// Its value.
    pub value: SecretText,
    /// Where; the best place that can keep it now when absent: keychain, vault, memory.
    pub place: Option<SecretPlace>,
}

/// Forgets a secret everywhere but in the environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RemoveSecret {
    /// Its name.
    pub name: String,
}

/// Gives the vault's passphrase. Where there is no vault yet, the first secret makes one with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct UnlockVault {
    /// The passphrase.
    pub passphrase: SecretText,
}
