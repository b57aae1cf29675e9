//! `routine secret`: names and places of secrets. A value comes from stdin, never from the command line, where every other
//! program could read it; none is ever printed.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use api::contract::params::{RemoveSecret, SetSecret, UnlockVault};
use api::contract::{PlaceStatus, SecretPlace, SecretPlaceView, SecretText, SecretView};
use api::headless::Setup;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Bytes of the longest value that is read.
const LONGEST: u64 = 1 << 20;

/// Names and places of secrets.
#[derive(Debug, clap::Args)]
pub(crate) struct Secret {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Secrets that are kept or referred to, and where secrets can be kept here.
    List,
    /// Keep a secret; its value is read from stdin.
    Set {
        /// Its name.
        name: String,
        /// Where; the keychain when it can be used, else the vault.
        #[arg(long, value_enum)]
        place: Option<Place>,
    },
    /// Forget a secret.
    Remove {
        /// Its name.
        name: String,
    },
}

/// A place that outlives this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Place {
    /// The system's keychain.
    Keychain,
    /// The encrypted file in the data folder.
    Vault,
}

impl Secret {
    pub(crate) fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let setup = Setup::open(database)?;
        match self.what {
            What::List => list(terminal, &setup),
            What::Set { name, place } => set(terminal, &setup, name, place)?,
            What::Remove { name } => {
                open_vault(&setup, Needed::IfThere)?;
                setup.remove_secret(&RemoveSecret { name: name.clone() })?;
                terminal.print(&json!({ "removed": name }), &format!("{name} is forgotten."));
            }
        }
        Ok(Exit::Done)
    }
}

fn list(terminal: &mut Terminal, setup: &Setup) {
    for secret in setup.secrets() {
        terminal.print(&secret, &secret_line(&secret));
    }
    for place in setup.places() {
        terminal.print(&place, &place_line(&place));
    }
}

fn set(terminal: &mut Terminal, setup: &Setup, name: String, place: Option<Place>) -> Result<(), Failure> {
    let place = match place {
        Some(Place::Keychain) => SecretPlace::Keychain,
        Some(Place::Vault) => SecretPlace::Vault,
        None if status(setup, SecretPlace::Keychain) == Some(PlaceStatus::Ready) => SecretPlace::Keychain,
        None => SecretPlace::Vault,
    };
    if place == SecretPlace::Vault {
        open_vault(setup, Needed::Always)?;
    }
    let value = SecretText(hidden(&format!("Value of {name}: "), Input::Whole)?);
    let kept = setup.set_secret(SetSecret { name, value, place: Some(place) })?;
    terminal.print(&kept, &secret_line(&kept));
    Ok(())
}

/// When the vault has to be open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Always,
    IfThere,
}

/// Asks for the vault's passphrase, unless the environment has given it.
fn open_vault(setup: &Setup, needed: Needed) -> Result<(), Failure> {
    let is_new = match status(setup, SecretPlace::Vault) {
        Some(PlaceStatus::Locked) => false,
        Some(PlaceStatus::Empty) if needed == Needed::Always => true,
        _ => return Ok(()),
    };
    if !io::stdin().is_terminal() {
        let hint = "Set ROUTINE_VAULT_PASSPHRASE, or run this in a terminal.";
        let failure = Failure::unusable("The vault's passphrase is not at hand.");
        return Err(Failure { hint: Some(hint.to_owned()), ..failure });
    }
    let passphrase = hidden("Passphrase of the vault: ", Input::Line)?;
    if is_new && hidden("Once more, since it is new: ", Input::Line)? != passphrase {
        return Err(Failure::unusable("The two passphrases differ; nothing was kept."));
    }
    setup.unlock_vault(UnlockVault { passphrase: SecretText(passphrase) })?;
    Ok(())
}

fn status(setup: &Setup, place: SecretPlace) -> Option<PlaceStatus> {
    setup.places().into_iter().find(|one| one.place == place).map(|one| one.status)
}

/// How much of stdin a value is, where nobody types it.
#[derive(Clone, Copy)]
enum Input {
    Whole,
    Line,
}

/// Reads something that must not be seen: a line without echo from a terminal, else stdin.
fn hidden(prompt: &str, input: Input) -> Result<String, Failure> {
    let failed = |error: io::Error| Failure::unusable(format!("The value cannot be read: {error}."));
    let mut value = String::new();
    if io::stdin().is_terminal() {
        let _ = write!(io::stderr(), "{prompt}");
        echo(false);
        let read = io::stdin().lock().take(LONGEST).read_line(&mut value);
        echo(true);
        let _ = writeln!(io::stderr());
        read.map_err(failed)?;
    } else {
        let mut stdin = io::stdin().lock().take(LONGEST);
        match input {
            Input::Whole => stdin.read_to_string(&mut value),
            Input::Line => stdin.read_line(&mut value),
        }
        .map_err(failed)?;
    }
    Ok(value.trim_end_matches(['\r', '\n']).to_owned())
}

/// Switches a terminal's echo. Where there is no `stty`, what is typed can be seen.
fn echo(on: bool) {
    let word = if on { "echo" } else { "-echo" };
    let _ = Command::new("stty").arg(word).stdin(Stdio::inherit()).stderr(Stdio::null()).status();
}

fn secret_line(secret: &SecretView) -> String {
    let places: Vec<&str> = secret.places.iter().map(|&place| place_name(place)).collect();
    let places = if places.is_empty() { "nowhere that can be seen".to_owned() } else { places.join(", then ") };
    let used =
        if secret.used_by.is_empty() { String::new() } else { format!("; key of {}", secret.used_by.join(", ")) };
    format!("{}: in {places}{used}", secret.name)
}

fn place_line(place: &SecretPlaceView) -> String {
    let status = match place.status {
        PlaceStatus::Ready => "can be used",
        PlaceStatus::Locked => "is locked",
        PlaceStatus::Empty => "is empty; a first passphrase makes it",
        PlaceStatus::Denied => "was not opened",
        PlaceStatus::Absent => "is not there",
        PlaceStatus::Broken => "cannot be read",
    };
    let reason = place.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("  {} {status}{reason}", place_name(place.place))
}

fn place_name(place: SecretPlace) -> &'static str {
    match place {
        SecretPlace::Environment => "the environment",
        SecretPlace::Keychain => "the keychain",
        SecretPlace::Vault => "the vault",
        SecretPlace::Session => "the memory of a program",
    }
}
