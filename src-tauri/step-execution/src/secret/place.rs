//! The places where secrets are kept.

/// A place where a secret is kept; in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretPlace {
    /// An environment variable; whoever starts the program sets it.
    Environment,
    /// The system's keychain.
    Keychain,
    /// The encrypted file in the data folder.
    Vault,
    /// This program's memory, until it ends.
    Session,
}

impl SecretPlace {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Environment, Self::Keychain, Self::Vault, Self::Session];

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "the environment",
            Self::Keychain => "the system's keychain",
            Self::Vault => "the vault file",
            Self::Session => "the program's memory",
        }
    }
}

/// Whether a place can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceState {
    /// Which place.
    pub place: SecretPlace,
    /// Whether it can be used.
    pub status: PlaceStatus,
    /// Why not, as a sentence without an end.
    pub reason: Option<String>,
}
