//! What a swarm is made of: its file, or what a form asks; and a swarm as a file again.

use std::path::Path;

use serde::Serialize;
use swarm::{NewSubtask, SwarmExport, SwarmFileError, SwarmSettings, read_swarm, write_swarm};

use super::{Swarms, id, swarm_failed};
use crate::contract::params::SwarmSource;
use crate::contract::{ApiError, ErrorCode};
use crate::studio::sentence;

/// Bytes of a swarm's file beyond which nobody has written it by hand.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The settings that are asked for.
pub(super) fn settings(source: SwarmSource) -> Result<SwarmSettings, ApiError> {
    match source {
        SwarmSource::File { path } => read_file(Path::new(&path)),
        SwarmSource::Text { text } => read_swarm(&text).map_err(|error| unusable("This text", &error)),
        SwarmSource::Form { name, goal, credits, subtasks } => {
            let credits = credits.map(|credits| credits.parse()).transpose();
            let wrong = |error| ApiError::new(ErrorCode::InvalidRequest, sentence(&format!("{error}")));
            Ok(SwarmSettings {
                name,
                goal,
                credits: credits.map_err(wrong)?,
                subtasks: in_order(&subtasks),
                ..SwarmSettings::default()
            })
        }
    }
}

/// Each subtask waits for the one before it.
fn in_order(descriptions: &[String]) -> Vec<NewSubtask> {
    let subtasks = descriptions.iter().enumerate().map(|(index, description)| {
        let depends_on = index.checked_sub(1).map(|before| format!("t{}", before + 1).as_str().into());
        NewSubtask {
            depends_on: depends_on.into_iter().collect(),
            ..NewSubtask::new(&format!("t{}", index + 1), description)
        }
    });
    subtasks.collect()
}

fn read_file(path: &Path) -> Result<SwarmSettings, ApiError> {
    let unreadable = |error: std::io::Error| {
        ApiError::new(ErrorCode::FileFailed, format!("{} cannot be read: {error}.", path.display()))
    };
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if bytes > MOST_BYTES {
        let message = format!("{} has {bytes} bytes; a swarm's file has {MOST_BYTES} at most.", path.display());
        return Err(ApiError::new(ErrorCode::TooLarge, message));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    read_swarm(&text).map_err(|error| unusable(&path.display().to_string(), &error))
}

/// Every reason on a line of its own, with its place.
fn unusable(what: &str, error: &SwarmFileError) -> ApiError {
    let message = match error {
        SwarmFileError::Wrong(reasons) if reasons.len() > 1 => {
            format!("{what} is no usable swarm; there are {} reasons:\n  {}.", reasons.len(), reasons.join(";\n  "))
        }
        SwarmFileError::Wrong(_)
        | SwarmFileError::NoJson { .. }
        | SwarmFileError::NoSwarm(_)
        | SwarmFileError::Newer(_) => format!("{what} is no usable swarm: {error}."),
    };
    let code =
        if matches!(error, SwarmFileError::Newer(_)) { ErrorCode::NotAvailable } else { ErrorCode::InvalidRequest };
    ApiError::new(code, message).with_hint("docs/swarm.md says what stands in a swarm's file.")
}

/// What a swarm's file is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedSwarm {
    /// The swarm's name.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// How many subtasks it has.
    pub subtasks: usize,
    /// How many members its team has.
    pub members: usize,
    /// How many entries stand on its blackboard at the beginning.
    pub entries: usize,
}

/// Reads a swarm's file without making a swarm.
///
/// # Errors
/// It cannot be read, or is no swarm's file; everything that is wrong, each with its place.
pub fn check_swarm_file(path: &Path) -> Result<CheckedSwarm, ApiError> {
    let settings = read_file(path)?;
    Ok(CheckedSwarm {
        subtasks: settings.subtasks.len(),
        members: settings.team.members.len(),
        entries: settings.entries.len(),
        name: settings.name,
        goal: settings.goal,
    })
}

/// A swarm as the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedSwarm {
    /// The text.
    pub text: String,
    /// Keys of secret entries, which are not in it.
    pub left_out: Vec<String>,
}

impl Swarms {
    /// A swarm as a file with which another one can begin.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn export_swarm(&self, swarm: &str) -> Result<ExportedSwarm, ApiError> {
        let export = self.host.read(&id(swarm), SwarmExport::of).await.map_err(swarm_failed)?;
        Ok(ExportedSwarm { text: write_swarm(&export.settings), left_out: export.left_out })
    }
}
