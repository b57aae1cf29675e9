//! Why a file is no swarm.

use thiserror::Error;

use super::{FORMAT, VERSION};

/// Why a swarm's file cannot be used. A sentence for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SwarmFileError {
    /// It is no JSON.
    #[error("line {line}, column {column}: {message}")]
    NoJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// It does not say that it is a swarm.
    #[error("it does not say that it is a swarm: /format must be \"{FORMAT}{VERSION}\"{}", .0.as_ref().map(|found| format!(", and is {found}")).unwrap_or_default())]
    NoSwarm(Option<String>),
    /// A newer program has written it.
    #[error("it has the format {FORMAT}{0} and needs a newer version of this program, which knows {FORMAT}{VERSION}")]
    Newer(u32),
    /// It has what means nothing, lacks something, or does not fit together: all reasons, each with its place.
    #[error("{}", .0.join("; "))]
    Wrong(Vec<String>),
}
