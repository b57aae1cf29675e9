//! `routine swarm create`.

use std::path::PathBuf;

use api::contract::params::SwarmSource;
use api::headless::Headless;

use super::telling::tell_swarm;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Make a swarm. Nothing is begun.
#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// Its file.
    #[arg(value_name = "FILE", required_unless_present = "name")]
    file: Option<PathBuf>,
    /// Its name, when it has no file.
    #[arg(long, value_name = "NAME", conflicts_with = "file", requires = "goal")]
    name: Option<String>,
    /// What it is to reach.
    #[arg(long, value_name = "WORDS", conflicts_with = "file")]
    goal: Option<String>,
    /// What it may spend; no cap when absent.
    #[arg(long, value_name = "CREDITS", conflicts_with = "file")]
    credits: Option<String>,
    /// What has to be done; each waits for the one before it. May be repeated.
    #[arg(long, value_name = "WORDS", conflicts_with = "file")]
    subtask: Vec<String>,
    /// Where its routines are; beside its file when absent, and without a file here.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Create {
    pub(super) async fn run(self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        let swarm = match self.file {
            Some(path) => SwarmSource::File { path: path.to_string_lossy().into_owned() },
            None => SwarmSource::Form {
                name: self.name.unwrap_or_default(),
                goal: self.goal.unwrap_or_default(),
                credits: self.credits,
                subtasks: self.subtask,
            },
        };
        let summary = headless.create_swarm(swarm, self.folder.as_deref()).await?;
        tell_swarm(terminal, &summary);
        Ok(Exit::Done)
    }
}
