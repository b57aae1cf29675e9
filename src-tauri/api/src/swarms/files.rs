//! What a swarm is made of: its file, or what a form asks.

use std::path::Path;

use swarm::{NewSubtask, SwarmSettings};

use crate::contract::params::SwarmSource;
use crate::contract::{ApiError, ErrorCode};
use crate::studio::sentence;

/// The settings that are asked for.
pub(super) fn settings(source: SwarmSource) -> Result<SwarmSettings, ApiError> {
    match source {
        SwarmSource::File { path } => {
            let unreadable = |error: std::io::Error| {
                ApiError::new(ErrorCode::FileFailed, format!("{path} cannot be read: {error}."))
            };
            let text = std::fs::read_to_string(Path::new(&path)).map_err(unreadable)?;
            read(&text)
        }
        SwarmSource::Text { text } => read(&text),
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

fn read(text: &str) -> Result<SwarmSettings, ApiError> {
    serde_json::from_str(text).map_err(|error| {
        ApiError::new(ErrorCode::InvalidRequest, format!("This is no swarm's file: {error}."))
            .with_hint("docs/swarm.md says what stands in one.")
    })
}
