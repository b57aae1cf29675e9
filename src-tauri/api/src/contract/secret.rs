//! Secrets, as screens see them: names and places, never values.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place where secrets are kept, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlace {
    /// An environment variable; whoever starts the program sets it.
    Environment,
    /// The system's keychain.
    Keychain,
    /// The encrypted file in the data folder.
    Vault,
    /// The program's memory, until it ends.
    Session,
}

/// Whether a place can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PlaceStatus {
    /// It can.
    Ready,
    /// Not before it is unlocked.
    Locked,
    /// Nothing is kept there yet; a first passphrase makes it.
    Empty,
    /// Its owner has refused.
    Denied,
    /// This system does not have it, or it is switched off.
    Absent,
    /// It is there and cannot be read; it is left as it is.
    Broken,
}

/// What a place can do here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecretPlaceView {
    /// Which place.
    pub place: SecretPlace,
    /// Whether it can be used.
    pub status: PlaceStatus,
    /// Why not, or what comes next; a sentence.
    pub reason: Option<String>,
    /// The file, where it is one.
    pub path: Option<String>,
}

/// A secret, without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecretView {
    /// What routines and settings call it.
    pub name: String,
    /// Everywhere it is kept; the first one answers. Empty when it is referred to and kept nowhere that can be seen.
    pub places: Vec<SecretPlace>,
    /// The environment variable that would go before all of them.
    pub variable: String,
    /// Names of the model providers whose key it is.
    pub used_by: Vec<String>,
}

/// A value on its way in. It comes from a screen and never goes to one: what is written of it is a stand-in.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(type = "string")]
pub struct SecretText(pub String);

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(…)")
    }
}

impl Serialize for SecretText {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("…")
    }
}
