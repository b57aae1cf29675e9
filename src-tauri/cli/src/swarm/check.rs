//! `routine swarm check`.

use std::path::PathBuf;

use api::headless::check_swarm_file;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Say what is wrong with a swarm's file. Nothing is made.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Check {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let checked = check_swarm_file(&self.file)?;
        let words = format!(
            "{}: {}\n  {} subtasks, {} members, {} entries; nothing is wrong with it",
            checked.name, checked.goal, checked.subtasks, checked.members, checked.entries
        );
        terminal.print(&checked, &words);
        Ok(Exit::Done)
    }
}
